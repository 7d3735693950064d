package verdict

import (
	"context"
	"math/rand/v2"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// Twins are other placebos, beside the one that the verdict rests on.
type Twins struct {
	// Within turns the mask within each calendar year by itself, by a random number
	// of whole days of at least MinShift per year. It keeps how much was blocked in
	// which year, and so asks only whether the days within the years were well chosen.
	Within Test `json:"within_years"`
	// Deletion removes as many baseline trades at random. It ignores that blocks come
	// in clusters: its error is too small, and it finds help where there is none.
	Deletion Deletion `json:"random_deletion"`
}

// withinYears draws placebos that stay within their year.
func (c *cell) withinYears(ctx context.Context, draws int) error {
	years := make([]yearSegments, c.lanes.Books())
	any := false
	for i := range years {
		years[i] = yearsOf(c.lanes, i)
		any = any || len(years[i].segments) > 0
	}
	if !any || draws <= 0 {
		return nil
	}
	profits := make([]float64, draws)
	err := each(ctx, c.lanes, draws, func(w *backtest.Walker, i int) {
		turns := make([][]backtest.Turn, len(years))
		for k := range years {
			turns[k] = years[k].turns(c.in.Seed, i)
		}
		profits[i] = w.Sums(c.laid.Turned(turns), 0).Profit.Float()
	})
	if err != nil {
		return err
	}
	c.out.Twins.Within = judge((c.filtered.Profit - c.baseline.Profit).Float(), profits, +1)
	return nil
}

// yearSegments are the calendar years of a lane in shift units. A year of which
// fewer units lie in the test than short is part of its neighbour.
type yearSegments struct {
	segments []segment
	names    []int
	least    int // units
	unit     int // rows
}

// A segment is a stretch of whole shift units that is turned by itself.
type segment struct{ from, to int }

func yearsOf(n *backtest.Lanes, book int) yearSegments {
	least, span := n.Least(MinShift), n.Span(book)
	y := yearSegments{least: least, unit: span.Unit}
	for u := range span.Units {
		year := (span.Start + data.Instant(u)*n.Unit()).Time().Year()
		if n := len(y.names); n == 0 || y.names[n-1] != year {
			y.names = append(y.names, year)
			y.segments = append(y.segments, segment{u, u})
		}
		y.segments[len(y.segments)-1].to = u + 1
	}
	short := 4 * least
	for i := 0; i < len(y.segments) && len(y.segments) > 1; i++ {
		if y.segments[i].to-y.segments[i].from >= short {
			continue
		}
		j := max(i-1, 0) // merge i into its predecessor, the first into its successor
		y.segments[j].to = y.segments[j+1].to
		y.segments = append(y.segments[:j+1], y.segments[j+2:]...)
		y.names = append(y.names[:j+1], y.names[j+2:]...)
		i = j - 1
	}
	if len(y.segments) == 1 && y.segments[0].to < short {
		y.segments = nil
	}
	return y
}

// turns draws draw i: the same share of the way round for every pair in a year, so
// that pairs which were blocked together stay so.
func (y yearSegments) turns(seed uint64, i int) []backtest.Turn {
	out := make([]backtest.Turn, len(y.segments))
	for k, g := range y.segments {
		rng := rand.New(rand.NewPCG(seed, uint64(i)<<16|uint64(y.names[k])))
		choices := g.to - g.from - 2*y.least + 1
		move := y.least + int(rng.Float64()*float64(choices))
		out[k] = backtest.Turn{From: g.from * y.unit, To: g.to * y.unit, By: move * y.unit}
	}
	return out
}
