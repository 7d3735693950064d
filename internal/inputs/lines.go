package inputs

import (
	"bytes"
	"os"
)

// Lines calls each for every complete line of an append-only file, numbered
// from 1, and cuts off a last line that is torn, as by a kill in the middle of a
// write.
func Lines(f *os.File, path string, each func(n int, line []byte) error) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	whole := bytes.LastIndexByte(text, '\n') + 1
	if whole < len(text) {
		if err := f.Truncate(int64(whole)); err != nil {
			return err
		}
	}
	n := 0
	for line := range bytes.Lines(text[:whole]) {
		n++
		if err := each(n, line); err != nil {
			return err
		}
	}
	return nil
}
