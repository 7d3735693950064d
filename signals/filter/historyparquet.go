package filter

import (
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/columns"
)

// historyRows is how many rows a history in Parquet may declare. Times a candle
// apart and answers that seldom change shrink to a fraction of a byte a row.
var historyRows = columns.Limit{PerByte: 16, Free: 1 << 20}

// readHistoryParquet reads a history from Parquet, column by column straight into
// the rows.
func readHistoryParquet(f *os.File, size int64, h *History) error {
	file, err := columns.Open(f, size, historyRows)
	if err != nil {
		return err
	}
	at, err := historyPlaces(file.Names())
	if err != nil {
		return err
	}
	var want, role []int
	for c, i := range at {
		if i >= 0 {
			want, role = append(want, i), append(role, c)
		}
	}
	h.all = make([]said, file.Rows)
	var pairs sync.Mutex
	return file.Read(want, func(p *columns.Page) error {
		v := historyColumn{Page: p, Column: file.Columns[want[p.Of]]}
		if role[p.Of] == historyPair {
			pairs.Lock()
			defer pairs.Unlock()
		}
		for i := range p.Bits {
			if err := v.put(h, &h.all[p.Row+i], i, role[p.Of]); err != nil {
				return fmt.Errorf("row %d: %w", p.Row+i+1, err)
			}
		}
		return nil
	})
}

// A historyColumn is a page of a column and what the column is.
type historyColumn struct {
	*columns.Page
	columns.Column
}

// put sets what the column says of a row.
func (v historyColumn) put(h *History, row *said, i, role int) (err error) {
	missing := v.Null != nil && v.Null[i]
	switch role {
	case historyTime:
		if missing {
			return errors.New("the timestamp is missing")
		}
		row.at, err = v.instant(i)
	case historySafe:
		if v.Kind == parquet.Boolean && !missing {
			row.opinion = [2]opinion{saidUnsafe, saidSafe}[v.Bits[i]]
			return nil
		}
		row.opinion, err = parseOpinion(v.text(i))
	case historyRisk:
		row.risk, err = parseRisk(v.text(i))
	case historyPair:
		row.pair, err = h.number(v.text(i))
	}
	return err
}

// text is a value as a cell of CSV would hold it.
func (v historyColumn) text(i int) string { return v.Cell(&v.Column, i) }

// instant reads a timestamp in the unit that the column states, or a number or
// text as in CSV.
func (v historyColumn) instant(i int) (data.Instant, error) {
	n := int64(v.Bits[i])
	switch {
	case v.Kind == parquet.Int64 && v.PerMilli > 0:
		return data.Instant(n / v.PerMilli), nil
	case v.Kind == parquet.Int64:
		return data.Epoch(n)
	default:
		return data.ParseInstant(v.text(i))
	}
}
