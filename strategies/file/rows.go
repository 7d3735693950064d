package file

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/columns"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/strategies"
)

// The columns of a file; the first four must be there. Shorts are read to be refused.
const (
	colDate = iota
	colPair
	colEnter
	colExit
	colTag
	colEnterShort
	colExitShort
	numCols
)

var columnNames = [numCols]string{"date", "pair", "enter_long", "exit_long", "enter_tag", "enter_short", "exit_short"}

// find finds the columns among names; -1 is one that is not there.
func find(names []string) (at [numCols]int, err error) {
	plain := inputs.Names(names)
	for c, name := range columnNames {
		at[c] = slices.Index(plain, name)
		if i := at[c]; i >= 0 && slices.Contains(plain[i+1:], name) {
			return at, fmt.Errorf("column %q is there twice", name)
		}
		if at[c] < 0 && c <= colExit {
			return at, fmt.Errorf("no column %q among %s", name, strings.Join(plain, ", "))
		}
	}
	return at, nil
}

// on reads a cell of a column of signals.
func on(name, text string) (bool, error) {
	switch strings.ToLower(text) {
	case "1", "1.0", "true":
		return true, nil
	case "0", "0.0", "false", "", "nan", "none", "null":
		return false, nil
	}
	return false, fmt.Errorf("%s %q: expected 0 or 1", name, text)
}

// put reads a cell of a column into a row. A date is read elsewhere.
func (s *Signals) put(r *row, col int, text string) error {
	switch col {
	case colPair:
		if text == "" {
			return errors.New("the pair is missing")
		}
		r.pair = s.text.put(strings.ReplaceAll(text, "_", "/"))
	case colTag:
		if l := strings.ToLower(text); l == "nan" || l == "none" {
			text = ""
		}
		r.tag = s.text.put(text)
	default:
		yes, err := on(columnNames[col], text)
		switch {
		case err != nil || !yes:
			return err
		case col == colEnter:
			r.action |= strategies.Enter
		case col == colExit:
			r.action |= strategies.Exit
		default:
			return fmt.Errorf("%s: shorts are not simulated", columnNames[col])
		}
	}
	return nil
}

func (s *Signals) readCSV(f *os.File, size int64) error {
	var at [numCols]int
	none := s.text.put("")
	head := func(names []string) (err error) {
		at, err = find(names)
		return err
	}
	return inputs.Table(bufio.NewReaderSize(f, 1<<20), min(size, columns.MaxRows), head, func(n int64, cells []string) (err error) {
		one := row{number: int32(n), tag: none}
		if one.at, err = data.ParseInstant(cells[at[colDate]]); err != nil {
			return err
		}
		for col := colPair; col < numCols; col++ {
			if at[col] < 0 {
				continue
			}
			if err := s.put(&one, col, cells[at[col]]); err != nil {
				return err
			}
		}
		s.rows = append(s.rows, one)
		return nil
	})
}

// mostRows is how many rows a file in Parquet may declare. A row a candle, most of them
// without a signal, shrinks to a fraction of a byte.
var mostRows = columns.Limit{PerByte: 16, Free: 1 << 20}
