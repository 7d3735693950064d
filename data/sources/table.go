package sources

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/internal/plural"
)

// A table is a context file as text: named columns and rows that are as long. It
// is read once to learn its columns and then row by row, never held as a whole.
type table struct {
	columns  []string // lower case
	rows     int
	distinct int  // rows that are not the same as the one before
	released bool // realtime_start holds more than one value
	file     io.ReadSeeker
	json     bool
}

// realtimeStart is FRED's column of the day of the release.
const realtimeStart = "realtime_start"

// column is the place of the first of names that the table has, or -1.
func (t *table) column(names []string) int {
	for _, name := range names {
		if i := slices.Index(t.columns, name); i >= 0 {
			return i
		}
	}
	return -1
}

// vintages are the places of the columns that hold copies taken in different
// months, the earliest month first.
func (t *table) vintages() []int {
	var at []int
	for i, name := range t.columns {
		if strings.HasPrefix(name, "value_vintage_") {
			at = append(at, i)
		}
	}
	slices.SortFunc(at, func(a, b int) int { return strings.Compare(t.columns[a], t.columns[b]) })
	return at
}

// openTable learns what a file holds: JSON if the text begins like it, else CSV
// with a header.
func openTable(file io.ReadSeeker) (*table, error) {
	t := &table{file: file}
	text, err := t.start()
	if err != nil {
		return nil, err
	}
	first, err := firstLetter(text)
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty")
	}
	if err != nil {
		return nil, err
	}
	if t.json = first == '{' || first == '['; t.json {
		if t.columns, err = t.keys(); err != nil {
			return nil, err
		}
	}
	var last []string
	release := ""
	err = t.each(func(row []string) error {
		if t.rows++; t.rows == 1 || !slices.Equal(row, last) {
			t.distinct++
			last = append(last[:0], row...)
		}
		if i := t.column([]string{realtimeStart}); i >= 0 {
			t.released = t.released || t.rows > 1 && row[i] != release
			release = row[i]
		}
		return nil
	})
	return t, err
}

// start goes to the begin of the text, behind the mark of its encoding.
func (t *table) start() (*bufio.Reader, error) {
	if _, err := t.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	r := bufio.NewReaderSize(t.file, 64<<10)
	if b, _ := r.Peek(3); string(b) == "\ufeff" {
		_, err := r.Discard(3)
		return r, err
	}
	return r, nil
}

// firstLetter is the first byte that is no white space.
func firstLetter(r io.ByteReader) (byte, error) {
	for {
		b, err := r.ReadByte()
		if err != nil || !strings.ContainsRune(" \t\r\n\v\f", rune(b)) {
			return b, err
		}
	}
}

// each calls do with every row, which do must not keep.
func (t *table) each(do func(row []string) error) error {
	text, err := t.start()
	if err != nil {
		return err
	}
	if t.json {
		return t.eachObject(text, do)
	}
	return t.eachLine(text, do)
}

func (t *table) eachLine(text io.Reader, do func(row []string) error) error {
	rows := &inputs.Rows{In: text}
	r := csv.NewReader(rows)
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	head, err := r.Read()
	if err != nil {
		return csvFault(err)
	}
	if t.columns == nil {
		for _, name := range head {
			t.columns = append(t.columns, strings.ToLower(strings.TrimSpace(name)))
		}
	}
	for n := 1; ; n++ {
		rows.Next()
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return csvFault(err)
		}
		if len(row) != len(t.columns) {
			return fmt.Errorf("row %d has %s: expected %d", n, plural.Of(len(row), "column", "columns"), len(t.columns))
		}
		if err := do(row); err != nil {
			return err
		}
	}
}

func csvFault(err error) error {
	if e := new(csv.ParseError); errors.As(err, &e) {
		return fmt.Errorf("line %d is not CSV: %w", e.Line, e.Err)
	}
	return err
}
