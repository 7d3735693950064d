package data

import (
	"iter"
	"sort"
)

// A Tape is valid history ready to be played: candles without holes on the grid
// of their timeframe, and the context that was public at each close. Times are
// implied by the row. A Tape does not change once it is made.
type Tape struct {
	Pair      string
	Step      Timeframe
	Filled    int // rows that the source did not have, filled from the close before
	Early     int // of the filled, those of the warm-up
	Merged    int // rows of the source that shared an open time with another
	Disagreed int // of the merged, those with other values than the row above
	Reordered int // rows of the source that opened before the row above them
	Warm      int // rows before the first that may trade
	First     Instant
	Asked     TimeRange // that the candles were cut to
	context   *Context

	open, high, low, close, volume []float64
}

// A Bar is what is known when a candle has closed.
type Bar struct {
	Candle
	Now      Instant // the candle's close
	Readings [NumSeries]Reading
}

// Len is the number of rows, warm-up included.
func (t *Tape) Len() int { return len(t.close) }

// Time is the open time of row i.
func (t *Tape) Time(i int) Instant { return t.First + Instant(i)*Instant(t.Step) }

// Row is the row whose candle opens at or last before i; it may lie outside the tape.
func (t *Tape) Row(i Instant) int { return int(floorDiv(int64(i-t.First), int64(t.Step))) }

// At returns row i.
func (t *Tape) At(i int) Candle {
	return Candle{t.Time(i), t.open[i], t.high[i], t.low[i], t.close[i], t.volume[i]}
}

// Opens returns the open prices, one a row. The slice is the tape's own: read it only.
// Highs, Lows and Closes are alike.
func (t *Tape) Opens() []float64 { return t.open }

// Highs returns the high prices.
func (t *Tape) Highs() []float64 { return t.high }

// Lows returns the low prices.
func (t *Tape) Lows() []float64 { return t.low }

// Closes returns the close prices.
func (t *Tape) Closes() []float64 { return t.close }

// Short is how much of the range that was asked for lies before the first candle
// and after the last, 0 where the candles reach its end or it has none.
func (t *Tape) Short() (before, after Timeframe) {
	if t.Asked.HasFrom {
		before = max(0, Timeframe(t.First-t.Asked.From))
	}
	if t.Asked.HasTo {
		after = max(0, Timeframe(t.Asked.To-t.Time(t.Len()-1)))
	}
	return before, after
}

// Head is the past as it stood when row n-1 had closed: the first n rows, and of
// the context only what was public by then.
func (t *Tape) Head(n int) *Tape {
	h := *t
	h.open, h.high, h.low, h.close, h.volume = t.open[:n], t.high[:n], t.low[:n], t.close[:n], t.volume[:n]
	if t.context != nil {
		h.context = t.context.Until(t.Time(n))
	}
	return &h
}

// With returns the tape with other context.
func (t *Tape) With(c *Context) *Tape {
	w := *t
	w.context = c
	return &w
}

// Until returns the observations that were public by now.
func (c *Context) Until(now Instant) *Context {
	var cut Context
	for s, obs := range c {
		n := sort.Search(len(obs), func(i int) bool { return obs[i].Known > now })
		cut[s] = obs[:n:n]
	}
	return &cut
}

// Context is the tape's own: read it only. It may be nil.
func (t *Tape) Context() *Context { return t.context }

// Bars walks the tape in time order. Each Bar carries, for every series, the
// newest event among the observations with Known at or before the bar's close;
// of two observations of one event the one that was published last. The Bar is
// reused from one step to the next: copy what you keep.
//
// The tape is looked at afresh on every step, so that one that Unroll lengthens is
// walked to its end.
func (t *Tape) Bars() iter.Seq[*Bar] {
	return func(yield func(*Bar) bool) {
		var next [NumSeries]int // first observation not yet public
		context := t.context
		if context == nil {
			context = new(Context)
		}
		b := new(Bar)
		start := t.First
		for i := 0; i < len(t.close); i++ {
			b.Candle = Candle{start, t.open[i], t.high[i], t.low[i], t.close[i], t.volume[i]}
			b.Now = start.Add(t.Step)
			start = b.Now
			for s := range context {
				obs := context[s]
				for next[s] < len(obs) && obs[next[s]].Known <= b.Now {
					if o := obs[next[s]]; !b.Readings[s].Ok() || o.Event >= b.Readings[s].Event {
						b.Readings[s] = Reading(o)
					}
					next[s]++
				}
			}
			if !yield(b) {
				return
			}
		}
	}
}
