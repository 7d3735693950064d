package sources

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// The bounds of an object in a list: keys of all objects together, and bytes of a
// value.
const (
	maxKeys  = 256
	maxValue = 4096
)

// keys are all that the objects of a list have, in lower case and order.
func (t *table) keys() ([]string, error) {
	text, err := t.start()
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	err = eachMember(text, func(n int, key, _ string) error {
		if n < 0 {
			return nil
		}
		seen[key] = true
		if len(seen) > maxKeys {
			return fmt.Errorf("more than %d different keys", maxKeys)
		}
		return nil
	})
	columns := make([]string, 0, len(seen))
	for key := range seen {
		columns = append(columns, key)
	}
	slices.Sort(columns)
	return columns, err
}

// eachObject calls do with the values of every object in the order of the columns;
// what an object lacks is empty.
func (t *table) eachObject(text io.Reader, do func(row []string) error) error {
	row := make([]string, len(t.columns))
	return eachMember(text, func(n int, key, value string) error {
		if n >= 0 {
			if i, ok := slices.BinarySearch(t.columns, key); ok {
				row[i] = value
			}
			return nil
		}
		err := do(row)
		clear(row)
		return err
	})
}

// eachMember calls do for every key of every object of a list: the whole text, or
// what an object holds as "data" (alternative.me) or "observations" (FRED). At the
// end of an object it calls do with n = -1.
func eachMember(text io.Reader, do func(n int, key, value string) error) error {
	rows := &inputs.Rows{In: text}
	d := json.NewDecoder(rows)
	w := memberWalk{d, rows, do}
	if err := w.text(); err != nil {
		return err
	}
	if d.More() {
		return fmt.Errorf("text follows the JSON value at byte %d", d.InputOffset())
	}
	return nil
}

type memberWalk struct {
	*json.Decoder
	rows *inputs.Rows
	do   func(n int, key, value string) error
}

func jsonFault(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("the file is truncated: its JSON does not end")
	}
	return fmt.Errorf("not the expected JSON: %w", err)
}

// text reads the whole text.
func (w memberWalk) text() error {
	first, err := w.Token()
	if err != nil {
		return jsonFault(err)
	}
	if first == json.Delim('[') {
		return w.list()
	}
	found := false
	for w.More() {
		key, err := w.Token()
		if err != nil {
			return jsonFault(err)
		}
		switch name := strings.ToLower(key.(string)); name {
		case "data", "observations":
			is, err := w.member()
			if err != nil {
				return err
			}
			found = found || is
		default:
			var v json.RawMessage
			if err := w.Decode(&v); err != nil {
				return jsonFault(err)
			}
			var m struct {
				Error any `json:"error"`
			}
			if name == "metadata" && json.Unmarshal(v, &m) == nil && m.Error != nil {
				return fmt.Errorf("the file is an error answer: %q", fmt.Sprint(m.Error))
			}
		}
		w.rows.Next()
	}
	if _, err := w.Token(); err != nil {
		return jsonFault(err)
	}
	if !found {
		return fmt.Errorf("no list %q or %q in the JSON object", "data", "observations")
	}
	return nil
}

// member reads a list or null, and reports whether it was a list.
func (w memberWalk) member() (bool, error) {
	first, err := w.Token()
	if err != nil {
		return false, jsonFault(err)
	}
	switch first {
	case nil:
		return false, nil
	case json.Delim('['):
		return true, w.list()
	}
	return false, fmt.Errorf("not the expected JSON: %v: expected a list of objects", first)
}

// list reads the objects of a list and its end.
func (w memberWalk) list() error {
	for w.More() {
		w.rows.Next()
		first, err := w.Token()
		if err != nil {
			return jsonFault(err)
		}
		if first != json.Delim('{') && first != nil {
			return fmt.Errorf("not the expected JSON: %v: expected an object", first)
		}
		for n := 0; first != nil && w.More(); n++ {
			if err := w.one(n); err != nil {
				return err
			}
		}
		if first != nil {
			if _, err := w.Token(); err != nil {
				return jsonFault(err)
			}
		}
		if err := w.do(-1, "", ""); err != nil {
			return err
		}
	}
	if _, err := w.Token(); err != nil {
		return jsonFault(err)
	}
	return nil
}

// one reads a key and its value.
func (w memberWalk) one(n int) error {
	key, err := w.Token()
	if err != nil {
		return jsonFault(err)
	}
	var raw json.RawMessage
	if err := w.Decode(&raw); err != nil {
		return jsonFault(err)
	}
	if long := max(len(raw), len(key.(string))); long > maxValue {
		return fmt.Errorf("a name or value of %d bytes: expected at most %d", long, maxValue)
	}
	value, err := cell(raw)
	if err != nil {
		return jsonFault(err)
	}
	return w.do(n, strings.ToLower(key.(string)), value)
}

// cell is a value as a cell of CSV would hold it.
func cell(raw json.RawMessage) (text string, err error) {
	switch raw[0] {
	case 'n':
		return "", nil
	case '"':
		err = json.Unmarshal(raw, &text)
		return text, err
	case '[', '{':
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		var v any
		err = d.Decode(&v)
		return fmt.Sprint(v), err
	}
	return string(raw), nil
}
