package data

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/internal/plural"
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
	tapes, errs := NewTapes(c, Cut{r, startup})
	return tapes[0], errs[0]
}

// A Cut is the part of some candles that a tape is made of: a range, and so many
// candles of warm-up before it.
type Cut struct {
	Range   TimeRange
	Startup int
}

// NewTapes is NewTape for several cuts of the same candles, one tape or error a cut.
// Tapes whose rows overlap share their memory.
func NewTapes(c *Candles, cuts ...Cut) ([]*Tape, []error) {
	all := ordered(c)
	tapes, errs := make([]*Tape, len(cuts)), make([]error, len(cuts))
	from, to := make([]int, len(cuts)), make([]int, len(cuts))
	for i, k := range cuts {
		from[i], to[i] = all.rowsOf(k)
	}
	for i, k := range cuts {
		if from[i] >= to[i] {
			errs[i] = outside(all.Candles, k.Range, "no candle lies in it")
			continue
		}
		if tapes[i] != nil || errs[i] != nil {
			continue
		}
		lo, hi := around(from, to, i)
		wide, err := all.cut(lo, hi).faultless()
		for n := i; n < len(cuts); n++ {
			switch {
			case from[n] >= to[n] || from[n] < lo || to[n] > hi:
			case err == nil:
				tapes[n], errs[n] = all.part(wide, from[n], to[n]).finish(all, cuts[n])
			default: // the fault may lie in the rows of another cut
				var own *Tape
				if own, errs[n] = all.cut(from[n], to[n]).faultless(); errs[n] == nil {
					tapes[n], errs[n] = all.part(own, from[n], to[n]).finish(all, cuts[n])
				}
			}
		}
	}
	return tapes, errs
}

// around are the rows of all cuts that overlap with cut i, or with one that does.
func around(from, to []int, i int) (lo, hi int) {
	lo, hi = from[i], to[i]
	for grown := true; grown; {
		grown = false
		for n := range from {
			if from[n] < to[n] && from[n] < hi && to[n] > lo && (from[n] < lo || to[n] > hi) {
				lo, hi, grown = min(lo, from[n]), max(hi, to[n]), true
			}
		}
	}
	return lo, hi
}

// rowsOf are the rows of a cut, from one up to another, which is not included.
func (s *sorted) rowsOf(k Cut) (lo, hi int) {
	hi = s.Len()
	if k.Range.HasFrom {
		lo, _ = slices.BinarySearch(s.Time, k.Range.From-Instant(k.Startup)*Instant(s.Timeframe))
	}
	if k.Range.HasTo {
		hi, _ = slices.BinarySearch(s.Time, k.Range.To+1)
	}
	return lo, hi
}

// faultless is the candles as a tape unless they have a fault.
func (s *sorted) faultless() (*Tape, error) {
	if err := s.refuse(); err != nil {
		return nil, fmt.Errorf("%s %s: %w", s.Pair, s.Timeframe, err)
	}
	return s.whole()
}

// part is the rows of a tape that the candles from lo up to hi make.
func (s *sorted) part(whole *Tape, lo, hi int) *Tape {
	i, j := whole.Row(s.Time[lo]), whole.Row(s.Time[hi-1])+1
	t := *whole
	t.First = s.Time[lo]
	t.open, t.high, t.low = whole.open[i:j:j], whole.high[i:j:j], whole.low[i:j:j]
	t.close, t.volume = whole.close[i:j:j], whole.volume[i:j:j]
	kept := s.cut(lo, hi)
	t.Merged, t.Disagreed = kept.twins()
	t.Filled = t.Len() - (kept.Len() - t.Merged)
	t.Reordered = kept.reordered()
	return &t
}

// finish tells a tape its range and warm-up, and refuses one with nothing to trade on.
func (t *Tape) finish(all *sorted, k Cut) (*Tape, error) {
	t.Asked, t.Warm = k.Range, k.Startup
	if k.Startup == 0 && k.Range.HasFrom {
		t.Warm = max(0, t.Row(k.Range.From-1)+1)
	}
	if t.Len()-t.Warm < 2 {
		return nil, outside(all.Candles, k.Range, fmt.Sprintf("%s after %d of warm-up, at least 2 are needed",
			plural.Of(max(0, t.Len()-t.Warm), "candle remains", "candles remain"), t.Warm))
	}
	lo, _ := slices.BinarySearch(all.Time, t.First)
	hi, _ := slices.BinarySearch(all.Time, t.Time(t.Warm))
	merged, _ := all.cut(lo, hi).twins()
	t.Early = t.Warm - (hi - lo - merged)
	return t, nil
}

func outside(c *Candles, r TimeRange, why string) error {
	what, run := "too few candles", "there are no candles"
	if r != (TimeRange{}) {
		what = ErrOutside.Error() + " " + r.String()
	}
	if c.Len() > 0 {
		run = fmt.Sprintf("the candles run from %s to %s; %s", c.Time[0], c.Time[c.Len()-1], why)
	}
	return outsideError(fmt.Sprintf("%s %s: %s: %s", c.Pair, c.Timeframe, what, run))
}

// An outsideError is an ErrOutside in the words of its range, or of no range.
type outsideError string

func (e outsideError) Error() string { return string(e) }
func (e outsideError) Unwrap() error { return ErrOutside }

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
