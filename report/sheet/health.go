package sheet

import (
	"slices"
	"strconv"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report/table"
)

// percent prints a share, or the sign for undefined.
func percent(share *float64) string {
	if share == nil {
		return metrics.Undefined
	}
	return Decimals(*share*100, 2)
}

// portion are the cells of a number and its share.
func portion(p study.Portion) []table.Field {
	return table.Texts(strconv.Itoa(p.Count), percent(p.Share))
}

// score prints a mean risk score.
func score(v *float64) string {
	if v == nil {
		return metrics.Undefined
	}
	return Decimals(*v, 3)
}

// FilterSheets are the tables of what the filter did in the whole study.
func (s *Study) FilterSheets() []*table.Table {
	var out []*table.Table
	for _, f := range s.Filters() {
		out = append(out, s.Reasons(f))
		if e, n := f.Bars.Engine, f.Entries.Engine; e != nil && n != nil {
			out = append(out, s.shares(of("RISK CLASSES", f), "Class", e.Classes, n.Classes), s.shares(of("REGIMES", f), "Regime", e.Regimes, n.Regimes), s.inputs(of("INPUTS, % of bars", f), e))
		}
	}
	return append(out, s.judgements())
}

// shared is a table of portions of the bars and of the entry signals.
func (s *Study) shared(title, first string) *table.Table {
	return &table.Table{Title: s.mark(title), Columns: table.Words(first).Numbers("Bars", "Bars %", "Entries", "Entries %")}
}

func share(t *table.Table, name string, bars, entries study.Portion) {
	t.Rows = append(t.Rows, append(append(table.Texts(name), portion(bars)...), portion(entries)...))
}

// Reasons is the table of what was refused and why.
func (s *Study) Reasons(f *study.Filter) *table.Table {
	t := s.shared(of("BLOCKED BY REASON", f), "Blocked by")
	for i, by := range f.Bars.By {
		share(t, by.Name, by.Portion, f.Entries.By[i].Portion)
	}
	if len(f.Bars.By) > 1 {
		share(t, "any reason", f.Bars.Blocked, f.Entries.Blocked)
		t.Totals++
	}
	share(t, "admitted for want of data (fail-open)", f.Bars.FailOpen, f.Entries.FailOpen)
	t.Totals++
	return t
}

func (s *Study) shares(title, first string, bars, entries []study.Named) *table.Table {
	t := s.shared(title, first)
	for i := range bars {
		share(t, bars[i].Name, bars[i].Portion, entries[i].Portion)
	}
	return t
}

// inputs is the table of what the engine knew at each bar.
func (s *Study) inputs(title string, e *study.Engine) *table.Table {
	t := &table.Table{Title: s.mark(title), Columns: table.Words("Input").Numbers("Fresh", "Stale", "Absent")}
	t.Rows = append(t.Rows, table.Texts("candles, indicators warm", percent(e.Warm.Share), "", ""))
	for _, k := range e.Series {
		t.Rows = append(t.Rows, table.Texts(k.Series, percent(k.Fresh.Share), percent(k.Stale.Share), percent(k.Absent.Share)))
	}
	return t
}

// judgements is the table of what the filter did to each strategy.
func (s *Study) judgements() *table.Table {
	t := &table.Table{Title: s.mark("FILTER BY STRATEGY"), Columns: table.Words("Strategy")}
	t.Columns = t.Columns.Numbers("Entries", "Blocked %", "Fail-open %", "Baseline trades", "Filtered %")
	engine := slices.ContainsFunc(s.Filters(), func(f *study.Filter) bool { return f.Profile != nil })
	if engine {
		t.Columns = t.Columns.Numbers("Risk of winners", "Risk of losers", "Losers in high risk %", "Trades in high risk %")
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		j := c.Judgement
		if j == nil {
			continue
		}
		row := table.Texts(s.Label(c), strconv.Itoa(j.Entries.Count), percent(j.Entries.Blocked.Share), percent(j.Entries.FailOpen.Share),
			strconv.Itoa(len(c.Baseline.Run.Trades)), percent(j.Filtered.Share))
		if k := j.Conditions; engine && k == nil { // a filter of its own that is not the engine
			row = append(row, table.Texts(metrics.Undefined, metrics.Undefined, metrics.Undefined, metrics.Undefined)...)
		} else if engine {
			row = append(row, table.Texts(score(k.WinnersRisk), score(k.LosersRisk), percent(k.LosersHigh.Share), percent(k.TradesHigh.Share))...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// ConditionSheets are the tables of a strategy's trades by the market they were
// made in, and of those that the filter refused.
func (s *Study) ConditionSheets(c *Subject, opt Options) []*table.Table {
	j := c.Judgement
	if j == nil {
		return nil
	}
	var out []*table.Table
	if k := j.Conditions; k != nil {
		out = append(out, s.lines(c, "RISK CLASS STATS", "Risk Class", "Trades", inGroups(k.ByClass)), s.lines(c, "REGIME STATS", "Regime", "Trades", inGroups(k.ByRegime)))
	}
	return append(out, s.toll("WORST LOSSES AVOIDED", j.Losses, j.Conditions != nil, opt.Worst), s.toll("BEST GAINS MISSED", j.Gains, j.Conditions != nil, opt.Worst))
}

// inGroups are the lines of an arm.
func inGroups(g study.Groups) func(*study.Arm) []metrics.Line {
	return func(a *study.Arm) []metrics.Line {
		if a.Arm == study.Filtered {
			return g.Filtered
		}
		return g.Baseline
	}
}
