package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

func TestPEP440(t *testing.T) {
	for _, tt := range []struct{ version, want string }{
		{"1.2.3", "1.2.3"},
		{"v1.2.3", "1.2.3"},
		{"1.2.3-rc.1", "1.2.3rc1"},
		{"1.2.3-beta4", "1.2.3b4"},
		{"0.1.1-SNAPSHOT-3a0963b", "0.1.1.dev0+snapshot.3a0963b"},
		{"1.2", ""},
		{"latest", ""},
	} {
		got, err := pep440(tt.version)
		if got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("pep440(%q) = %q, %v; want %q", tt.version, got, err, tt.want)
		}
	}
}

// A wheel of every platform, whose bytes depend on what is in it alone.
func TestPack(t *testing.T) {
	root, program := shared.Root(t), filepath.Join(t.TempDir(), "remora-bt")
	if err := os.WriteFile(program, []byte("MZ"), 0o755); err != nil {
		t.Fatal(err)
	}
	for platform := range tags {
		var texts [2][]byte
		for i := range texts {
			path, err := pack(build{"1.2.3", platform, program}, root, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			if texts[i], err = os.ReadFile(path); err != nil {
				t.Fatal(err)
			}
			checkRecord(t, path)
		}
		if !bytes.Equal(texts[0], texts[1]) {
			t.Errorf("%s: packed again it has other bytes", platform)
		}
	}
	for _, tt := range []struct {
		build build
		want  string
	}{
		{build{"1.2.3", "plan9/amd64", program}, `platform "plan9/amd64": no kind of wheel`},
		{build{"1.2", "linux/amd64", program}, `version "1.2": expected a semantic version`},
		{build{"1.2.3", "linux/amd64", program + "x"}, "no such file"},
	} {
		if _, err := pack(tt.build, root, t.TempDir()); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v, want %q", tt.build, err, tt.want)
		}
	}
}

// checkRecord holds the list in a wheel against its files, as pip does not.
func checkRecord(t *testing.T, path string) {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var record string
	sums := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		sums[f.Name] = fmt.Sprintf("sha256=%s,%d", strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(base64.StdEncoding.EncodeToString(sum[:])), len(text))
		if strings.HasSuffix(f.Name, "/RECORD") {
			record, sums[f.Name] = string(text), ","
		}
		if script := strings.Contains(f.Name, ".data/scripts/"); script != (f.Mode().Perm() == 0o755) {
			t.Errorf("%s: %s has mode %v", filepath.Base(path), f.Name, f.Mode())
		}
	}
	for line := range strings.Lines(record) {
		name, rest, _ := strings.Cut(strings.TrimSpace(line), ",")
		if sums[name] != rest {
			t.Errorf("%s: RECORD says %q of %s, want %q", filepath.Base(path), rest, name, sums[name])
		}
		delete(sums, name)
	}
	if len(sums) > 0 {
		t.Errorf("%s: RECORD lacks %v", filepath.Base(path), sums)
	}
}

// pip installs the wheel of this machine into a fresh environment, and what it
// installs runs.
func TestWheelInstalls(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program and a Python environment")
	}
	python := os.Getenv("REMORA_PYTHON") // promised to be there
	if python == "" {
		var err error
		if python, err = exec.LookPath("python3"); err != nil {
			t.Skip("needs python3")
		}
	}
	do := func(program string, args ...string) string {
		t.Helper()
		out, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s %q: %v: %s", program, args, err, out)
		}
		return string(out)
	}
	root, dir := shared.Root(t), t.TempDir()
	program := filepath.Join(dir, "remora-bt")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-C", root, "-trimpath", "-ldflags", "-X main.release=1.2.3", "-o", program, "./cmd/remora-bt")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	wheels, venv := filepath.Join(dir, "wheels"), filepath.Join(dir, "venv")
	if _, err := pack(build{"1.2.3", runtime.GOOS + "/" + runtime.GOARCH, program}, root, wheels); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), python, "-m", "venv", venv).CombinedOutput(); err != nil {
		if os.Getenv("REMORA_PYTHON") != "" {
			t.Fatalf("%s -m venv: %v: %s", python, err, out)
		}
		t.Skipf("python3 makes no environments here (Debian's python3-venv): %v: %s", err, out)
	}
	bin := filepath.Join(venv, "bin")
	if runtime.GOOS == "windows" {
		bin = filepath.Join(venv, "Scripts")
	}
	do(filepath.Join(bin, "pip"), "install", "--no-index", "--find-links", wheels, "remora-bt==1.2.3")
	installed := filepath.Join(bin, "remora-bt")
	if got := do(installed, "version"); !strings.HasPrefix(got, "remora-bt 1.2.3 (") {
		t.Errorf("version prints %q", got)
	}
	if got := do(installed, "run", "-q"); !strings.Contains(got, "PROFIT") || !strings.Contains(got, "RISK") {
		t.Errorf("run -q prints %q", got)
	}
	if got := do(filepath.Join(bin, "pip"), "show", "-f", "remora-bt"); !strings.Contains(got, "licenses/THIRD_PARTY.md") {
		t.Errorf("pip show prints %s", got)
	}
	do(filepath.Join(bin, "pip"), "uninstall", "-y", "remora-bt")
	if _, err := os.Stat(installed); err == nil {
		t.Error("pip leaves the program behind: RECORD does not list it")
	}
}

// The platforms are those of the release.
func TestPlatforms(t *testing.T) {
	want := shared.Platforms(t)
	if got := slices.Sorted(maps.Keys(tags)); !slices.Equal(got, want) {
		t.Errorf("platforms %q, want those of the release, %q", got, want)
	}
}
