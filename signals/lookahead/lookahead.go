// Package lookahead proves that what is asked bar by bar sees no future: it cuts
// history short and looks whether anything that was said before the cut changes.
package lookahead

import (
	"context"
	"fmt"
	"hash/maphash"
	"iter"
	"math/rand/v2"
	"slices"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A Component turns a tape into one answer a row, boiled down to 64 bits. It
// starts from nothing whenever it is walked, and knows only the tape it is given.
type Component struct {
	name    string
	answers func(t *data.Tape) iter.Seq[uint64]
}

// A Finding is what was found out about a component.
type Finding struct {
	Component string        `json:"component"`
	Cuts      int           `json:"cuts"`            // ends of history that were tried
	Biased    int           `json:"biased"`          // of them, those that changed an answer before them
	First     *data.Instant `json:"first,omitempty"` // the close of the earliest candle whose answer changed
	Note      string        `json:"note,omitempty"`  // what the numbers do not say
}

// boil is equal for equal answers, and for others almost never.
var boil = maphash.MakeSeed()

// Streaming is a component that is asked bar by bar. Only how it comes by its bars
// could see ahead, or what it does with a tape that it holds on to.
func Streaming[T comparable](name string, start func(t *data.Tape) func(*data.Bar) T) Component {
	return Component{name, func(t *data.Tape) iter.Seq[uint64] {
		return func(yield func(uint64) bool) {
			step := start(t)
			for b := range t.Bars() {
				if !yield(maphash.Comparable(boil, step(b))) {
					return
				}
			}
		}
	}}
}

// Of are the join of candles and context and, if the filter is one, the engine. What
// a run makes of them is Filter.Foresight's to judge.
func Of(f *filter.Filter) []Component {
	list := []Component{Streaming("join", func(*data.Tape) func(*data.Bar) data.Bar {
		return func(b *data.Bar) data.Bar { return *b }
	})}
	if f.Engine() {
		list = append(list, Streaming("engine", func(*data.Tape) func(*data.Bar) signals.Assessment {
			return signals.New(f.Config).Update
		}))
	}
	return list
}

// examine tries a component on a tape, three ways:
//
//   - on a tape that unrolls row by row, where at every candle, and so at every
//     event of the context, there is no later candle or reading in existence;
//   - on the past as it stood at some rows, from a cold start;
//   - on tapes that hold garbage after those rows.
//
// Whatever a component said by the end of such a history it must also say, in
// every bit, when it is given all of it.
func (c Component) examine(ctx context.Context, t *data.Tape, cuts []int) (Finding, error) {
	whole := make([]uint64, 0, t.Len())
	for a := range c.answers(t) {
		whole = append(whole, a)
	}
	f := Finding{Component: c.name}
	f.count(t, c.unrolled(t, whole))
	for i, n := range cuts {
		if err := ctx.Err(); err != nil {
			return f, context.Cause(ctx)
		}
		rng := rand.New(rand.NewPCG(uint64(n), uint64(i)))
		for _, other := range []*data.Tape{t.Head(n), t.Poisoned(n, rng)} {
			row, ok := c.differs(other, whole[:n])
			f.Cuts++
			if ok {
				f.Biased++
				f.blame(t, row)
			}
		}
	}
	return f, nil
}

// count adds the rows of an unrolled walk whose answer changed.
func (f *Finding) count(t *data.Tape, changed []int) {
	f.Cuts += t.Len()
	f.Biased += len(changed)
	if len(changed) > 0 {
		f.blame(t, changed[0])
	}
}

// blame remembers the earliest row.
func (f *Finding) blame(t *data.Tape, row int) {
	if at := t.Time(row + 1); f.First == nil || at < *f.First {
		f.First = &at
	}
}

// unrolled walks a tape that ends with the bar at hand, and returns the rows on
// which the answer is not that of the whole. A component that reaches beyond the
// end breaks off there: that and all later rows count.
func (c Component) unrolled(t *data.Tape, whole []uint64) (changed []int) {
	past, next := t.Unroll()
	row := 0
	defer func() {
		if recover() != nil || row < t.Len() {
			for ; row < t.Len(); row++ {
				changed = append(changed, row)
			}
		}
	}()
	next()
	for a := range c.answers(past) {
		if a != whole[row] {
			changed = append(changed, row)
		}
		row++
		next()
	}
	return changed
}

// differs walks another tape as far as the answers go that it must give, and
// returns the first row on which it gives another.
func (c Component) differs(t *data.Tape, want []uint64) (row int, ok bool) {
	defer func() {
		if recover() != nil {
			ok = true
		}
	}()
	for a := range c.answers(t) {
		if row == len(want) {
			return 0, false
		}
		if a != want[row] {
			return row, true
		}
		row++
	}
	return row, row < len(want)
}

// Cuts draws k rows after row from of n, without repetition and in order; all of them
// if there are fewer.
func Cuts(k, from, n int, seed uint64) []int {
	rng := rand.New(rand.NewPCG(seed, 0))
	drawn := map[int]bool{}
	for len(drawn) < min(k, n-from) {
		drawn[from+1+rng.IntN(n-from)] = true
	}
	cuts := make([]int, 0, len(drawn))
	for n := range drawn {
		cuts = append(cuts, n)
	}
	slices.Sort(cuts)
	return cuts
}

// Examine tries components on a tape, side by side: on one that grows row by row, and
// from a cold start at some cuts. One finding a component, in order.
func Examine(ctx context.Context, list []Component, t *data.Tape, cuts []int) ([]Finding, error) {
	findings := make([]Finding, len(list))
	errs := make([]error, len(list))
	err := parallel.Each(ctx, len(list), func(i int) { findings[i], errs[i] = list[i].examine(ctx, t, cuts) })
	for _, e := range append(errs, err) {
		if e != nil {
			return nil, fmt.Errorf("look-ahead analysis: %w", e)
		}
	}
	return findings, nil
}
