// Package fate tells what became of every trade between two runs of the same books, and
// where the difference between their profits comes from.
package fate

import "github.com/remora-bt/remora-bt/backtest"

// A Share is a number of trades and what they earned.
type Share struct {
	Trades int            `json:"trades"`
	Profit backtest.Money `json:"profit"`
}

func (s *Share) add(p backtest.Money) { s.Trades++; s.Profit += p }

// An Attribution says where the difference between two runs of the same books
// comes from, trade by trade:
//
//	Delta = −Blocked − Displaced + Refilled + Altered
//
// A trade is known by its book and entry signal. All sums are exact, so that
// Residual is 0 and not nearly 0.
type Attribution struct {
	Baseline Share `json:"baseline"`
	Filtered Share `json:"filtered"`

	Identical Share `json:"identical"` // in both, the same to the last unit
	Altered   Share `json:"altered"`   // in both, at another stake; Profit is filtered less baseline
	Blocked   Share `json:"blocked"`   // in the baseline only: the filter refused its entry
	Displaced Share `json:"displaced"` // in the baseline only, though admitted: a refilled trade held its pair, slot or money
	Refilled  Share `json:"refilled"`  // in the filtered run only: what a blocked trade left free was used

	Idle     int            `json:"blocked_idle"` // blocked signals that the baseline did not trade either
	Delta    backtest.Money `json:"delta"`        // filtered less baseline
	Residual backtest.Money `json:"residual"`     // Delta less the sum of its parts

	fates [][]Fate // per book and opportunity
}

// A Fate is what became of an opportunity in the two runs.
type Fate uint8

// The fates, as the shares of an Attribution.
const (
	Untraded Fate = iota
	Identical
	Altered
	Blocked
	Displaced
	Refilled
	NumFates
)

// Fate is what became of the opportunity that a trade of either run was; Untraded
// where there is no attribution, or no opportunity.
func (a *Attribution) Fate(t *backtest.Trade) Fate {
	if a == nil || t.Opp < 0 {
		return Untraded
	}
	return a.fates[t.Book][t.Opp]
}

// Attribute compares two runs of the same books. The gate is the filtered run's.
func Attribute(baseline, filtered *backtest.Result, gate backtest.Gate) *Attribution {
	a := &Attribution{}
	before := make([][]*backtest.Outcome, len(baseline.Books))
	for i, b := range baseline.Books {
		before[i] = make([]*backtest.Outcome, len(b.Opps))
		a.fates = append(a.fates, make([]Fate, len(b.Opps)))
	}
	for _, t := range baseline.Trades {
		a.Baseline.add(backtest.MoneyOf(t.ProfitAbs))
		before[t.Book][t.Opp] = t.Outcome
	}
	for _, t := range filtered.Trades {
		p := backtest.MoneyOf(t.ProfitAbs)
		a.Filtered.add(p)
		at := &a.fates[t.Book][t.Opp]
		switch old := before[t.Book][t.Opp]; {
		case old == nil:
			*at = Refilled
			a.Refilled.add(p)
		case old.Amount == t.Amount && old.ProfitAbs == t.ProfitAbs:
			*at = Identical
			a.Identical.add(p)
		default:
			*at = Altered
			a.Altered.add(p - backtest.MoneyOf(old.ProfitAbs))
		}
	}
	a.missing(baseline, gate)
	a.Delta = a.Filtered.Profit - a.Baseline.Profit
	a.Residual = a.Delta - (a.Refilled.Profit + a.Altered.Profit - a.Blocked.Profit - a.Displaced.Profit)
	return a
}

// missing tells the trades that only the baseline has apart, and counts the
// blocked signals that are none.
func (a *Attribution) missing(baseline *backtest.Result, gate backtest.Gate) {
	refused := func(book, opp int) bool {
		return baseline.Books[book].Refused(book, opp, gate)
	}
	traded := 0
	for _, t := range baseline.Trades {
		at := &a.fates[t.Book][t.Opp]
		no := refused(int(t.Book), int(t.Opp))
		if no {
			traded++
		}
		switch {
		case *at != Untraded:
		case no:
			*at = Blocked
			a.Blocked.add(backtest.MoneyOf(t.ProfitAbs))
		default:
			*at = Displaced
			a.Displaced.add(backtest.MoneyOf(t.ProfitAbs))
		}
	}
	for i, b := range baseline.Books {
		for k := range b.Opps {
			if refused(i, k) {
				a.Idle++
			}
		}
	}
	a.Idle -= traded
}
