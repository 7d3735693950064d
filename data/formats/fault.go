package formats

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// A Fault is an error in candle files: one that cannot be read, is damaged or
// holds what is not a candle. Every error of this package is one. Its text is a
// single line that names the file.
type Fault struct{ err error }

func (f Fault) Error() string { return f.err.Error() }

// Unwrap returns what the fault was made of.
func (f Fault) Unwrap() error { return f.err }

// fault puts err behind the name of its file, unless it is a fault already.
func fault(path string, err error) error {
	if err == nil || errors.As(err, new(Fault)) {
		return err
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("the file is truncated: %w", err)
	}
	return Fault{fmt.Errorf("%s: %w", path, oneLine{err})}
}

// oneLine keeps the text of a decoder's error on one line of bearable length.
type oneLine struct{ error }

func (e oneLine) Unwrap() error { return e.error }

func (e oneLine) Error() string {
	s := strings.Join(strings.Fields(e.error.Error()), " ")
	if len(s) > 1000 {
		s = s[:1000] + "…"
	}
	return s
}
