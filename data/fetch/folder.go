package fetch

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/inputs"
)

// ManifestName is the manifest that stands beside fetched files: one JSON object a
// line, the newest of a file counts. Its lines are only ever appended, so that a
// kill leaves at worst a torn last line, which is passed over.
const ManifestName = "fetched.jsonl"

// maxManifest bounds a manifest, in bytes.
const maxManifest = 64 << 20

// A folder is where files are fetched to, with what its manifest says of them.
type folder struct {
	dir string

	lock  sync.Mutex
	files map[string]File
	added []File // by this call
}

func readFolder(dir string) (*folder, error) {
	f := &folder{dir: dir, files: map[string]File{}}
	path := filepath.Join(dir, ManifestName)
	text, err := inputs.Read(path, maxManifest)
	if errors.Is(err, os.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return nil, err
	}
	for n := 1; len(text) > 0; n++ {
		line, rest, ended := bytes.Cut(text, []byte("\n"))
		text = rest
		var file File
		if err := json.Unmarshal(line, &file); err != nil || file.Name != filepath.Base(file.Name) {
			if !ended {
				break // torn by a kill
			}
			return nil, fmt.Errorf("%s: line %d is not of a fetched file: %.80q", path, n, line)
		}
		f.files[file.Name] = file
	}
	return f, nil
}

// whole reports whether a file is there as it was fetched, and need not be again.
func (f *folder) whole(name string) bool {
	f.lock.Lock()
	file, ok := f.files[name]
	f.lock.Unlock()
	if !ok || !file.Whole {
		return false
	}
	path := filepath.Join(f.dir, name)
	info, err := os.Stat(path)
	if err != nil || info.Size() != file.Bytes {
		return false
	}
	sum, err := formats.HashFile(path)
	return err == nil && sum == file.SHA256
}

// mayWrite refuses a name that stands for a file which was not fetched.
func (f *folder) mayWrite(name string) error {
	f.lock.Lock()
	_, ours := f.files[name]
	f.lock.Unlock()
	path := filepath.Join(f.dir, name)
	if _, err := os.Lstat(path); ours || errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("%s is there and was not fetched: remove it or choose another folder", path)
}

// announce writes a file down before it gets its name, if the manifest does not know
// the name yet: a kill between the two would leave a file that nobody fetched, and
// that the next call must not touch.
func (f *folder) announce(file File) error {
	f.lock.Lock()
	defer f.lock.Unlock()
	if _, ours := f.files[file.Name]; ours {
		return nil
	}
	return f.record(file)
}

// add writes down a file that is in place.
func (f *folder) add(file File) error {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.files[file.Name] != file { // else it was announced
		if err := f.record(file); err != nil {
			return err
		}
	}
	f.added = append(f.added, file)
	return nil
}

// record appends a file to the manifest.
func (f *folder) record(file File) error {
	line, err := json.Marshal(file)
	if err != nil {
		return err
	}
	m, err := inputs.Append(filepath.Join(f.dir, ManifestName))
	if err != nil {
		return err
	}
	if err = cutTorn(m); err == nil {
		_, err = m.Write(append(line, '\n'))
	}
	if err := errors.Join(err, m.Sync(), m.Close()); err != nil {
		return err
	}
	f.files[file.Name] = file
	return nil
}

// cutTorn ends a manifest behind its last whole line.
func cutTorn(m *os.File) error {
	info, err := m.Stat()
	if err != nil {
		return err
	}
	end := info.Size()
	buf := make([]byte, 1)
	for ; end > 0; end-- {
		if _, err := m.ReadAt(buf, end-1); err != nil {
			return err
		}
		if buf[0] == '\n' {
			break
		}
	}
	return m.Truncate(end)
}

// drop removes files that another one has taken the place of.
func (f *folder) drop(names []string) error {
	for _, name := range names {
		f.lock.Lock()
		_, ours := f.files[name]
		f.lock.Unlock()
		if !ours {
			continue
		}
		if err := os.Remove(filepath.Join(f.dir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (f *folder) sorted() []File {
	return slices.SortedFunc(maps.Values(f.files), func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
}
