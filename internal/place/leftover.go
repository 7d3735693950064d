package place

import (
	"crypto/rand"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// A hidden name is ".NAME.part-NUMBER", with asideEnd for the folder that NAME was
// before. Whoever writes there holds a lock on it, which ends with the process,
// also in another container.
const asideEnd = ".old"

// stem is the part of a hidden name that tells whose it is: the name, or of one that
// would be too long for a file system its beginning and a sum of all of it.
func stem(path string) string {
	const most = 255 - len("..part-01234567") - len(asideEnd)
	name := filepath.Base(path)
	if len(name) <= most {
		return name
	}
	sum := fnv.New64a()
	io.WriteString(sum, name)
	return fmt.Sprintf("%s-%016x", strings.ToValidUTF8(name[:most-17], ""), sum.Sum64())
}

// hidden makes something beside path under a hidden name and locks it.
func hidden(path string, create func(name string) (*os.File, error)) (*os.File, error) {
	for range 100 {
		var number [4]byte
		rand.Read(number[:]) // never fails
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.part-%x", stem(path), number))
		f, err := create(name)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if e := new(os.PathError); errors.As(err, &e) { // the hidden name says nothing to the user
			return nil, &os.PathError{Op: e.Op, Path: path, Err: e.Err}
		}
		if err != nil {
			return nil, err
		}
		// Another run may have taken it for a leftover before it was locked.
		if err := lock(f); err == nil || !errors.Is(err, errLocked) {
			if there, err := os.Stat(name); err == nil {
				if info, err := f.Stat(); err == nil && os.SameFile(info, there) {
					begin(name)
					return f, nil
				}
			}
		}
		f.Close()
	}
	return nil, fmt.Errorf("%s: no hidden name is free beside it", path)
}

// Hidden reports whether a name is one that this package makes.
func Hidden(name string) bool { return hiddenName.MatchString(name) }

var hiddenName = regexp.MustCompile(`^\..+\.part-[0-9a-f]{8}(\.old)?$`)

// clean removes what writers of path that died left beside it. A folder that was
// put aside goes back if nothing stands in its place.
func clean(path string) (removed []string, err error) {
	mine := regexp.MustCompile(`^\.` + regexp.QuoteMeta(stem(path)) + `\.part-[0-9a-f]{8}(\.old)?$`)
	entries, err := os.ReadDir(filepath.Dir(path))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, nil // it may be written to all the same
	}
	for _, e := range entries {
		if !mine.MatchString(e.Name()) || !e.IsDir() && !e.Type().IsRegular() {
			continue
		}
		name := filepath.Join(filepath.Dir(path), e.Name())
		gone, err := reclaim(name, path)
		if err != nil {
			return removed, err
		}
		if gone {
			removed = append(removed, name)
		}
	}
	return removed, nil
}

// reclaim removes a hidden file or folder unless somebody holds it.
func reclaim(name, path string) (gone bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return false, ignoreAbsent(err)
	}
	defer f.Close()
	if lock(f) != nil {
		return false, nil
	}
	if filepath.Ext(name) == asideEnd {
		if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
			return true, os.Rename(name, path)
		}
	}
	return true, os.RemoveAll(name)
}

// writable makes sure that a hidden file can be made in a folder.
func writable(dir, name string) error {
	f, err := hidden(filepath.Join(dir, name), func(name string) (*os.File, error) {
		return os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	})
	if err != nil {
		return err
	}
	defer end(f.Name())
	return errors.Join(letGo(f), os.Remove(f.Name()), closed(f))
}
