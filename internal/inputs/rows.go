package inputs

import (
	"fmt"
	"io"
)

// MaxRow bounds a row of text, in bytes.
const MaxRow = 1 << 20

// Rows passes a text on until a row is too long to be one: a reader of rows would
// hold it in memory, and a small compressed file can hold one without end.
type Rows struct {
	In   io.Reader
	open int // bytes since the last row was read
}

// Next says that a row has been read.
func (r *Rows) Next() { r.open = 0 }

func (r *Rows) Read(b []byte) (int, error) {
	n, err := r.In.Read(b[:min(len(b), MaxRow)])
	if r.open += n; r.open > MaxRow {
		return 0, fmt.Errorf("a row is longer than %d bytes", MaxRow)
	}
	return n, err
}
