package inputs

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Names are the names of columns as they are compared: in lower case, without white
// space around them and the mark of an encoding.
func Names(head []string) []string {
	out := make([]string, len(head))
	for i, name := range head {
		out[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
	}
	return out
}

// Table reads CSV: head gets its first row, row every other, numbered from 1, whose
// cells it must not keep. One row at a time is in memory. More rows than most are
// refused; an error of row is told with its number.
func Table(in io.Reader, most int64, head func(names []string) error, row func(n int64, cells []string) error) error {
	bounded := &Rows{In: in}
	r := csv.NewReader(bounded)
	r.ReuseRecord = true
	names, err := r.Read()
	if errors.Is(err, io.EOF) {
		return errors.New("the file is empty")
	}
	if err != nil {
		return err
	}
	if err := head(names); err != nil {
		return err
	}
	for n := int64(1); ; n++ {
		bounded.Next()
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if n > most {
			return fmt.Errorf("more than %d rows, which is more than a file of that size holds", n-1)
		}
		if err := row(n, cells); err != nil {
			return fmt.Errorf("row %d: %w", n, err)
		}
	}
}
