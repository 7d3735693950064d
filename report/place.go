package report

import (
	"errors"
	"os"
	"path/filepath"
)

// place is the path of a folder, absolute and with links followed as far as it
// exists, so that it can be renamed.
func place(dir string) (string, error) {
	if dir == "" {
		return "", errors.New("the output folder has no name")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return dir, nil
}

// replace puts the folder temp in the place of dir. The old one is kept aside
// until the new one stands.
func replace(temp, dir string) error {
	old := temp + ".old"
	err := os.Rename(dir, old)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return os.Rename(temp, dir)
	case err != nil:
		return err
	}
	if err := os.Rename(temp, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	return os.RemoveAll(old)
}

// moveInto moves every file of temp to its place below dir and removes temp. The
// manifest goes last.
func moveInto(temp, dir string) error {
	var files []string
	err := filepath.WalkDir(temp, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != manifestFile {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, path := range append(files, filepath.Join(temp, manifestFile)) {
		rel, err := filepath.Rel(temp, path)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, rel)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.Rename(path, to); err != nil {
			return err
		}
	}
	return os.RemoveAll(temp)
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
// exist.
func removeEmpty(made []string) error {
	var errs []error
	for i := len(made) - 1; i >= 0; i-- {
		if err := os.Remove(made[i]); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
