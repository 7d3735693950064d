"""Disturbs the program at work and holds what is left against an undisturbed run.

Jobs are commands that write; scripts/faultjobs.py has them. A job's output is whole,
with the same bytes as undisturbed, or it is not there; hidden leftovers of a killed
writer are allowed until the next one, which must remove them and give the same bytes.
"""

import argparse
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

from faultjobs import Jobs

PATIENCE = 60  # seconds after which a program hangs, on however slow a machine


class Fault(Exception):
    pass


def expect(true, text):
    if not true:
        raise Fault(text)


def leftovers(folder):
    """Hidden names that a writer leaves when it is killed."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob(".*.part-*"))


def started(job, folder, **more):
    return subprocess.Popen(job.command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **more)


def finished(process):
    try:
        return process.communicate(timeout=PATIENCE)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        raise Fault(f"still there after {PATIENCE} s") from None


def again(job, folder):
    """The same job undisturbed in the same place."""
    p = started(job, folder)
    err = finished(p)
    expect(p.returncode == 0, f"afterwards: exit code {p.returncode}: {err}")
    expect(job.state(folder) == "whole", "afterwards: other bytes than undisturbed")
    expect(not leftovers(folder), f"afterwards there is {leftovers(folder)}")


def kill(job, folder, rng):
    p = started(job, folder)
    time.sleep(rng.uniform(0, 1.1) * job.seconds)
    p.kill()
    finished(p)
    state = job.state(folder)
    expect(state in ("nothing", "whole") or job.resumes, f"half-written: {state}")
    left = len(leftovers(folder)) > 0
    again(job, folder)
    return {"nothing": "nothing, then whole", "whole": "whole"}.get(state, "went on from what was finished") + (" (leftover removed)" if left else "")


def interrupt(job, folder, rng):
    p = started(job, folder)
    time.sleep(rng.uniform(0, 1.0) * job.seconds)
    number = rng.choice([signal.SIGINT, signal.SIGTERM])
    p.send_signal(number)
    at = time.monotonic()
    err = finished(p)
    took = time.monotonic() - at
    state = job.state(folder)
    if p.returncode == 0:
        expect(state == "whole", f"exit code 0 and {state}")
        return "was done"
    # A signal before the program's first instruction ends it as the system does.
    expect(p.returncode in (130, -number), f"exit code {p.returncode}: {err}")
    expect(took < 10, f"took {took:.1f} s to end")
    expect(state == "nothing" or job.resumes, f"half-written: {state}: {err}")
    expect(not leftovers(folder), f"leaves {leftovers(folder)}")
    return "ended, nothing written" if not job.resumes else "ended, goes on later"


def storm(job, folder, rng):
    """Signals that the program has no use for interrupt its system calls."""
    p = started(job, folder)
    sent = 0
    deadline = time.monotonic() + PATIENCE
    while p.poll() is None and time.monotonic() < deadline:
        p.send_signal(rng.choice([signal.SIGURG, signal.SIGWINCH, signal.SIGCHLD, signal.SIGCONT]))
        sent += 1
        time.sleep(0.0002)
    err = finished(p)
    expect(p.returncode == 0, f"exit code {p.returncode} after {sent} signals: {err}")
    expect(job.state(folder) == "whole", "other bytes than undisturbed")
    return "whole"


def mounts(work):
    """Whether this process may mount: root may, outside of most containers."""
    try:
        with Mounted(pathlib.Path(work) / "try", "size=64k"):
            return True
    except (subprocess.CalledProcessError, FileNotFoundError):
        return False


class Mounted:
    """A file system of a size in memory."""

    def __init__(self, folder, options):
        self.folder, self.options = folder, options

    def __enter__(self):
        self.folder.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", self.options, "tmpfs", self.folder], check=True, stderr=subprocess.DEVNULL)

    def __exit__(self, *_):
        subprocess.run(["umount", self.folder], check=True)


def full(job, folder, rng):
    with Mounted(folder, f"size={int(rng.uniform(0.02, 0.95) * job.bytes / 4096) * 4096 + 4096}"):
        p = started(job, folder)
        err = finished(p)
        expect(p.returncode == 2, f"exit code {p.returncode}, want 2: {err}")
        expect("no space left on device" in err and str(folder) in err, f"the message is {err!r}")
        state = job.state(folder)
        expect(state == "nothing" or job.resumes, f"half-written: {state}")
        expect(not leftovers(folder), f"leaves {leftovers(folder)}")
    return "exit 2, nothing left" if not job.resumes else "exit 2, finished parts kept"


def readonly(job, folder, rng):
    with Mounted(folder, "ro"):
        p = started(job, folder)
        err = finished(p)
        expect(p.returncode == 2 and "read-only" in err and str(folder) in err, f"exit code {p.returncode}: {err}")
    return "exit 2"


def mount(job, folder, rng):
    """The output itself is a mount point, as in a container."""
    target = job.target(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not job.folder:
        target.touch()
        source = folder / "source"
        source.touch()
        subprocess.run(["mount", "--bind", source, target], check=True)
        try:
            p = started(job, folder)
            err = finished(p)
            expect(p.returncode == 0, f"exit code {p.returncode}: {err}")
            expect(job.state(folder) == "whole", "other bytes than undisturbed")
        finally:
            subprocess.run(["umount", target], check=True)
        return "whole"
    with Mounted(target, "size=512m"):
        again(job, folder)
        expect(os.path.ismount(target), "is no mount point any more")
    return "whole"


def stdout(job, folder, rng):
    """Standard output is closed, its reader is gone, or it is full."""
    how = rng.choice(["closed", "without a reader", "full"])
    command = job.command(folder)
    if how == "closed":
        p = subprocess.Popen(["sh", "-c", '"$@" >&-', "sh", *command], stderr=subprocess.PIPE, text=True)
    elif how == "full":
        with open("/dev/full", "w") as target:
            p = subprocess.Popen(command, stdout=target, stderr=subprocess.PIPE, text=True)
    else:
        read, write = os.pipe()
        os.close(read)
        p = subprocess.Popen(command, stdout=write, stderr=subprocess.PIPE, text=True)
        os.close(write)
    err = finished(p)
    state = job.state(folder)
    expect(state in ("nothing", "whole") or job.resumes, f"half-written: {state}")
    expect(not leftovers(folder), f"leaves {leftovers(folder)}")
    expect("goroutine" not in err, err)
    if p.returncode == 0:
        expect(state == "whole", f"exit code 0 and {state}")
        expect(how == "closed" or not job.prints, f"{how}: exit code 0")
        return "exit 0, whole"
    if p.returncode == -signal.SIGPIPE:
        return "ended by SIGPIPE"
    expect(p.returncode == 2 and "remora-bt: " in err, f"exit code {p.returncode}: {err}")
    return "exit 2"


FAULTS = {
    "kill": (kill, "`kill -9` at a random time", False),
    "interrupt": (interrupt, "SIGINT or SIGTERM at a random time", False),
    "storm": (storm, "thousands of signals a second (EINTR)", False),
    "stdout": (stdout, "standard output closed, full, or without a reader", False),
    "full": (full, "a disk that gets full (ENOSPC)", True),
    "readonly": (readonly, "a read-only file system", True),
    "mount": (mount, "the output is a mount point", True),
}


def pipes(jobs, folder):
    """Pipes and devices where a file is expected: refused at once."""
    rows, bad = [], []
    for name, command in jobs.inputs(folder):
        for what, path in (("a pipe without a writer", folder / name), ("/dev/zero", None)):
            (folder / name).unlink(missing_ok=True)
            if path is None:
                (folder / name).symlink_to("/dev/zero")
            else:
                os.mkfifo(path)
            began = time.monotonic()
            p = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            try:
                err = finished(p)
                expect(p.returncode in (2, 3) and "not a regular file" in err, f"exit code {p.returncode}: {err}")
                expect(time.monotonic() - began < 10, "takes more than 10 s")
            except Fault as e:
                bad.append(f"{what} as {name}: {e}")
            (folder / name).unlink()
    rows.append(("a pipe or a device as input", f"{len(jobs.inputs(folder))} kinds of input", 2 * len(jobs.inputs(folder)), "refused"))
    return rows, bad


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("faults", nargs="*", choices=[*FAULTS, "pipes", []])
    a = parser.parse_args()
    rng = random.Random(a.seed)
    rows, bad = [], []
    with Jobs(a.program, pathlib.Path(a.work)) as jobs:
        for name in a.faults or [*FAULTS, "pipes"]:
            if name == "pipes":
                more, wrong = pipes(jobs, pathlib.Path(tempfile.mkdtemp(dir=a.work)))
                rows, bad = rows + more, bad + wrong
                continue
            fault, text, root = FAULTS[name]
            if root and not mounts(a.work):
                print(f"{text}: left out: this user may not mount file systems", file=sys.stderr)
                continue
            for job in jobs.all:
                outcomes = {}
                for number in range(a.times):
                    folder = pathlib.Path(tempfile.mkdtemp(dir=a.work))
                    try:
                        what = fault(job, folder, rng)
                        outcomes[what] = outcomes.get(what, 0) + 1
                    except Fault as e:
                        bad.append(f"{name} of {job.name}, {number}: {e}")
                        outcomes["WRONG"] = outcomes.get("WRONG", 0) + 1
                    subprocess.run(["rm", "-rf", folder], check=True)
                rows.append((text, f"`{job.name}`", a.times, "; ".join(f"{n} {o}" for o, n in sorted(outcomes.items(), key=lambda x: -x[1]))))
    print("| fault | command | times | outcome |\n|---|---|--:|---|")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    for text in bad:
        print("WRONG:", text, file=sys.stderr)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
