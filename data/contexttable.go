package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A table is a context file as text: named columns and rows that are as long.
type table struct {
	columns []string // lower case
	rows    [][]string
}

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

// parseTable reads JSON if the text begins like it, else CSV with a header.
func parseTable(text []byte) (*table, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	trimmed := bytes.TrimSpace(text)
	switch {
	case len(trimmed) == 0:
		return nil, errors.New("the file is empty")
	case trimmed[0] == '{' || trimmed[0] == '[':
		return jsonTable(trimmed)
	default:
		return csvTable(text)
	}
}

func csvTable(text []byte) (*table, error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		return nil, csvFault(err)
	}
	t := &table{rows: make([][]string, 0, bytes.Count(text, []byte("\n")))}
	for _, name := range head {
		t.columns = append(t.columns, strings.ToLower(strings.TrimSpace(name)))
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, csvFault(err)
		}
		if len(row) != len(head) {
			return nil, fmt.Errorf("row %d has %d columns: expected %d", len(t.rows)+1, len(row), len(head))
		}
		t.rows = append(t.rows, row)
	}
}

func csvFault(err error) error {
	if e := new(csv.ParseError); errors.As(err, &e) {
		return fmt.Errorf("line %d is not CSV: %w", e.Line, e.Err)
	}
	return err
}

// jsonTable reads a list of flat objects: the whole text, or what an object holds
// as "data" (alternative.me) or "observations" (FRED).
func jsonTable(text []byte) (*table, error) {
	var list []map[string]any
	if text[0] == '[' {
		if err := decodeNumbers(text, &list); err != nil {
			return nil, err
		}
		return objects(list), nil
	}
	var answer struct {
		Data         []map[string]any `json:"data"`
		Observations []map[string]any `json:"observations"`
		Metadata     struct {
			Error any `json:"error"`
		} `json:"metadata"`
	}
	if err := decodeNumbers(text, &answer); err != nil {
		return nil, err
	}
	if answer.Metadata.Error != nil {
		return nil, fmt.Errorf("the file is an error answer: %q", fmt.Sprint(answer.Metadata.Error))
	}
	if answer.Data == nil && answer.Observations == nil {
		return nil, fmt.Errorf("no list %q or %q in the JSON object", "data", "observations")
	}
	return objects(append(answer.Data, answer.Observations...)), nil
}

func decodeNumbers(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(v); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("the file is truncated: its JSON does not end")
		}
		return fmt.Errorf("not the expected JSON: %w", err)
	}
	if d.More() {
		return fmt.Errorf("text follows the JSON value at byte %d", d.InputOffset())
	}
	return nil
}

// objects makes a table of all keys that occur; what an object lacks is empty.
func objects(list []map[string]any) *table {
	t := &table{}
	seen := map[string]bool{}
	var keys []string
	for _, o := range list {
		for k := range o {
			if !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		t.columns = append(t.columns, strings.ToLower(k))
	}
	for _, o := range list {
		row := make([]string, len(keys))
		for i, k := range keys {
			if v, ok := o[k]; ok && v != nil {
				row[i] = fmt.Sprint(v)
			}
		}
		t.rows = append(t.rows, row)
	}
	return t
}
