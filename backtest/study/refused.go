package study

import (
	"cmp"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
)

// refused lists every entry signal that the filter refuses, by signal date and
// then in the order of pairs.
func (c *Cell) refused() []Refused {
	before, after := exits(c.Baseline.Result), exits(c.Walked)
	var out []Refused
	for i, b := range c.Books {
		busy := -1 // row of the last exit of the filtered arm
		for k, o := range b.Opps {
			inPosition := o.Entry <= busy
			if row, ok := after[i][k]; ok {
				busy = row
			}
			if o.Exempt || c.Screens[i].Safe(o.Signal) {
				continue
			}
			_, would := before[i][k]
			r := Refused{
				Pair: b.Tape.Pair, Signal: b.Tape.Time(o.Signal), Said: saidOn(c.Screens[i], o.Signal),
				WouldTrade: would, InPosition: inPosition,
			}
			if t, ok := c.Baseline.Result.Counterfactual(i, k); ok {
				r.Trade = &t
			}
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Refused) int { return cmp.Compare(a.Signal, b.Signal) })
	return out
}

// exits are the exit rows of a result's trades by book and opportunity.
func exits(r *backtest.Result) []map[int]int {
	out := make([]map[int]int, len(r.Books))
	for i := range out {
		out[i] = map[int]int{}
	}
	for _, t := range r.Trades {
		out[t.Book][int(t.Opp)] = t.Exit
	}
	return out
}

// tolls are the refused trades of the baseline that lost and that won, the largest
// first; of equals the earlier.
func tolls(refused []Refused) (losses, gains Toll) {
	for _, r := range refused {
		switch {
		case !r.WouldTrade || r.Trade == nil:
		case r.Trade.ProfitAbs < 0:
			losses.Trades, losses.Profit = append(losses.Trades, r), losses.Profit+r.Trade.ProfitAbs
		case r.Trade.ProfitAbs > 0:
			gains.Trades, gains.Profit = append(gains.Trades, r), gains.Profit+r.Trade.ProfitAbs
		}
	}
	slices.SortStableFunc(losses.Trades, func(a, b Refused) int { return cmp.Compare(a.Trade.ProfitAbs, b.Trade.ProfitAbs) })
	slices.SortStableFunc(gains.Trades, func(a, b Refused) int { return cmp.Compare(b.Trade.ProfitAbs, a.Trade.ProfitAbs) })
	return losses, gains
}
