package data

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// ErrOutside is wrapped by NewTape when the candles do not reach into the range.
var ErrOutside = errors.New("the data do not cover the timerange")

// NewTape cuts candles to a range and makes them whole, as freqtrade does before
// a backtest:
//
//   - rows are put in order of time;
//   - kept are the candles from startup candles before r.From up to r.To, both
//     included; indicators never see others;
//   - rows that share an open time are merged: first open, highest high, lowest
//     low, last close, highest volume;
//   - every missing open time between the first and the last row gets
//     open = high = low = close = the close before, volume 0;
//   - the first startup rows are warm-up, counted, whatever their dates. Without
//     startup the rows before r.From are.
//
// NewTape fails if no row is left to trade on, and if what it keeps has one of the
// flaws that are faults. Freqtrade would move rows that are off the grid onto it,
// with the prices of another time.
func NewTape(c *Candles, r TimeRange, startup int) (*Tape, error) {
	all := ordered(c)
	lo, hi := 0, all.Len()
	if r.HasFrom {
		from := r.From - Instant(startup)*Instant(c.Timeframe)
		lo, _ = slices.BinarySearch(all.Time, from)
	}
	if r.HasTo {
		hi, _ = slices.BinarySearch(all.Time, r.To+1)
	}
	if lo >= hi {
		return nil, outside(all.Candles, r, "no candle lies in it")
	}
	kept := all.cut(lo, hi)
	if err := kept.refuse(); err != nil {
		return nil, fmt.Errorf("%s %s: %w", c.Pair, c.Timeframe, err)
	}
	t, err := kept.whole()
	if err != nil {
		return nil, err
	}
	t.Asked, t.Reordered = r, kept.reordered()
	t.Warm = startup
	if startup == 0 && r.HasFrom {
		t.Warm = max(0, t.Row(r.From-1)+1)
	}
	if t.Len()-t.Warm < 2 {
		return nil, outside(all.Candles, r, fmt.Sprintf("%s after %d of warm-up, at least 2 are needed",
			count(max(0, t.Len()-t.Warm), "candle remains", "candles remain"), t.Warm))
	}
	return t, nil
}

func outside(c *Candles, r TimeRange, why string) error {
	if c.Len() == 0 {
		return fmt.Errorf("%s %s: %w: there are no candles", c.Pair, c.Timeframe, ErrOutside)
	}
	return fmt.Errorf("%s %s: %w %s: the candles run from %s to %s; %s",
		c.Pair, c.Timeframe, ErrOutside, r, c.Time[0], c.Time[c.Len()-1], why)
}

// A sorted is candles in order of time that know their rows in the source.
type sorted struct {
	*Candles
	source *Candles
	first  int   // row of the source that is the first here, from 0
	rows   []int // rows of the source one by one; nil if they follow first
}

// ordered puts c in time order, sharing its columns if it already is. Rows of
// equal time keep the file's order.
func ordered(c *Candles) *sorted {
	if slices.IsSorted(c.Time) {
		return &sorted{Candles: c, source: c}
	}
	rows := make([]int, c.Len())
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(c.Time[a], c.Time[b]) })
	s := NewCandles(c.Pair, c.Timeframe, c.Len())
	for _, i := range rows {
		s.Append(c.At(i))
	}
	return &sorted{Candles: s, source: c, rows: rows}
}

// Sorted returns the candles in time order: c itself if it already is. Rows of
// equal time keep the file's order.
func (c *Candles) Sorted() *Candles { return ordered(c).Candles }

// cut keeps rows i to j.
func (s *sorted) cut(i, j int) *sorted {
	k := &sorted{Candles: s.slice(i, j), source: s.source, first: s.first + i}
	if s.rows != nil {
		k.rows = s.rows[i:j]
	}
	return k
}

// row is where the source has row i: from 1, its header not counted.
func (s *sorted) row(i int) int {
	if s.rows != nil {
		return s.rows[i] + 1
	}
	return s.first + i + 1
}

// reordered counts the rows that opened before the row above them in the source.
func (s *sorted) reordered() (n int) {
	for _, i := range s.rows {
		if i > 0 && s.source.Time[i] < s.source.Time[i-1] {
			n++
		}
	}
	return n
}
