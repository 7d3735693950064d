// Package yamlsafe reads the small YAML files that people write: studies, profiles
// and gates. It refuses what a small file can grow to without limit before anything
// is decoded, lets no number change on its way, and says where each fault is.
package yamlsafe

import (
	"fmt"
	"io"
	"os"
	"strconv"
)

// Read reads a regular file of at most limit bytes. Devices and pipes are refused:
// they may have no end.
func Read(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file", clean(path))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > limit {
		return nil, fmt.Errorf("%s: %d bytes, more than the %d that are allowed", clean(path), max(info.Size(), limit+1), limit)
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
