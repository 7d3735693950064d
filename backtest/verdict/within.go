package verdict

import (
	"context"
	"math/rand/v2"

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
	years := make([]yearSegments, len(c.lanes.lanes))
	any := false
	for i, l := range c.lanes.lanes {
		years[i] = c.yearsOf(i, l)
		any = any || len(years[i].segments) > 0
	}
	if !any || draws <= 0 {
		return nil
	}
	profits := make([]float64, draws)
	base := c.baseline.Profit
	index := map[*mask]int{}
	for i, m := range c.masks {
		index[m] = i
	}
	err := c.lanes.each(ctx, draws, c.masks,
		func(i int, m *mask) view {
			y := years[index[m]]
			return m.within(y.segments, y.moves(c.in.Seed, i))
		},
		func(i int, l *ledger) { profits[i] = (l.profit - base).Float() })
	if err != nil {
		return err
	}
	c.out.Twins.Within = judge((c.filtered.Profit - base).Float(), profits, +1)
	return nil
}

// yearSegments are the calendar years of a lane in shift units. A year of which
// fewer units lie in the test than short is part of its neighbour.
type yearSegments struct {
	segments []segment
	names    []int
	least    int // units
}

func (c *cell) yearsOf(book int, l *lane) yearSegments {
	least := max(1, int((MinShift*data.Instant(data.Day)+c.lanes.unit-1)/c.lanes.unit))
	y := yearSegments{least: least}
	start := c.in.Books[book].Tape.Time(l.base)
	for u := range l.units {
		year := (start + data.Instant(u)*c.lanes.unit).Time().Year()
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

// moves draws draw i: the same share of the way round for every pair in a year, so
// that pairs which were blocked together stay so.
func (y yearSegments) moves(seed uint64, i int) []int {
	out := make([]int, len(y.segments))
	for k, g := range y.segments {
		rng := rand.New(rand.NewPCG(seed, uint64(i)<<16|uint64(y.names[k])))
		choices := g.to - g.from - 2*y.least + 1
		out[k] = y.least + int(rng.Float64()*float64(choices))
	}
	return out
}
