package verdict

import (
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// Pooled is the sum over the strategies that one filter was tried on in one period:
// the same shift moves the mask for all of them, so that the sum has placebos of
// its own. It is one test and needs no adjustment for their number.
type Pooled struct {
	Filter     string       `json:"filter"`
	Strategies []string     `json:"strategies"`
	Pairs      []string     `json:"pairs"`
	From       data.Instant `json:"from"`
	To         data.Instant `json:"to"`
	Blocked    int          `json:"blocked_trades"`
	Test                    // of the sum of filtered − baseline
	PerTrade   Test         `json:"per_removed_trade"` // the same per trade that the mask removes
}

// pool sums counted cells of two or more strategies. Periods are the same if they
// begin and end on the same days; strategies that warm up differ by hours.
func pool(g *Grid, cells []*Comparison) []Pooled {
	key := func(c *Comparison) string {
		return c.Filter + "\x00" + strings.Join(c.Pairs, "\x00") + "\x00" + c.From.Day().String() + c.To.Day().String()
	}
	groups := map[string][]*Comparison{}
	var order []string
	for i, c := range cells {
		if !g.Cells[i].Counted || len(c.shifts) == 0 {
			continue
		}
		k := key(c)
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], c)
	}
	out := []Pooled{}
	for _, k := range order {
		if len(groups[k]) > 1 {
			if p, ok := poolOf(groups[k]); ok {
				out = append(out, p)
			}
		}
	}
	return out
}

func poolOf(cells []*Comparison) (Pooled, bool) {
	first := cells[0]
	p := Pooled{Filter: first.Filter, Pairs: first.Pairs, From: first.From, To: first.To}
	n := len(first.shifts)
	profit, removed := make([]Money, n), make([]int, n)
	var observed Money
	var gone int
	for _, c := range cells {
		if !slices.Equal(c.shifts, first.shifts) {
			return p, false
		}
		p.Strategies = append(p.Strategies, c.Strategy)
		p.Blocked += c.FixedNotional.Blocked.Trades
		observed += c.FixedNotional.Delta
		gone += c.FixedNotional.Baseline.Trades - c.FixedNotional.Filtered.Trades
		for i, s := range c.Placebo.samples {
			profit[i] += s.Profit - c.FixedNotional.Baseline.Profit
			removed[i] += c.FixedNotional.Baseline.Trades - s.Trades
		}
	}
	sums, each := make([]float64, n), make([]float64, 0, n)
	for i := range sums {
		sums[i] = profit[i].Float()
		if r, ok := ratio(sums[i], float64(removed[i])); ok {
			each = append(each, r)
		}
	}
	p.Test = judge(observed.Float(), sums, +1)
	if r, ok := ratio(observed.Float(), float64(gone)); ok {
		p.PerTrade = judge(r, each, +1)
	}
	return p, true
}
