package runfolder

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// A row is a row of a CSV file, read by the names of its columns. The first fault
// stays in err.
type row struct {
	cells []string
	at    map[string]int
	err   error
}

// eachRow calls f for every row of a CSV file that has at least the columns named.
func eachRow(text []byte, columns []string, f func(*row) error) error {
	in := csv.NewReader(bytes.NewReader(text))
	in.ReuseRecord = true
	head, err := in.Read()
	if errors.Is(err, io.EOF) {
		return errors.New("the file is empty")
	}
	if err != nil {
		return err
	}
	r := &row{at: map[string]int{}}
	for i, name := range head {
		if _, twice := r.at[name]; twice {
			return fmt.Errorf("column %q is there twice", name)
		}
		r.at[name] = i
	}
	for _, name := range columns {
		if _, ok := r.at[name]; !ok {
			return fmt.Errorf("no column %q", name)
		}
	}
	for n := 1; ; n++ {
		r.cells, err = in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = errors.Join(f(r), r.err)
		}
		if err != nil {
			return fmt.Errorf("row %d: %w", n, err)
		}
	}
}

// raw is a cell as it stands, "" for a column that is not there.
func (r *row) raw(name string) string {
	i, ok := r.at[name]
	if !ok {
		return ""
	}
	return r.cells[i]
}

// text is a cell without the apostrophe that keeps spreadsheets from taking it for
// a formula.
func (r *row) text(name string) string {
	s := strings.Clone(r.raw(name))
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@\t\r", rune(s[1])) {
		return s[1:]
	}
	return s
}

func (r *row) number(name string) float64 {
	v, err := strconv.ParseFloat(r.raw(name), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		r.fault("%s %q is not a number", name, r.raw(name))
		return 0
	}
	return v
}

func (r *row) instant(name string) data.Instant {
	at, err := data.ParseInstant(r.raw(name))
	if err != nil {
		r.fault("%s: %v", name, err)
	}
	return at
}

func (r *row) fault(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}
