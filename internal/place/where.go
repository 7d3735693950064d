package place

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// find is the path of a folder, absolute and with links followed as far as it
// exists. info is nil where it does not.
func find(dir string) (string, os.FileInfo, error) {
	if dir == "" {
		return "", nil, errors.New("the output folder has no name")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", nil, err
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return dir, nil, nil
	case err != nil:
		return "", nil, err
	case !info.IsDir():
		return "", nil, fmt.Errorf("%s: exists and is not a folder", dir)
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return dir, info, nil
}

// pinned reports whether a folder must stay where it is.
func pinned(dir string) bool {
	if here, err := os.Getwd(); err == nil {
		if real, err := filepath.EvalSymlinks(here); err == nil {
			here = real
		}
		if rel, err := filepath.Rel(dir, here); err == nil && filepath.IsLocal(rel) {
			return true
		}
	}
	return Apart(dir)
}

// Apart reports whether nothing can be kept beside a folder: it is a mount point, of
// whatever kind, or the folder above it may not be written to. A file that cannot be
// moved from the one to the other tells. Links are followed.
func Apart(dir string) bool {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	above := filepath.Dir(dir)
	if above == dir {
		return true
	}
	probe, err := hidden(filepath.Join(dir, filepath.Base(dir)), func(name string) (*os.File, error) {
		return os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	})
	if err != nil {
		return true // Stage will say why
	}
	defer probe.Close()
	defer end(probe.Name())
	moved := filepath.Join(above, filepath.Base(probe.Name()))
	if err := errors.Join(letGo(probe), os.Rename(probe.Name(), moved)); err != nil {
		os.Remove(probe.Name())
		return true
	}
	os.Remove(moved)
	return false
}

// makeParents makes a folder and those above it and returns the ones that were
// missing, outermost first.
func makeParents(dir string) (made []string, err error) {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || filepath.Dir(d) == d {
			break
		}
		made = append([]string{d}, made...)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, errors.Join(err, removeEmpty(made))
	}
	return made, nil
}

// removeEmpty removes folders that this run made, innermost first, as far as they
// exist and are empty.
func removeEmpty(made []string) error {
	var errs []error
	for _, dir := range slices.Backward(made) {
		if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) && !errors.Is(err, syscall.ENOTEMPTY) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
