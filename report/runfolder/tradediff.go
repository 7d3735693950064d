package runfolder

import (
	"cmp"
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A TradeChange is a trade that two runs do not share. Exactly one of A and B is nil
// if only the other run made it.
type TradeChange struct {
	A, B  *Trade
	Delta float64 // profit_abs of b − a; what only one has counts as 0 in the other
}

// Trade is the trade of b, or of a if b has none.
func (c TradeChange) Trade() *Trade {
	if c.B != nil {
		return c.B
	}
	return c.A
}

// What says in a word which run made the trade.
func (c TradeChange) What() string {
	switch {
	case c.A == nil:
		return "only b"
	case c.B == nil:
		return "only a"
	default:
		return "changed"
	}
}

// TradeChanges hold the trades of two runs against each other. Two trades are the
// same entry if pair and open date are equal.
type TradeChanges struct {
	Same                         int
	OnlyA, OnlyB, Changed        int
	ProfitA, ProfitB, ProfitDiff float64       // Σ profit_abs of OnlyA and of OnlyB; Σ Delta of Changed
	Changes                      []TradeChange // by open date, then pair
}

// CompareTrades finds what two runs do not share.
func CompareTrades(a, b []Trade) TradeChanges {
	type entry struct {
		pair string
		open data.Instant
	}
	waiting := map[entry][]*Trade{}
	for i := range a {
		k := entry{a[i].Pair, a[i].Open}
		waiting[k] = append(waiting[k], &a[i])
	}
	var out TradeChanges
	for i := range b {
		k := entry{b[i].Pair, b[i].Open}
		if queue := waiting[k]; len(queue) > 0 {
			waiting[k] = queue[1:]
			if *queue[0] == b[i] {
				out.Same++
			} else {
				out.Changed++
				out.Changes = append(out.Changes, TradeChange{queue[0], &b[i], b[i].ProfitAbs - queue[0].ProfitAbs})
			}
			continue
		}
		out.OnlyB++
		out.Changes = append(out.Changes, TradeChange{nil, &b[i], b[i].ProfitAbs})
	}
	for _, queue := range waiting {
		for _, t := range queue {
			out.OnlyA++
			out.Changes = append(out.Changes, TradeChange{t, nil, -t.ProfitAbs})
		}
	}
	slices.SortFunc(out.Changes, func(x, y TradeChange) int {
		p, q := x.Trade(), y.Trade()
		return cmp.Or(cmp.Compare(p.Open, q.Open), cmp.Compare(p.Pair, q.Pair), cmp.Compare(x.What(), y.What()), cmp.Compare(p.Close, q.Close))
	})
	for _, c := range out.Changes {
		switch {
		case c.A == nil:
			out.ProfitB += c.B.ProfitAbs
		case c.B == nil:
			out.ProfitA += c.A.ProfitAbs
		default:
			out.ProfitDiff += c.Delta
		}
	}
	return out
}

// Extremes are the n changes that cost run b most, worst first, and the n that it
// gained most by, best first.
func (t TradeChanges) Extremes(n int) (worst, best []TradeChange) {
	sorted := slices.Clone(t.Changes)
	slices.SortStableFunc(sorted, func(x, y TradeChange) int { return cmp.Compare(x.Delta, y.Delta) })
	for _, c := range sorted {
		if c.Delta < 0 && len(worst) < n {
			worst = append(worst, c)
		}
	}
	for i := len(sorted) - 1; i >= 0 && len(best) < n; i-- {
		if sorted[i].Delta > 0 {
			best = append(best, sorted[i])
		}
	}
	return worst, best
}
