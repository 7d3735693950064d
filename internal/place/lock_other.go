//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package place

import (
	"errors"
	"os"
)

var errLocked = errors.New("another process holds it")

// lock has no means here: what a writer left stays.
func lock(*os.File) error { return errors.ErrUnsupported }

// letGo closes a file that is about to be moved or removed: Windows does neither with
// one that is open.
func letGo(f *os.File) error { return closed(f) }
