package study

import (
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/signals"
)

// conditions says in which markets the trades were won and lost.
func conditions(base, filt *Arm) *Conditions {
	var won, lost mean
	var losers, losersHigh, high int
	for i, t := range base.Run.Trades {
		s := base.Said[i]
		risky := s.Class >= signals.RiskHigh
		if risky {
			high++
		}
		switch {
		case t.ProfitAbs > 0:
			won.add(s)
		case t.ProfitAbs < 0:
			lost.add(s)
			losers++
			if risky {
				losersHigh++
			}
		}
	}
	class := func(s Said) string { return orUnknown(s.Class.String()) }
	regime := func(s Said) string { return orUnknown(s.Regime.String()) }
	return &Conditions{
		WinnersRisk: won.value(), LosersRisk: lost.value(),
		LosersHigh: portion(losersHigh, losers), TradesHigh: portion(high, len(base.Said)),
		ByClass: groups(base, filt, classNames(), class), ByRegime: groups(base, filt, regimeNames(), regime),
	}
}

// A mean is that of the risk scores of some trades, of those that have one.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(s Said) {
	if s.Known {
		m.sum += s.Risk
		m.n++
	}
}

func (m mean) value() *float64 {
	if m.n == 0 {
		return nil
	}
	v := m.sum / float64(m.n)
	return &v
}

// groups are the trades of both arms by a name, in the order of names; those that
// no trade of either arm has are left out.
func groups(base, filt *Arm, names []string, of func(Said) string) Groups {
	occurs := map[string]bool{}
	for _, a := range []*Arm{base, filt} {
		for _, s := range a.Said {
			occurs[of(s)] = true
		}
	}
	var keys []string
	for _, name := range names {
		if occurs[name] {
			keys = append(keys, name)
		}
	}
	lines := func(a *Arm) []metrics.Line {
		return a.Run.By(keys, func(i int) string { return of(a.Said[i]) })
	}
	return Groups{Baseline: lines(base), Filtered: lines(filt)}
}

func orUnknown(name string) string {
	if name == "" {
		return Unknown
	}
	return name
}

// classNames are the classes of risk and Unknown, regimeNames the regimes.
func classNames() []string {
	var names []string
	for _, c := range signals.RiskClasses() {
		names = append(names, c.String())
	}
	return append(names, Unknown)
}

func regimeNames() []string {
	var names []string
	for _, r := range signals.Regimes() {
		names = append(names, r.String())
	}
	return append(names, Unknown)
}
