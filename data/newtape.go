package data

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrOutside is wrapped by NewTape when the candles do not reach into the range.
var ErrOutside = errors.New("the data do not cover the timerange")

// NewTape cuts candles to a range and makes them whole, as freqtrade does before
// a backtest:
//
//   - kept are the candles from startup candles before r.From up to r.To, both
//     included; indicators never see others;
//   - rows that share an open time are merged: first open, highest high, lowest
//     low, last close, highest volume;
//   - every missing open time between the first and the last row gets
//     open = high = low = close = the close before, volume 0;
//   - the first startup rows are warm-up, counted, whatever their dates. Without
//     startup the rows before r.From are.
//
// NewTape fails if no row is left to trade on, and on values that are not prices.
func NewTape(c *Candles, r TimeRange, startup int) (*Tape, error) {
	c = ordered(c)
	lo, hi := 0, c.Len()
	if r.HasFrom {
		from := r.From - Instant(startup)*Instant(c.Timeframe)
		lo, _ = slices.BinarySearch(c.Time, from)
	}
	if r.HasTo {
		hi, _ = slices.BinarySearch(c.Time, r.To+1)
	}
	if lo >= hi {
		return nil, outside(c, r, "no candle lies in it")
	}
	kept := c.slice(lo, hi)
	t, err := onGrid(kept)
	if err != nil {
		return nil, err
	}
	t.Warm = startup
	if startup == 0 && r.HasFrom {
		t.Warm = max(0, t.Row(r.From-1)+1)
	}
	if t.Len()-t.Warm < 2 {
		return nil, outside(c, r, fmt.Sprintf("%d candles remain after %d of warm-up, at least 2 are needed", max(0, t.Len()-t.Warm), t.Warm))
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

// ordered returns c in time order; c itself if it already is. Rows of equal time
// keep the file's order.
func ordered(c *Candles) *Candles {
	if slices.IsSorted(c.Time) {
		return c
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
	return s
}

// maxSpan bounds the rows of a tape: a stray year in a file would otherwise ask
// for all of the memory.
const maxSpan = 50_000_000

// onGrid merges duplicates and fills holes. Without either it shares c's columns.
func onGrid(c *Candles) (*Tape, error) {
	first, last := c.Time[0], c.Time[c.Len()-1]
	for i, at := range c.Time {
		if (at-first)%Instant(c.Timeframe) != 0 {
			return nil, fmt.Errorf("%s %s: row %d: open time %s is not a whole number of candles after the first, %s",
				c.Pair, c.Timeframe, i+1, at, first)
		}
		if err := checkPrices(c, i); err != nil {
			return nil, err
		}
	}
	span := int64(last-first)/int64(c.Timeframe) + 1
	if span > maxSpan {
		return nil, fmt.Errorf("%s %s: the candles span %s to %s, %d candles: more than %d", c.Pair, c.Timeframe, first, last, span, maxSpan)
	}
	n := int(span)
	t := &Tape{Pair: c.Pair, Step: c.Timeframe, First: first}
	if n == c.Len() && strictlyAscending(c.Time) {
		t.open, t.high, t.low, t.close, t.volume = c.Open, c.High, c.Low, c.Close, c.Volume
		return t, nil
	}
	g := NewCandles(c.Pair, c.Timeframe, n)
	for i := range c.Time {
		k := c.At(i)
		if j := g.Len() - 1; j >= 0 && g.Time[j] == k.Start {
			g.High[j], g.Low[j] = max(g.High[j], k.High), min(g.Low[j], k.Low)
			g.Close[j], g.Volume[j] = k.Close, max(g.Volume[j], k.Volume)
			t.Merged++
			continue
		}
		for g.Len() > 0 && g.Time[g.Len()-1].Add(c.Timeframe) < k.Start {
			j := g.Len() - 1
			p := g.Close[j]
			g.Append(Candle{g.Time[j].Add(c.Timeframe), p, p, p, p, 0})
			t.Filled++
		}
		g.Append(k)
	}
	t.open, t.high, t.low, t.close, t.volume = g.Open, g.High, g.Low, g.Close, g.Volume
	return t, nil
}

// Prices beyond these are no prices; within them decimal money arithmetic is exact.
const (
	minPrice = 1e-12
	maxPrice = 1e12
)

// checkPrices refuses what no rule of the simulation can work with.
func checkPrices(c *Candles, i int) error {
	for _, p := range [...]float64{c.Open[i], c.High[i], c.Low[i], c.Close[i]} {
		if !(p > 0) || math.IsInf(p, 1) {
			return fmt.Errorf("%s %s: row %d (%s): price %v is not a positive number", c.Pair, c.Timeframe, i+1, c.Time[i], p)
		}
		if p < minPrice || p > maxPrice {
			return fmt.Errorf("%s %s: row %d (%s): price %v lies outside %v to %v", c.Pair, c.Timeframe, i+1, c.Time[i], p, minPrice, maxPrice)
		}
	}
	if v := c.Volume[i]; !(v >= 0) || math.IsInf(v, 1) {
		return fmt.Errorf("%s %s: row %d (%s): volume %v is not a number of at least 0", c.Pair, c.Timeframe, i+1, c.Time[i], v)
	}
	if c.Low[i] > min(c.Open[i], c.Close[i]) || c.High[i] < max(c.Open[i], c.Close[i]) {
		return fmt.Errorf("%s %s: row %d (%s): high %v and low %v do not bracket open %v and close %v",
			c.Pair, c.Timeframe, i+1, c.Time[i], c.High[i], c.Low[i], c.Open[i], c.Close[i])
	}
	return nil
}

func strictlyAscending(ts []Instant) bool {
	for i := 1; i < len(ts); i++ {
		if ts[i] <= ts[i-1] {
			return false
		}
	}
	return true
}
