// Package place puts files and folders in their places whole: what is written
// gathers under a hidden name, reaches the disk and takes its name at the end.
package place

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A Folder is a folder that is about to be written.
type Folder struct {
	Dir  string // absolute, links followed
	Temp string // where to write: files below it keep their paths

	info   os.FileInfo // of Dir, nil if it is not there
	inside bool        // Temp lies in Dir, which must stay where it is
	made   []string    // folders above Dir that were missing, outermost first
	lock   *os.File
}

// Stage makes the hidden folder beside dir, or inside of it where dir cannot be
// renamed: it is a mount point, the working folder or above that, or the folder
// above it may not be written to.
func Stage(dir string) (f *Folder, err error) {
	f = &Folder{}
	if f.Dir, f.info, err = find(dir); err != nil {
		return nil, err
	}
	where := f.Dir
	if f.inside = f.info != nil && pinned(f.Dir); f.inside {
		where = filepath.Join(f.Dir, filepath.Base(f.Dir))
	} else if f.made, err = makeParents(filepath.Dir(f.Dir)); err != nil {
		return nil, err
	}
	f.lock, err = hidden(where, func(name string) (*os.File, error) {
		if err := os.Mkdir(name, 0o755); err != nil {
			return nil, err
		}
		return os.Open(name)
	})
	if err != nil {
		return nil, errors.Join(of(f.Dir, err), removeEmpty(f.made))
	}
	f.Temp = f.lock.Name()
	begunLock.Lock()
	defer begunLock.Unlock()
	begun[f.Temp] = f.made
	return f, nil
}

// Drop removes what has been written and leaves everything as it was.
func (f *Folder) Drop() error {
	defer end(f.Temp)
	return errors.Join(letGo(f.lock), os.RemoveAll(f.Temp), closed(f.lock), removeEmpty(f.made))
}

// Replace makes Dir hold what Temp holds and nothing else of the files that old
// names, which are slash-separated; without others the folder is exchanged as a
// whole. The file last goes last. An error leaves the rest of Temp for Drop.
func (f *Folder) Replace(old []string, others bool, last string) error {
	if err := syncTree(f.Temp); err != nil {
		return err
	}
	if err := commit(func() error { return f.settle(old, others, last) }); err != nil {
		return err
	}
	defer end(f.Temp)
	return errors.Join(os.RemoveAll(f.Temp), syncDir(filepath.Dir(f.Dir)), closed(f.lock))
}

// settle brings what Temp holds into Dir.
func (f *Folder) settle(old []string, others bool, last string) error {
	if err := letGo(f.lock); err != nil {
		return err
	}
	if f.info == nil {
		return os.Rename(f.Temp, f.Dir)
	}
	if !f.inside && !others {
		if stays, err := f.exchange(); !stays {
			return err
		} // else it cannot be renamed, as a folder of a container's image
	}
	return f.moveIn(old, last)
}

// exchange puts Temp in the place of Dir, with its mode. The old folder is kept
// aside until the new one stands. stays says that it cannot be renamed.
func (f *Folder) exchange() (stays bool, err error) {
	aside := f.Temp + asideEnd
	if err := os.Chmod(f.Temp, f.info.Mode().Perm()); err != nil {
		return false, err
	}
	held, err := os.Open(f.Dir)
	if err != nil {
		return false, err
	}
	defer held.Close()
	if err := lock(held); errors.Is(err, errLocked) {
		return false, fmt.Errorf("%s: another run writes there", f.Dir)
	}
	if err := letGo(held); err != nil {
		return false, err
	}
	if os.Rename(f.Dir, aside) != nil {
		return true, nil
	}
	if err := os.Rename(f.Temp, f.Dir); err != nil {
		return false, errors.Join(err, os.Rename(aside, f.Dir))
	}
	return false, os.RemoveAll(aside)
}

// moveIn moves every file of Temp to its place below Dir, after the old ones have
// gone that are not written again.
func (f *Folder) moveIn(old []string, last string) error {
	files, dirs, err := tree(f.Temp)
	if err != nil {
		return err
	}
	for _, path := range old {
		path = filepath.FromSlash(path)
		if slices.Contains(files, path) || !filepath.IsLocal(path) {
			continue
		}
		if err := ignoreAbsent(os.Remove(filepath.Join(f.Dir, path))); err != nil {
			return err
		}
		if dir := filepath.Dir(path); dir != "." && !slices.Contains(dirs, dir) {
			_ = os.Remove(filepath.Join(f.Dir, dir)) // fails unless it is empty
		}
	}
	for _, dir := range dirs {
		if err := os.MkdirAll(filepath.Join(f.Dir, dir), 0o755); err != nil {
			return err
		}
	}
	if i := slices.Index(files, last); i >= 0 {
		files = append(slices.Delete(files, i, i+1), last)
	}
	for _, path := range files {
		if err := os.Rename(filepath.Join(f.Temp, path), filepath.Join(f.Dir, path)); err != nil {
			return err
		}
	}
	for _, dir := range append(dirs, ".") {
		if err := syncDir(filepath.Join(f.Dir, dir)); err != nil {
			return err
		}
	}
	return nil
}

// tree lists the files and folders below a folder, by their paths from there.
func tree(dir string) (files, dirs []string, err error) {
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if e.IsDir() {
			dirs = append(dirs, rel)
		} else {
			files = append(files, rel)
		}
		return err
	})
	return files, dirs, err
}

// syncTree brings all files of a folder to the disk.
func syncTree(dir string) error {
	files, dirs, err := tree(dir)
	if err != nil {
		return err
	}
	for _, path := range files {
		f, err := os.OpenFile(filepath.Join(dir, path), os.O_RDWR, 0) // Windows brings nothing to the disk that is open to be read
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	for _, path := range append(dirs, ".") {
		if err := syncDir(filepath.Join(dir, path)); err != nil {
			return err
		}
	}
	return nil
}

// CheckFolder refuses what Stage could not write, before there is something to
// write, and removes what writers that died left. It says which.
func CheckFolder(dir string) (removed []string, err error) {
	dir, info, err := find(dir)
	if err != nil {
		return nil, err
	}
	if removed, err = clean(dir); err != nil {
		return removed, err
	}
	if info == nil {
		missing, above := dir, filepath.Dir(dir) // the first folder to be made, and where
		for ; ; missing, above = above, filepath.Dir(above) {
			if _, err := os.Stat(above); !errors.Is(err, os.ErrNotExist) || above == filepath.Dir(above) {
				break
			}
		}
		return removed, writable(above, filepath.Base(missing))
	}
	more, err := clean(filepath.Join(dir, filepath.Base(dir)))
	return append(removed, more...), errors.Join(err, of(dir, writable(dir, filepath.Base(dir))))
}

// of makes an error about a hidden name one about the folder.
func of(dir string, err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		at.Path = dir
	}
	return err
}
