package place_test

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/place"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

// held is what lies below a folder: files with their texts, folders with a slash.
func held(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		if e.IsDir() {
			out[rel+"/"] = ""
			return nil
		}
		b, err := os.ReadFile(path)
		out[rel] = string(b)
		return err
	}))
	return out
}

func wantHeld(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if got := held(t, dir); !maps.Equal(got, want) {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
}

// put replaces a folder by the files of texts, the manifest "m" last.
func put(t *testing.T, dir string, old []string, others bool, texts map[string]string) error {
	t.Helper()
	f, err := place.Stage(dir)
	if err != nil {
		return err
	}
	for name, s := range texts {
		path := filepath.Join(f.Temp, name)
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, []byte(s), 0o644))
	}
	if err := f.Replace(old, others, "m"); err != nil {
		return errors.Join(err, f.Drop())
	}
	return nil
}

// An error about a folder that is there and takes nothing names the folder.
func TestFolderThatTakesNothing(t *testing.T) {
	const dir = "/proc"
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		t.Skip("needs " + dir)
	}
	_, err := place.CheckFolder(dir)
	if at := (*fs.PathError)(nil); !errors.As(err, &at) || at.Path != dir {
		t.Errorf("CheckFolder(%q) = %v, want an error about it", dir, err)
	}
	if _, err = place.Stage(dir); err == nil || strings.Contains(err.Error(), dir+dir) {
		t.Errorf("Stage(%q) = %v, want an error about it", dir, err)
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	must(t, place.File(path, text("one")))
	must(t, os.Chmod(path, 0o640))
	link := filepath.Join(dir, "link")
	must(t, os.Symlink("a.csv", link))
	must(t, place.File(link, text("two")))
	if info, err := os.Lstat(path); err != nil || info.Mode() != 0o640 {
		t.Errorf("the mode is %v, %v, want it kept", info.Mode(), err)
	}
	if target, err := os.Readlink(link); err != nil || target != "a.csv" {
		t.Errorf("the link leads to %q, %v", target, err)
	}
	fault := errors.New("no more")
	if err := place.File(path, func(w io.Writer) error { return errors.Join(text("half")(w), fault) }); !errors.Is(err, fault) {
		t.Errorf("File = %v, want %v", err, fault)
	}
	wantHeld(t, dir, map[string]string{"a.csv": "two", "link": "two"})
	if _, err := place.CheckFile(dir); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("CheckFile of a folder = %v", err)
	}
	if _, err := place.CheckFile(filepath.Join(dir, "none", "a.csv")); err == nil || strings.Contains(err.Error(), ".part-") {
		t.Errorf("CheckFile in a folder that is not there = %v, want an error that does not name the hidden file", err)
	}
}

// Names as long as a file system takes them, 255 bytes, have hidden names too, each its
// own.
func TestLongNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{strings.Repeat("x", 255), strings.Repeat("x", 254) + "y", strings.Repeat("ü", 127)} {
		path := filepath.Join(dir, name)
		if _, err := place.CheckFile(path); err != nil {
			t.Errorf("CheckFile of a name of %d bytes: %v", len(name), err)
		}
		must(t, place.File(path, text("one")))
		f, err := place.Stage(filepath.Join(t.TempDir(), name))
		must(t, err)
		must(t, os.Rename(f.Temp, f.Temp+".old")) // as in an exchange
		must(t, os.Rename(f.Temp+".old", f.Temp))
		must(t, f.Drop())
	}
	if _, err := place.CheckFile(filepath.Join(dir, strings.Repeat("x", 256))); err == nil {
		t.Error("CheckFile of a name of 256 bytes: no error")
	}
	if got := len(held(t, dir)); got != 3 {
		t.Errorf("%d files, want 3", got)
	}
}

func TestMove(t *testing.T) {
	dir := t.TempDir()
	part, path := filepath.Join(dir, ".a.zip.part"), filepath.Join(dir, "a.zip")
	for _, s := range []string{"one", "two"} {
		must(t, os.WriteFile(part, []byte(s), 0o644))
		must(t, place.Move(part, path))
		wantHeld(t, dir, map[string]string{"a.zip": s})
	}
	if err := place.Move(part, path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Move of nothing = %v", err)
	}
	wantHeld(t, dir, map[string]string{"a.zip": "two"})
}

func TestFolder(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "a", "out")
	must(t, put(t, dir, nil, false, map[string]string{"m": "1", "x/old": "1"}))
	wantHeld(t, above, map[string]string{"a/": "", "a/out/": "", "a/out/m": "1", "a/out/x/": "", "a/out/x/old": "1"})
	must(t, os.Chmod(dir, 0o750))
	must(t, put(t, dir, []string{"m", "x/old"}, false, map[string]string{"m": "2", "y/new": "2"}))
	wantHeld(t, above, map[string]string{"a/": "", "a/out/": "", "a/out/m": "2", "a/out/y/": "", "a/out/y/new": "2"})
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o750 {
		t.Errorf("the mode is %v, %v, want it kept", info.Mode(), err)
	}
	must(t, os.WriteFile(filepath.Join(dir, "notes"), []byte("mine"), 0o644))
	must(t, put(t, dir, []string{"m", "y/new", "../../../notes"}, true, map[string]string{"m": "3", "z": "3"}))
	wantHeld(t, dir, map[string]string{"m": "3", "z": "3", "notes": "mine"})
}

// Nothing stays of what is dropped, parents included.
func TestDrop(t *testing.T) {
	above := t.TempDir()
	f, err := place.Stage(filepath.Join(above, "a", "b", "out"))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(f.Temp, "x"), nil, 0o644))
	must(t, f.Drop())
	wantHeld(t, above, map[string]string{})
}

// The working folder and those above it stay what they are: whoever is in them
// sees the new files.
func TestWorkingFolder(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "out")
	must(t, os.MkdirAll(filepath.Join(dir, "below"), 0o755))
	before, err := os.Stat(dir)
	must(t, err)
	for _, cwd := range []string{dir, filepath.Join(dir, "below")} {
		t.Chdir(cwd)
		must(t, put(t, dir, []string{"m", "x"}, false, map[string]string{"m": cwd}))
		after, err := os.Stat(dir)
		must(t, err)
		if !os.SameFile(before, after) {
			t.Errorf("in %s the folder is another one", cwd)
		}
		wantHeld(t, above, map[string]string{"out/": "", "out/below/": "", "out/m": cwd})
	}
}

func TestCheckFolder(t *testing.T) {
	above := t.TempDir()
	file := filepath.Join(above, "file")
	must(t, os.WriteFile(file, nil, 0o644))
	for _, dir := range []string{file, filepath.Join(file, "out"), "/proc/none/out", ""} {
		if _, err := place.CheckFolder(dir); err == nil || strings.Contains(err.Error(), ".part-") {
			t.Errorf("CheckFolder(%q) = %v, want an error about it", dir, err)
		}
	}
	if removed, err := place.CheckFolder(filepath.Join(above, "a", "b")); err != nil || len(removed) > 0 {
		t.Errorf("CheckFolder of a folder to be made = %q, %v", removed, err)
	}
	wantHeld(t, above, map[string]string{"file": ""})
}

// What a dead writer left goes, what a living one holds stays, and so does what
// others made.
func TestLeftovers(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "out")
	dead := filepath.Join(above, ".out.part-0123abcd")
	inside := filepath.Join(dir, ".out.part-0123abcd")
	for _, path := range []string{dead, inside, filepath.Join(above, ".other.part-0123abcd"), filepath.Join(above, ".out.part-mine")} {
		must(t, os.MkdirAll(filepath.Join(path, "x"), 0o755))
	}
	living, err := place.Stage(dir)
	must(t, err)
	removed, err := place.CheckFolder(dir)
	if want := []string{dead, inside}; err != nil || !slices.Equal(removed, want) {
		t.Errorf("CheckFolder removed %q, %v, want %q", removed, err, want)
	}
	if _, err := os.Stat(living.Temp); err != nil {
		t.Errorf("the folder of a writer at work: %v", err)
	}
	if !place.Hidden(filepath.Base(living.Temp)) || place.Hidden(".out.part-mine") {
		t.Errorf("Hidden does not tell %s from .out.part-mine", filepath.Base(living.Temp))
	}
	must(t, living.Drop())
	wantHeld(t, above, map[string]string{"out/": "", ".other.part-0123abcd/": "", ".other.part-0123abcd/x/": "", ".out.part-mine/": "", ".out.part-mine/x/": ""})
}

// A run that died between the two renames of an exchange has taken the folder
// away: the next one puts it back.
func TestPutBack(t *testing.T) {
	above := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(above, ".out.part-0123abcd.old"), 0o755))
	must(t, os.WriteFile(filepath.Join(above, ".out.part-0123abcd.old", "m"), []byte("1"), 0o644))
	must(t, os.MkdirAll(filepath.Join(above, ".out.part-0123abcd"), 0o755))
	if _, err := place.CheckFolder(filepath.Join(above, "out")); err != nil {
		t.Fatal(err)
	}
	wantHeld(t, above, map[string]string{"out/": "", "out/m": "1"})
}

// A folder that is a mount point is written to, and so is a file: the test runs
// itself with mounts of its own.
func TestMountPoint(t *testing.T) {
	if dir := os.Getenv("PLACE_TEST_MOUNTS"); dir != "" {
		onMounts(t, dir)
		return
	}
	if os.Getuid() != 0 {
		t.Skip("mounting needs root")
	}
	dir := t.TempDir()
	for _, name := range []string{"tmpfs", "bind"} {
		must(t, os.Mkdir(filepath.Join(dir, name), 0o755))
	}
	for _, name := range []string{"file", "other"} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte("before"), 0o644))
	}
	const script = `cd "$1" && mount -t tmpfs none tmpfs && mount --bind bind bind && mount --bind other file && shift && exec "$@"`
	cmd := exec.Command("unshare", "-m", "sh", "-c", script, "sh", dir, os.Args[0], "-test.run=^TestMountPoint$", "-test.v")
	cmd.Env = append(os.Environ(), "PLACE_TEST_MOUNTS="+dir)
	out, err := cmd.CombinedOutput()
	if !strings.Contains(string(out), "=== RUN") {
		t.Skipf("no mounts here: %v: %s", err, out)
	}
	if err != nil {
		t.Errorf("%v:\n%s", err, out)
	}
}

func onMounts(t *testing.T, above string) {
	for _, name := range []string{"tmpfs", "bind"} {
		dir := filepath.Join(above, name)
		if err := os.Rename(dir, dir+"2"); err == nil {
			t.Fatalf("%s is no mount point", dir)
		}
		removed, err := place.CheckFolder(dir)
		if err != nil || len(removed) > 0 {
			t.Errorf("CheckFolder = %q, %v", removed, err)
		}
		must(t, put(t, dir, nil, false, map[string]string{"m": "1", "x/old": "1"}))
		must(t, put(t, dir, []string{"m", "x/old"}, false, map[string]string{"m": "2", "y/new": "2"}))
		wantHeld(t, dir, map[string]string{"m": "2", "y/": "", "y/new": "2"})
	}
	file := filepath.Join(above, "file")
	must(t, place.File(file, text("after")))
	if b, err := os.ReadFile(file); err != nil || string(b) != "after" {
		t.Errorf("the file that is a mount point holds %q, %v", b, err)
	}
	names, err := filepath.Glob(filepath.Join(above, ".*part*"))
	if err != nil || len(names) > 0 {
		t.Errorf("left behind: %q, %v", names, err)
	}
}
