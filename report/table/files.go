package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
)

// Guarded keeps a spreadsheet from taking a text of the user's, a pair or a tag,
// for a formula: what begins with = + - @ gets an apostrophe in front. Numbers
// are never guarded.
func Guarded(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func (c Column) key() string {
	if c.Key != "" {
		return c.Key
	}
	return c.Name
}

// writeCSV writes a row of keys, then the rows; columns of text are guarded.
func (t *Table) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	record := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		record[i] = c.key()
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for _, r := range t.Rows {
		for i, c := range r {
			if record[i] = c.Text; t.Columns[i].Text {
				record[i] = Guarded(c.Text)
			}
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// writeJSON writes an array with an object a row, its keys in the order of the
// columns.
func (t *Table) writeJSON(w io.Writer) error {
	rows := make([]object, len(t.Rows))
	for i, r := range t.Rows {
		rows[i] = object{t.Columns, r}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	return e.Encode(rows)
}

// An object is a row by key.
type object struct {
	columns Columns
	cells   []Field
}

// MarshalJSON implements json.Marshaler.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, c := range o.cells {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(o.columns[i].key()); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		var value any = c.Text
		if c.Value != nil {
			value = c.Value
		}
		if err := e.Encode(value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
