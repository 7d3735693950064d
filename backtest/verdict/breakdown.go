package verdict

import (
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
)

// few is the number of trades below which nothing is printed.
const few = metrics.Few

// Labels sort the rows of the tapes into groups, such as regimes or reasons.
type Labels struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
	Rows   [][]uint16
	// Bits: each row holds a set, bit i standing for Values[i]. Otherwise a row is an
	// index of Values; one beyond them belongs to no group.
	Bits bool
}

// A Breakdown says in which groups of entry signals the blocked trades lay.
type Breakdown struct {
	Name   string  `json:"name"`
	Groups []Slice `json:"groups"`
	// Groups with fewer than 30 blocked trades are counted and not shown.
	Hidden       int `json:"hidden_groups"`
	HiddenTrades int `json:"hidden_trades"`
}

// A Slice is one group of a breakdown.
type Slice struct {
	Label    string   `json:"label"`
	Trades   int      `json:"blocked_trades"`
	Profit   Money    `json:"blocked_profit"`
	Mean     *float64 `json:"blocked_mean"`
	Baseline int      `json:"baseline_trades"` // of the same group
	BaseMean *float64 `json:"baseline_mean"`
	Gain     Estimate `json:"gain"` // blocked trades · (mean of all baseline trades − mean of the blocked); groups that do not overlap add up
}

// A point is a baseline trade as the breakdowns see it.
type point struct {
	book, row int
	day       int
	profit    Money
	shut      bool
}

func (c *cell) breakdowns() {
	points := c.points()
	out := []Breakdown{
		c.breakdown("month", points, func(p point) []string { return []string{c.months.names[c.months.of[p.day]]} }),
		c.breakdown("block", points, c.blocks()),
	}
	for _, l := range c.in.Labels {
		if len(l.Rows) != len(c.in.Books) {
			c.out.Warnings = append(c.out.Warnings, fmt.Sprintf("labels %q are for %d pairs, the run has %d", l.Name, len(l.Rows), len(c.in.Books)))
			continue
		}
		out = append(out, c.breakdown(l.Name, points, l.of))
	}
	c.out.Breakdowns = out
}

func (c *cell) points() []point {
	var out []point
	for _, t := range c.fixedBase.Trades {
		b := c.in.Books[t.Book]
		row := b.Opps[t.Opp].Signal
		day := (b.Tape.Time(row).Day() - c.lanes.Day0()) / data.Instant(data.Day)
		out = append(out, point{int(t.Book), row, max(0, int(day)), MoneyOf(t.ProfitAbs), c.in.Mask[t.Book].Get(row)})
	}
	return out
}

func (l *Labels) of(p point) []string {
	if p.book >= len(l.Rows) || p.row >= len(l.Rows[p.book]) {
		return nil
	}
	v := int(l.Rows[p.book][p.row])
	if !l.Bits {
		if v >= len(l.Values) {
			return nil
		}
		return l.Values[v : v+1]
	}
	var out []string
	for i, name := range l.Values {
		if v>>i&1 == 1 {
			out = append(out, name)
		}
	}
	return out
}

// blocks labels the rows of each contiguous blocked stretch by its span. Stretches
// of two pairs with one span are one block.
func (c *cell) blocks() func(point) []string {
	runs := make([][]stretch, len(c.in.Books))
	for i, b := range c.in.Books {
		runs[i] = stretches(b.Tape, c.in.Mask[i])
	}
	return func(p point) []string {
		if !p.shut {
			return nil
		}
		k, _ := slices.BinarySearchFunc(runs[p.book], p.row, func(s stretch, row int) int { return s.to - 1 - row })
		s, t := runs[p.book][k], c.in.Books[p.book].Tape
		return []string{fmt.Sprintf("%s .. %s", minutes(t, s.from), minutes(t, s.to))}
	}
}

// A stretch is a run of blocked rows, half-open.
type stretch struct{ from, to int }

func stretches(t *data.Tape, blocked *data.Mask) []stretch {
	var out []stretch
	for from, to := range blocked.Stretches() {
		if from = max(from, t.Warm); from < to {
			out = append(out, stretch{from, to})
		}
	}
	return out
}

func minutes(t *data.Tape, row int) string { return t.Time(row).Time().Format("2006-01-02 15:04") }

// breakdown sorts the baseline's trades by label.
func (c *cell) breakdown(name string, points []point, of func(point) []string) Breakdown {
	type group struct {
		Slice
		base Money
		rows []point
	}
	groups := map[string]*group{}
	var order []string
	for _, p := range points {
		for _, label := range of(p) {
			g := groups[label]
			if g == nil {
				g = &group{Slice: Slice{Label: label}}
				groups[label] = g
				order = append(order, label)
			}
			g.Baseline++
			g.base += p.profit
			if p.shut {
				g.Trades++
				g.Profit += p.profit
				g.rows = append(g.rows, p)
			}
		}
	}
	slices.Sort(order)
	b := Breakdown{Name: name, Groups: []Slice{}}
	all := c.allDays(points)
	for _, label := range order {
		g := groups[label]
		if g.Trades < few {
			b.Hidden++
			b.HiddenTrades += g.Trades
			continue
		}
		g.Mean = Number(ratio(g.Profit.Float(), float64(g.Trades)))
		g.BaseMean = Number(ratio(g.base.Float(), float64(g.Baseline)))
		g.Gain = all.gain(g.rows, c.block)
		b.Groups = append(b.Groups, g.Slice)
	}
	return b
}

func (c *cell) allDays(points []point) *days {
	d := newDays(c.lanes)
	for _, p := range points {
		d.n[p.day]++
		d.x[p.day] += p.profit.Float()
	}
	return d
}

// gain is what leaving out some trades brings over leaving out as many average
// ones, with an interval that allows for days that hang together.
func (d *days) gain(points []point, block float64) Estimate {
	n, x, k := total(d.n), total(d.x), float64(len(points))
	mean := x / n
	u := make([]float64, len(d.n))
	var v float64
	for i := range u {
		u[i] = k / n * (d.x[i] - float64(d.n[i]*mean))
	}
	for _, p := range points {
		g := mean - p.profit.Float()
		u[p.day] += g
		v += g
	}
	return estimate(v, clustered(u, block), true)
}
