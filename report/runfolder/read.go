package runfolder

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report"
)

// ManifestFile is the file that makes a folder a run's.
const ManifestFile = "manifest.json"

// The bounds of the files that are read whole, in bytes.
const (
	maxManifest = 16 << 20
	maxSummary  = 256 << 20
	maxTable    = 1 << 30
)

// A root is a folder below which files are read.
type root struct {
	*os.Root
	dir string
}

func openRoot(dir string) (*root, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s: not a folder", Quoted(dir))
	}
	r, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &root{r, dir}, nil
}

// name is a file's path for a message.
func (r *root) name(file string) string { return Quoted(filepath.Join(r.dir, file)) }

// open opens a plain file below the folder: no link, no device, no pipe.
func (r *root) open(name string) (*os.File, int64, error) {
	info, err := r.Lstat(filepath.FromSlash(name))
	if err != nil {
		return nil, 0, err
	}
	if what := kind(info.Mode()); what != "" {
		return nil, 0, fmt.Errorf("is %s, expected a file", what)
	}
	f, err := r.Open(filepath.FromSlash(name))
	return f, info.Size(), err
}

// kind says what is not a plain file.
func kind(m os.FileMode) string {
	switch {
	case m.IsRegular():
		return ""
	case m.IsDir():
		return "a folder"
	case m&os.ModeSymlink != 0:
		return "a symbolic link"
	default:
		return "a device or pipe"
	}
}

// bytes reads a file of at most so many bytes.
func (r *root) bytes(name string, most int64) ([]byte, error) {
	f, size, err := r.open(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("%s: the file is missing", r.name(name))
	case err != nil:
		return nil, fmt.Errorf("%s: %w", r.name(name), bare(err))
	}
	defer f.Close()
	if size > most {
		return nil, fmt.Errorf("%s: %d bytes, expected at most %d", r.name(name), size, most)
	}
	text, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.name(name), bare(err))
	}
	return text, nil
}

// bare takes the path off an error of os, which names it relative to the root.
func bare(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// manifest reads the folder's manifest and refuses what is no run's or of a newer
// format.
func (r *root) manifest() (m report.Manifest, err error) {
	text, err := r.bytes(ManifestFile, maxManifest)
	if err != nil {
		return m, err
	}
	place := r.name(ManifestFile)
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("%s: damaged or not JSON: %w", place, err)
	}
	switch {
	case m.Program != "remora-bt" || m.Kind != "run":
		return m, fmt.Errorf("%s: the manifest is not that of a run of remora-bt", place)
	case m.Format > report.Format:
		return m, fmt.Errorf("%s: format %d is newer than %d, the newest that this version reads; it was written by version %s", place, m.Format, report.Format, Quoted(m.Version))
	case m.Format < 1:
		return m, fmt.Errorf("%s: format %d: expected a number of at least 1", place, m.Format)
	case m.Format < report.Format:
		return m, fmt.Errorf("%s: format %d is older than %d, which this version reads: run the study again; it was written by version %s", place, m.Format, report.Format, Quoted(m.Version))
	}
	return m, nil
}

// output reads a file that the manifest lists and holds it against its digest.
func (r *root) output(m report.Manifest, name string, most int64) ([]byte, error) {
	for _, d := range m.Outputs {
		if d.Path != name {
			continue
		}
		text, err := r.bytes(name, most)
		if err != nil {
			return nil, err
		}
		if n := int64(len(text)); n != d.Bytes {
			return nil, fmt.Errorf("%s: %s", r.name(name), sizeFault(n, d.Bytes))
		}
		if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != strings.ToLower(d.SHA256) {
			return nil, fmt.Errorf("%s: the content is not what the manifest says: its SHA-256 differs", r.name(name))
		}
		return text, nil
	}
	return nil, fmt.Errorf("%s: the manifest lists no %s", r.name(ManifestFile), name)
}

func sizeFault(got, want int64) string {
	if got < want {
		return fmt.Sprintf("truncated: %d of %d bytes", got, want)
	}
	return fmt.Sprintf("%d bytes, expected %d", got, want)
}

// checkOutputs refuses paths that lead out of the folder or name a file twice.
func checkOutputs(outputs []formats.Digest) error {
	var faults []error
	seen := map[string]bool{}
	for _, d := range outputs {
		if why := unsafe(d.Path, seen); why != "" {
			faults = append(faults, fmt.Errorf("output %s: %s", strconv.Quote(d.Path), why))
		}
		seen[d.Path] = true
	}
	return errors.Join(faults...)
}

// unsafe says why an output cannot be a file of the run's folder, "" if it can.
func unsafe(path string, seen map[string]bool) string {
	switch {
	case path == "" || !filepath.IsLocal(filepath.FromSlash(path)):
		return "the path leads out of the folder"
	case strings.ContainsAny(path, "\\\x00"):
		return "the path holds a character that no output has"
	case filepath.ToSlash(filepath.Clean(filepath.FromSlash(path))) != path:
		return "the path is not in its shortest form"
	case path == ManifestFile:
		return "the manifest cannot list itself"
	case seen[path]:
		return "listed twice"
	}
	return ""
}

// Quoted is a text from outside for a message: as it is, or in Go's quotes if it
// holds what a terminal or a log would act on.
func Quoted(s string) string {
	for _, r := range s {
		if !strconv.IsPrint(r) {
			return strconv.Quote(s)
		}
	}
	return s
}
