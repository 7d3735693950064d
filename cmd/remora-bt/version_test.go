package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	mods "golang.org/x/mod/module"
	"golang.org/x/mod/semver"
	"golang.org/x/mod/zip"

	"github.com/remora-bt/remora-bt/internal/shared"
)

func TestVersionOf(t *testing.T) {
	built := func(v string) func() (*debug.BuildInfo, bool) {
		return func() (*debug.BuildInfo, bool) { return &debug.BuildInfo{Main: debug.Module{Version: v}}, true }
	}
	for _, tt := range []struct {
		name, release string
		read          func() (*debug.BuildInfo, bool)
		want          string
	}{
		{"release", "1.2.3", built("v9.9.9"), "1.2.3"},
		{"go install", "", built("v1.2.3-rc.1"), "1.2.3-rc.1"},
		{"checkout with version control", "", built("v0.0.0-20260102030405-abcdefabcdef+dirty"), "0.0.0-20260102030405-abcdefabcdef+dirty"},
		{"checkout without", "", built("(devel)"), unreleased},
		{"no record", "", func() (*debug.BuildInfo, bool) { return nil, false }, unreleased},
	} {
		got := versionOf(tt.release, tt.read)
		if got != tt.want {
			t.Errorf("%s: version %q, want %q", tt.name, got, tt.want)
		}
		if !semver.IsValid("v" + got) {
			t.Errorf("%s: %q is no semantic version", tt.name, got)
		}
	}
}

// handedOut are the files of the module without what is built in it, as in .gitignore.
func handedOut(t *testing.T, root string) (files []zip.File) {
	t.Helper()
	all, err := zip.CheckDir(root)
	if err != nil && all.SizeError == nil {
		t.Fatal(err)
	}
	for _, path := range all.Valid {
		path, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		path = filepath.ToSlash(path)
		if top, _, _ := strings.Cut(path, "/"); !slices.Contains([]string{"bin", "dist", "out"}, top) && filepath.Ext(path) != ".tar" {
			files = append(files, moduleFile{root, path})
		}
	}
	return files
}

// A moduleFile is a file below the module's folder.
type moduleFile struct{ root, path string }

func (f moduleFile) Path() string                 { return f.path }
func (f moduleFile) Lstat() (os.FileInfo, error)  { return os.Lstat(filepath.Join(f.root, f.path)) }
func (f moduleFile) Open() (io.ReadCloser, error) { return os.Open(filepath.Join(f.root, f.path)) }

// 'go install …@v1.2.3' of the module as a proxy hands it out gives a program that
// knows its version.
func TestGoInstall(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	const tag = "v1.2.3"
	modulePath := strings.TrimSuffix(module, "/")
	root, proxy, bin := shared.Root(t), t.TempDir(), t.TempDir()
	files := filepath.Join(proxy, filepath.FromSlash(modulePath), "@v")
	if err := os.MkdirAll(files, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(files, tag+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	if err := zip.Create(f, mods.Version{Path: modulePath, Version: tag}, handedOut(t, root)); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{tag + ".mod": string(mod), tag + ".info": `{"Version":"` + tag + `","Time":"2026-01-02T03:04:05Z"}`, "list": tag + "\n"} {
		if err := os.WriteFile(filepath.Join(files, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	url := func(dir string) string { return "file:///" + strings.TrimPrefix(filepath.ToSlash(dir), "/") }
	cmd := exec.CommandContext(t.Context(), "go", "install", modulePath+"/cmd/remora-bt@"+tag)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "GOBIN="+bin, "GOMODCACHE="+t.TempDir(), "GOFLAGS=-modcacherw -trimpath", "CGO_ENABLED=0", "GOSUMDB=off",
		"GOPROXY="+url(proxy)+","+url(filepath.Join(strings.TrimSpace(string(cache)), "cache", "download")))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	program := filepath.Join(bin, "remora-bt")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	out, err := exec.Command(program, "version").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "remora-bt 1.2.3 (") {
		t.Errorf("version prints %q, %v", out, err)
	}
}
