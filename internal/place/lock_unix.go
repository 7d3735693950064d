//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package place

import (
	"errors"
	"os"
	"syscall"
)

var errLocked = errors.New("another process holds it")

// lock takes a lock that ends with the file or the process. A file system may have
// none: that is an error too.
func lock(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errLocked
	}
	return err
}

// letGo keeps the file, and with it its lock: an open file may be moved and removed.
func letGo(*os.File) error { return nil }
