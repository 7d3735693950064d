package file

import (
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/columns"
)

// readParquet reads the columns side by side, each straight into the rows.
func (s *Signals) readParquet(f *os.File, size int64) error {
	file, err := columns.Open(f, size, mostRows)
	if err != nil {
		return err
	}
	at, err := find(file.Names())
	if err != nil {
		return err
	}
	var want, role []int
	for col, i := range at {
		if i >= 0 {
			want, role = append(want, i), append(role, col)
		}
	}
	s.rows = make([]row, file.Rows)
	none := s.text.put("")
	for i := range s.rows {
		s.rows[i].number, s.rows[i].tag = int32(i+1), none
	}
	var one sync.Mutex // two columns may write to one row's action, and all share the texts
	return file.Read(want, func(p *columns.Page) error {
		one.Lock()
		defer one.Unlock()
		column, col := &file.Columns[want[p.Of]], role[p.Of]
		for i := range p.Bits {
			r := &s.rows[p.Row+i]
			var err error
			if col == colDate {
				r.at, err = dateOf(p, column, i)
			} else {
				err = s.put(r, col, p.Cell(column, i))
			}
			if err != nil {
				return fmt.Errorf("row %d: %w", r.number, err)
			}
		}
		return nil
	})
}

// dateOf is a time in the unit that its column states, or a number or text as in CSV.
func dateOf(p *columns.Page, c *columns.Column, i int) (data.Instant, error) {
	switch {
	case p.Null != nil && p.Null[i]:
		return 0, errors.New("the date is missing")
	case c.PerMilli > 0:
		n := int64(p.Bits[i])
		if n%c.PerMilli != 0 {
			return 0, fmt.Errorf("date %s and a fraction of a millisecond: expected the open time of a candle", data.Instant(n/c.PerMilli))
		}
		return data.Instant(n / c.PerMilli), nil
	default:
		return data.ParseInstant(p.Cell(c, i))
	}
}
