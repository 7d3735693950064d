package data

import (
	"fmt"
	"math"
)

// refuse fails on the first fault, so that what Check calls a fault makes no tape
// and all else does.
func (s *sorted) refuse() error {
	if step, n := otherStep(s.Timeframe, s.Len(), func(i int) Instant { return s.Time[i] }); n > 0 {
		return fmt.Errorf("%d of %d rows are %s apart from the next: these are not candles of %s", n, s.Len(), step, s.Timeframe)
	}
	grid := gridOf(s.Candles)
	for i, at := range s.Time {
		if at < Earliest || at >= Latest {
			return fmt.Errorf("row %d: open time %s lies outside %s to %s", s.row(i), at.Exact(), Earliest.Date(), Latest.Date())
		}
		if off := offGrid(at, grid, s.Timeframe); off != 0 {
			return fmt.Errorf("row %d: open time %s is off the grid of %s candles by %s", s.row(i), at.Exact(), s.Timeframe, off)
		}
		if i > 0 && at-s.Time[i-1] > Instant(MaxHole) {
			return fmt.Errorf("rows %d and %d: no candle opens between %s and %s, for more than %d days: one of the two times is astray",
				s.row(i-1), s.row(i), s.Time[i-1], at, MaxHole/Day)
		}
		if err := checkPrices(s.At(i)); err != nil {
			return fmt.Errorf("row %d (%s): %w", s.row(i), at, err)
		}
	}
	return nil
}

// offGrid is how long after an open time of the grid at lies.
func offGrid(at, grid Instant, tf Timeframe) Timeframe {
	return Timeframe(mod(int64(at-grid), int64(tf)))
}

// gridOf returns an open time that every other is whole candles from: midnight
// for timeframes that divide a day, a Monday for weeks, else the first row.
func gridOf(c *Candles) Instant {
	switch {
	case Day%c.Timeframe == 0:
		return 0
	case c.Timeframe == Week:
		return Date(1970, 1, 5)
	default:
		return c.Time[0]
	}
}

// fewSteps are too few to tell what step rows usually have.
const fewSteps = 10

// otherStep finds a step that is not tf and that at least three of four rows are
// apart from the next; at gives n open times in order. count is 0 if there is
// none. The candidate is the majority by Boyer and Moore's vote.
func otherStep(tf Timeframe, n int, at func(i int) Instant) (step Timeframe, count int) {
	votes, steps := 0, 0
	for i := 1; i < n; i++ {
		d := Timeframe(at(i) - at(i-1))
		switch {
		case d == 0:
			continue
		case votes == 0:
			step, votes = d, 1
		case d == step:
			votes++
		default:
			votes--
		}
		steps++
	}
	if steps < fewSteps || step == tf {
		return 0, 0
	}
	for i := 1; i < n; i++ {
		if Timeframe(at(i)-at(i-1)) == step {
			count++
		}
	}
	if 4*count < 3*steps {
		return 0, 0
	}
	return step, count
}

// Prices beyond these are no prices; within them decimal money arithmetic is exact.
const (
	minPrice = 1e-12
	maxPrice = 1e12
)

// checkPrices refuses what no rule of the simulation can work with.
func checkPrices(k Candle) error {
	for _, p := range [...]float64{k.Open, k.High, k.Low, k.Close} {
		if !(p > 0) || math.IsInf(p, 1) {
			return fmt.Errorf("price %v is not a positive number", p)
		}
		if p < minPrice || p > maxPrice {
			return fmt.Errorf("price %v lies outside %v to %v", p, minPrice, maxPrice)
		}
	}
	if v := k.Volume; !(v >= 0) || math.IsInf(v, 1) {
		return fmt.Errorf("volume %v is not a number of at least 0", v)
	}
	if k.Low > min(k.Open, k.Close) || k.High < max(k.Open, k.Close) {
		return fmt.Errorf("high %v and low %v do not bracket open %v and close %v", k.High, k.Low, k.Open, k.Close)
	}
	return nil
}
