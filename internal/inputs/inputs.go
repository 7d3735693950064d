// Package inputs opens the files that a user names. Folders, pipes and devices are
// refused before they are opened: they may have no end, or wait for ever.
package inputs

import (
	"fmt"
	"io"
	"os"
	"strconv"
)

// Open opens a regular file and returns its size.
func Open(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("%s: not a regular file", clean(path))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// Append opens a regular file, which need not be there, to read it and write to its
// end.
func Append(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file", clean(path))
	}
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
}

// Read reads a regular file of at most limit bytes.
func Read(path string, limit int64) ([]byte, error) {
	f, size, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > limit {
		return nil, fmt.Errorf("%s: %d bytes, more than the %d that are allowed", clean(path), max(size, limit+1), limit)
	}
	return text, nil
}

// clean is a text as it may be printed: as it is, or quoted where it would move the
// cursor or hide something.
func clean(s string) string {
	for _, r := range s {
		if !strconv.IsPrint(r) {
			return strconv.Quote(s)
		}
	}
	return s
}
