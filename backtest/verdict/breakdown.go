package verdict

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
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

// A Breakdown says which refusals chose well, by groups of the entry signals. What a
// group chose is what the mask chooses that refuses its signals alone, centred as the
// whole mask; groups that do not overlap add up to the whole but for refills and for
// those that are not shown. It has no p: groups are many.
type Breakdown struct {
	Name   string  `json:"name"`
	Groups []Slice `json:"groups"`
	// Groups with fewer than 30 refused trades are counted and not shown.
	Hidden       int `json:"hidden_groups"`
	HiddenTrades int `json:"hidden_trades"`
}

// A Slice is one group of a breakdown.
type Slice struct {
	Label     string         `json:"label"`
	Trades    int            `json:"blocked_trades"`
	Profit    backtest.Money `json:"blocked_profit"`
	Mean      *float64       `json:"blocked_mean"`
	Baseline  int            `json:"baseline_trades"` // of the same group
	BaseMean  *float64       `json:"baseline_mean"`
	Selection float64        `json:"selection"`
}

// A point is an entry signal, and the baseline trade that it is, if it is one.
type point struct {
	book, row int
	traded    bool
	profit    backtest.Money
	shut      bool
}

func (c *cell) breakdowns(ctx context.Context, o *shift.Outcome) error {
	points := c.points()
	month := func(p point) []string {
		return []string{c.in.Books[p.book].Tape.Time(p.row).Time().Format("2006-01")}
	}
	kinds := []struct {
		name string
		of   func(point) []string
	}{{"month", month}, {"block", c.blocks()}}
	for _, l := range c.in.Labels {
		if len(l.Rows) != len(c.in.Books) {
			c.out.Warnings = append(c.out.Warnings, fmt.Sprintf("labels %q are for %d pairs, the run has %d", l.Name, len(l.Rows), len(c.in.Books)))
			continue
		}
		kinds = append(kinds, struct {
			name string
			of   func(point) []string
		}{l.Name, l.of})
	}
	for _, k := range kinds {
		b, err := c.breakdown(ctx, o, k.name, points, k.of)
		if err != nil {
			return err
		}
		c.out.Breakdowns = append(c.out.Breakdowns, b)
	}
	return nil
}

// points are all entry signals that are refused or that the baseline trades.
func (c *cell) points() []point {
	traded := make([]map[int32]backtest.Money, len(c.in.Books))
	for i := range traded {
		traded[i] = map[int32]backtest.Money{}
	}
	for _, t := range c.out.FixedBaseline.Trades {
		traded[t.Book][t.Opp] = backtest.MoneyOf(t.ProfitAbs)
	}
	var out []point
	for i, b := range c.in.Books {
		for k, o := range b.Opps {
			p := point{book: i, row: o.Signal, shut: b.Marked(k, c.in.Mask[i])}
			if p.profit, p.traded = traded[i][int32(k)]; p.traded || p.shut {
				out = append(out, p)
			}
		}
	}
	return out
}

func (l *Labels) of(p point) []string {
	if p.row >= len(l.Rows[p.book]) {
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
		return []string{fmt.Sprintf("%s to %s", minutes(t, s.from), minutes(t, s.to))}
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

// breakdown sorts the signals by label.
func (c *cell) breakdown(ctx context.Context, o *shift.Outcome, name string, points []point, of func(point) []string) (Breakdown, error) {
	type group struct {
		Slice
		base backtest.Money
		shut []point
	}
	groups := map[string]*group{}
	for _, p := range points {
		for _, label := range of(p) {
			g := groups[label]
			if g == nil {
				g = &group{Slice: Slice{Label: label}}
				groups[label] = g
			}
			if p.shut {
				g.shut = append(g.shut, p)
			}
			if !p.traded {
				continue
			}
			g.Baseline++
			g.base += p.profit
			if p.shut {
				g.Trades++
				g.Profit += p.profit
			}
		}
	}
	b := Breakdown{Name: name, Groups: []Slice{}}
	var shown []*group
	for _, label := range slices.Sorted(maps.Keys(groups)) {
		if g := groups[label]; g.Trades >= few {
			shown = append(shown, g)
		} else if g.Trades > 0 || g.Baseline > 0 {
			b.Hidden++
			b.HiddenTrades += g.Trades
		}
	}
	chosen, err := c.out.subject.selections(ctx, o, len(shown), func(i int) []*data.Mask { return c.only(shown[i].shut) })
	if err != nil {
		return b, err
	}
	for i, g := range shown {
		g.Mean = Number(ratio(g.Profit.Float(), float64(g.Trades)))
		g.BaseMean = Number(ratio(g.base.Float(), float64(g.Baseline)))
		g.Selection = chosen[i]
		b.Groups = append(b.Groups, g.Slice)
	}
	return b, nil
}

// only is the mask of some signals.
func (c *cell) only(points []point) []*data.Mask {
	out := make([]*data.Mask, len(c.in.Books))
	for i, b := range c.in.Books {
		out[i] = data.NewMask(b.Tape.Len())
	}
	for _, p := range points {
		out[p.book].Set(p.row)
	}
	return out
}
