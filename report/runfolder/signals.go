package runfolder

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

// A Census counts what the engine said of a pair, candle by candle.
type Census struct {
	Scores  map[string]int // candles by risk score, to two decimals, as in "0.41"
	Regimes map[string]int
}

// maxSignals bounds the rows of signals.parquet.
const maxSignals = 100_000_000

// Signals reads signals.parquet and counts risk scores and regimes by pair. A folder
// without the file, and rows without a score or regime, count as nothing.
func (f *Folder) Signals() (map[string]*Census, error) {
	const name = "signals.parquet"
	listed := false
	for _, o := range f.Manifest.Outputs {
		listed = listed || o.Path == name
	}
	if !listed {
		return nil, nil
	}
	r, err := openRoot(f.Dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	text, err := r.output(f.Manifest, name, maxTable)
	if err != nil {
		return nil, err
	}
	out, err := census(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.name(name), err)
	}
	return out, nil
}

// census reads the columns by name; those of other types or names count as absent.
// The library panics on some damaged files; here that becomes an error.
func census(text []byte) (out map[string]*Census, err error) {
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, fmt.Errorf("the file is damaged: %v", p)
		}
	}()
	file, err := parquet.OpenFile(bytes.NewReader(text), int64(len(text)), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, err
	}
	if n := file.NumRows(); n < 0 || n > maxSignals {
		return nil, fmt.Errorf("%d rows, more than the %d that are allowed", n, maxSignals)
	}
	out = map[string]*Census{}
	for _, group := range file.RowGroups() {
		var columns [3][]parquet.Value
		for i, name := range []string{"pair", "risk_score", "regime"} {
			leaf, ok := file.Schema().Lookup(name)
			if !ok {
				continue
			}
			if columns[i], err = values(group.ColumnChunks()[leaf.ColumnIndex], group.NumRows()); err != nil {
				return nil, fmt.Errorf("column %q: %w", name, err)
			}
		}
		for row := range int(group.NumRows()) {
			count(out, at(columns[0], row), at(columns[1], row), at(columns[2], row))
		}
	}
	return out, nil
}

// at is a value of a column, null where there is no such column.
func at(column []parquet.Value, row int) parquet.Value {
	if column == nil {
		return parquet.NullValue()
	}
	return column[row]
}

func count(by map[string]*Census, pair, score, regime parquet.Value) {
	name := ""
	if pair.Kind() == parquet.ByteArray && !pair.IsNull() {
		name = string(pair.ByteArray())
	}
	c := by[name]
	if c == nil {
		c = &Census{map[string]int{}, map[string]int{}}
		by[name] = c
	}
	if !score.IsNull() && score.Kind() == parquet.Double {
		if x := score.Double(); x >= 0 && x <= 1 {
			c.Scores[strconv.FormatFloat(math.Round(x*100)/100, 'f', 2, 64)]++
		}
	}
	if !regime.IsNull() && regime.Kind() == parquet.ByteArray {
		if s := string(regime.ByteArray()); s != "" {
			c.Regimes[s]++
		}
	}
}

// values reads the n values of a column that is not nested.
func values(chunk parquet.ColumnChunk, n int64) ([]parquet.Value, error) {
	var out []parquet.Value
	pages := chunk.Pages()
	defer pages.Close()
	buffer := make([]parquet.Value, 4096)
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		reader := page.Values()
		for done := false; !done; {
			k, err := reader.ReadValues(buffer)
			for _, v := range buffer[:k] {
				out = append(out, v.Clone())
			}
			switch {
			case errors.Is(err, io.EOF):
				done = true
			case err != nil:
				return nil, err
			case int64(len(out)) > n:
				return nil, fmt.Errorf("more than %d values", n)
			}
		}
		parquet.Release(page)
	}
	if int64(len(out)) != n {
		return nil, fmt.Errorf("%d values, expected %d", len(out), n)
	}
	return out, nil
}
