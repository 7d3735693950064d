"""Holds a finished release in a folder against what a release must have.

    python3 scripts/release_check.py dist

Six binaries, each in an archive with the licences, in a wheel and in an SBOM; a
checksum for every file to be published; and the binary of this machine says the
release's version.
"""

import hashlib
import json
import pathlib
import platform
import subprocess
import sys
import tarfile
import zipfile

dist = pathlib.Path(sys.argv[1])
version = json.loads((dist / "metadata.json").read_text())["version"]
built = [a for a in json.loads((dist / "artifacts.json").read_text()) if a["type"] == "Binary"]
assert len(built) == 6, f"{len(built)} binaries, want 6"

wheels = {w: zipfile.ZipFile(w) for w in (dist / "wheels").glob("*.whl")}
assert len(wheels) == 6, f"{len(wheels)} wheels, want 6"
packed = {hashlib.sha256(z.read(next(n for n in z.namelist() if "/scripts/" in n))).hexdigest() for z in wheels.values()}

publish = list(wheels)
for a in built:
    name = f"remora-bt_{version}_{a['goos']}_{a['goarch']}"
    binary = pathlib.Path(a["path"]).read_bytes()
    digest = hashlib.sha256(binary).hexdigest()
    if a["goos"] == "windows":
        archive = dist / f"{name}.zip"
        with zipfile.ZipFile(archive) as z:
            held = {n: z.read(n) for n in z.namelist()}
    else:
        archive = dist / f"{name}.tar.gz"
        with tarfile.open(archive) as t:
            held = {m.name: t.extractfile(m).read() for m in t.getmembers()}
    program = "remora-bt.exe" if a["goos"] == "windows" else "remora-bt"
    assert set(held) == {program, "README.md", "LICENSE", "CHANGELOG.md", "THIRD_PARTY.md"}, (archive, set(held))
    assert held[program] == binary, archive
    assert digest in packed, f"{name}: no wheel has this binary"
    sbom = dist / f"{name}.cdx.json"
    told = json.loads(sbom.read_text())["metadata"]["component"]
    assert told["hashes"][0]["content"] == digest and told["version"] == "v" + version, sbom
    publish += [archive, sbom]
    here = {"Linux": "linux", "Darwin": "darwin", "Windows": "windows"}.get(platform.system())
    if a["goos"] == here and a["goarch"] == {"x86_64": "amd64", "AMD64": "amd64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine()):
        said = subprocess.run([a["path"], "version"], capture_output=True, text=True, check=True).stdout
        assert said.startswith(f"remora-bt {version} ("), said
        print(said, end="")

sums = dict(reversed(line.split()) for line in (dist / f"remora-bt_{version}_checksums.txt").read_text().splitlines())
for path in publish:
    assert sums.pop(path.name, "") == hashlib.sha256(path.read_bytes()).hexdigest(), path
assert not sums, f"checksums of other files: {sorted(sums)}"
print(f"{len(publish)} files to publish, all as they should be")
