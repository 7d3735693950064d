package signals

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"github.com/remora-bt/remora-bt/data"
)

// maxHistory bounds the rows of a history.
const maxHistory = 50_000_000

// readHistoryParquet reads a history from Parquet, column by column. The library
// panics on some damaged files; here that becomes an error.
func readHistoryParquet(path string, add func(pair string, row said)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the file is damaged: %v", p)
		}
	}()
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	file, err := parquet.OpenFile(f, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return err
	}
	if n := file.NumRows(); n < 0 || n > maxHistory {
		return fmt.Errorf("%d rows, more than the %d that are allowed", n, maxHistory)
	}
	var names []string
	for _, field := range file.Schema().Fields() {
		names = append(names, field.Name())
	}
	at, err := historyPlaces(names)
	if err != nil {
		return err
	}
	var leaves [historyColumns]parquet.LeafColumn
	for c, i := range at {
		if i < 0 {
			continue
		}
		leaf, ok := file.Schema().Lookup(file.Schema().Fields()[i].Name())
		if !ok {
			return fmt.Errorf("column %q is not a plain column", names[i])
		}
		leaves[c] = leaf
	}
	first := 0
	for _, group := range file.RowGroups() {
		if err := historyGroup(group, at, leaves, first, add); err != nil {
			return err
		}
		first += int(group.NumRows())
	}
	return nil
}

// historyGroup reads one row group.
func historyGroup(group parquet.RowGroup, at [historyColumns]int, leaves [historyColumns]parquet.LeafColumn, first int, add func(string, said)) error {
	n := int(group.NumRows())
	if n < 0 || n > maxHistory {
		return fmt.Errorf("a row group of %d rows", n)
	}
	var columns [historyColumns][]parquet.Value
	for c, i := range at {
		if i < 0 {
			continue
		}
		values, err := columnValues(group.ColumnChunks()[leaves[c].ColumnIndex], n)
		if err != nil {
			return fmt.Errorf("column %q: %w", historyNames[c][0], err)
		}
		columns[c] = values
	}
	for i := range n {
		row, err := historyValues(columns, i, leaves[historyTime].Node.Type())
		if err != nil {
			return fmt.Errorf("row %d: %w", first+i+1, err)
		}
		pair := allPairs
		if columns[historyPair] != nil {
			pair = columns[historyPair][i].String()
		}
		add(pair, row)
	}
	return nil
}

// columnValues reads the n values of a column that is not nested.
func columnValues(chunk parquet.ColumnChunk, n int) ([]parquet.Value, error) {
	values := make([]parquet.Value, 0, min(n, 1<<16)) // the file may claim more than it has
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
		r := page.Values()
		for {
			k, err := r.ReadValues(buffer)
			for _, v := range buffer[:k] {
				values = append(values, v.Clone())
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, err
			}
			if len(values) > n {
				return nil, fmt.Errorf("more than %d values", n)
			}
		}
		parquet.Release(page)
	}
	if len(values) != n {
		return nil, fmt.Errorf("%d values: expected %d", len(values), n)
	}
	return values, nil
}

func historyValues(columns [historyColumns][]parquet.Value, i int, timeType parquet.Type) (row said, err error) {
	if row.at, err = parquetTime(columns[historyTime][i], timeType); err != nil {
		return row, err
	}
	safe := columns[historySafe][i]
	if safe.Kind() == parquet.Boolean && !safe.IsNull() {
		row.opinion = saidUnsafe
		if safe.Boolean() {
			row.opinion = saidSafe
		}
	} else if row.opinion, err = parseOpinion(text(safe)); err != nil {
		return row, err
	}
	if columns[historyRisk] != nil {
		row.risk, err = parseRisk(text(columns[historyRisk][i]))
	}
	return row, err
}

// text is a value as a cell of CSV would hold it.
func text(v parquet.Value) string {
	switch {
	case v.IsNull():
		return ""
	case v.Kind() == parquet.Double:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	case v.Kind() == parquet.Float:
		return strconv.FormatFloat(float64(v.Float()), 'g', -1, 32)
	}
	return v.String()
}

// parquetTime reads a timestamp in the unit that the column states, or a number
// or text as in CSV.
func parquetTime(v parquet.Value, t parquet.Type) (data.Instant, error) {
	if v.IsNull() {
		return 0, errors.New("the timestamp is missing")
	}
	if l := t.LogicalType(); v.Kind() == parquet.Int64 && l != nil {
		if stamp, ok := l.Value.(*format.TimestampType); ok && stamp.Unit.Value != nil {
			return data.Instant(v.Int64() / int64(time.Millisecond/stamp.Unit.Value.Duration())), nil
		}
	}
	if v.Kind() == parquet.Int64 {
		return data.Epoch(v.Int64())
	}
	return data.ParseInstant(v.String())
}
