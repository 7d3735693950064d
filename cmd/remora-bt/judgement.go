package main

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/signals"
)

// said is what the filter said at the signal candle of each trade.
func (c *cell) said(trades []backtest.Trade) []report.Said {
	if c.screens == nil {
		return nil
	}
	out := make([]report.Said, len(trades))
	for i, t := range trades {
		out[i] = saidOn(c.screens[t.Book], t.EntryRow-1)
	}
	return out
}

func saidOn(s *signals.Screen, row int) report.Said {
	out := report.Said{Blocked: s.Blocked[row]}
	if s.Track != nil {
		out.Profile = &s.Track.Config
	}
	if a, ok := s.Assessment(row); ok {
		out.Risk, out.Known, out.Class, out.Regime = a.Risk, a.Heard != 0, a.Class, a.Regime
	}
	return out
}

// judgeCell adds what the filter did to a cell of the report whose arms have been
// measured.
func judgeCell(c *cell, f *signals.Filter, out *report.Cell) {
	base, filt := out.Baseline, out.Filtered
	j := &report.Judgement{Entries: rowsOf(f, c.entries()), Refused: c.refused()}
	j.Losses, j.Gains = tolls(j.Refused)
	traded := 0
	for _, s := range base.Said {
		if s.Blocked != 0 {
			traded++
		}
	}
	j.Filtered = portion(traded, len(base.Said))
	if f.Engine() {
		j.Conditions = conditions(base, filt)
	}
	out.Judgement = j
}

// conditions says in which markets the trades were won and lost.
func conditions(base, filt *report.Arm) *report.Conditions {
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
	class := func(s report.Said) string { return orUnknown(s.Class.String()) }
	regime := func(s report.Said) string { return orUnknown(s.Regime.String()) }
	return &report.Conditions{
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

func (m *mean) add(s report.Said) {
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
func groups(base, filt *report.Arm, names []string, of func(report.Said) string) report.Groups {
	occurs := map[string]bool{}
	for _, a := range []*report.Arm{base, filt} {
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
	lines := func(a *report.Arm) []metrics.Line {
		return a.Run.By(keys, func(i int) string { return of(a.Said[i]) })
	}
	return report.Groups{Baseline: lines(base), Filtered: lines(filt)}
}

func orUnknown(name string) string {
	if name == "" {
		return report.Unknown
	}
	return name
}

// classNames are the classes of risk and Unknown, regimeNames the regimes.
func classNames() []string {
	var names []string
	for _, c := range signals.RiskClasses() {
		names = append(names, c.String())
	}
	return append(names, report.Unknown)
}

func regimeNames() []string {
	var names []string
	for _, r := range signals.Regimes() {
		names = append(names, r.String())
	}
	return append(names, report.Unknown)
}
