package place

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// File writes a file whole or not at all: the bytes go to a hidden file beside it,
// reach the disk and take its name. A file that is there keeps its mode, a link
// stays one. What is no plain file, as a pipe, is written to as it is.
func File(path string, write func(io.Writer) error) (err error) {
	path, info, err := target(path)
	if err != nil {
		return err
	}
	if info != nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(fill(f, write), f.Close())
	}
	temp, err := hidden(path, func(name string) (*os.File, error) {
		return os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	})
	if err != nil {
		return err
	}
	defer func() {
		defer end(temp.Name())
		if err != nil {
			err = errors.Join(err, letGo(temp), ignoreAbsent(os.Remove(temp.Name())))
		}
		err = errors.Join(err, closed(temp)) // and with it the lock
	}()
	if info != nil {
		if err := temp.Chmod(info.Mode().Perm()); err != nil {
			return err
		}
	}
	if err := fill(temp, write); err != nil {
		return err
	}
	return move(temp, path)
}

// Move gives a file that is whole its name: the bytes reach the disk first. What is
// there is replaced; both lie in one folder.
func Move(temp, path string) error {
	f, err := os.OpenFile(temp, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(move(f, path), closed(f))
}

func move(temp *os.File, path string) error {
	if err := temp.Sync(); err != nil {
		return err
	}
	err := commit(func() error { return errors.Join(letGo(temp), os.Rename(temp.Name(), path)) })
	if errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV) { // a mount point of its own
		return errors.Join(refill(path, temp), os.Remove(temp.Name()))
	}
	if err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// CheckFile refuses what File could not write, before there is something to write,
// and removes what writers that died left beside it. It says which.
func CheckFile(path string) (removed []string, err error) {
	path, info, err := target(path)
	if err != nil || info != nil && !info.Mode().IsRegular() {
		return nil, err
	}
	if removed, err = clean(path); err != nil {
		return nil, err
	}
	return removed, writable(filepath.Dir(path), filepath.Base(path))
}

// target follows links and refuses a folder. info is nil where there is nothing.
func target(path string) (string, os.FileInfo, error) {
	if path == "" {
		return "", nil, errors.New("the output file has no name")
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return path, nil, nil
	case err != nil:
		return "", nil, err
	case info.IsDir():
		return "", nil, fmt.Errorf("%s: is a folder: expected the name of a file", path)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return path, info, nil
}

func fill(f *os.File, write func(io.Writer) error) error {
	w := bufio.NewWriterSize(f, 1<<16)
	return errors.Join(write(w), w.Flush())
}

// refill writes the bytes of temp over a file that cannot be replaced.
func refill(path string, temp *os.File) error {
	if _, err := temp.Seek(0, io.SeekStart); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, temp)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncDir brings the names in a folder to the disk, where its file system can.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, os.ErrPermission) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

// closed closes a file unless it is.
func closed(f *os.File) error {
	if err := f.Close(); !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil
}

func ignoreAbsent(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
