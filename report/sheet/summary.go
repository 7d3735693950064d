package sheet

import (
	"cmp"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report/table"
)

// compared are the columns of a table with a figure per row.
func compared(c *Subject, first string) table.Columns {
	if c.Filtered == nil {
		return table.Words(first).Numbers("Value")
	}
	return table.Words(first).Numbers(study.Baseline, study.Filtered, "delta")
}

// summarySheet is freqtrade's summary in its order and words, a figure per row.
func (s *Study) summarySheet(c *Subject) *table.Table {
	t := &table.Table{Title: s.mark("SUMMARY METRICS"), Columns: compared(c, "Metric")}
	base := metrics.Printed(c.Baseline.Run)
	var filt []metrics.Figure
	if c.Filtered != nil {
		filt = metrics.Printed(c.Filtered.Run)
	}
	for i, f := range base {
		if f.Key == "best_trade_pct" {
			t.Rows = append(t.Rows, extremes(c)...)
		}
		row := []table.Field{{Text: labelOf(f), About: aboutFigure(f)}, {Text: s.figure(f)}}
		if filt != nil {
			d := filt[i].Delta(f)
			row = append(row, table.Field{Text: s.figure(filt[i])}, table.Field{Text: d, Tone: Tone(d, f.Better)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// extremes are the rows of the best and the worst pair, which stand before the best
// trade.
func extremes(c *Subject) [][]table.Field {
	rows := [][]table.Field{{{Text: "Best Pair", About: "the pair with the largest Σ profit_abs, and its share of the balance"}}, {{Text: "Worst Pair", About: "the pair with the smallest Σ profit_abs, and its share of the balance"}}}
	for _, a := range c.Arms() {
		best, worst := a.Run.Extremes()
		rows[0], rows[1] = append(rows[0], table.Field{Text: best.PairText()}), append(rows[1], table.Field{Text: worst.PairText()})
	}
	if c.Filtered != nil {
		for i := range rows {
			rows[i] = append(rows[i], table.Field{Text: metrics.Undefined})
		}
	}
	return rows
}

// labelOf says of ratios that others define otherwise that they are freqtrade's.
func labelOf(f metrics.Figure) string {
	switch f.Label {
	case "Sharpe", "Sortino", "Calmar":
		return f.Label + " (freqtrade)"
	}
	return f.Label
}

// figures are formulas of freqtrade's figures that are no metric of ours.
var figures = map[string]string{
	"Trading Mode": "spot or futures", "Max open trades": "slots of the wallet", "SQN": "√n · mean(x) / sd(x), x = profit_abs/S of each trade, sd with divisor n−1, rounded to 4 decimals",
	"Avg. daily profit": "Σ profit_abs / backtest_days", "Entry Timeouts": "0: every order is filled", "Exit Timeouts": "0: every order is filled",
}

func aboutFigure(f metrics.Figure) string { return cmp.Or(f.Formula, figures[f.Label]) }

// formula is a metric's, and when it is undefined.
func formula(m metrics.Metric) string {
	if m.Undefined == "" {
		return m.Formula
	}
	return m.Formula + "; undefined " + m.Undefined
}

// figure is a figure's text with its unit.
func (s *Study) figure(f metrics.Figure) string {
	switch text := f.Shown(); {
	case !f.Defined:
		return text
	case f.Unit == metrics.Percent:
		return text + "%"
	case f.Unit == metrics.Money:
		return text + " " + s.StakeCurrency
	default:
		return text
	}
}

// Tone tells from the sign of a difference whether it is good news.
func Tone(delta string, better int) int {
	switch {
	case delta == "" || delta == metrics.Undefined || delta == "0":
		return 0
	case delta[0] == '+':
		return better
	case delta[0] == '-':
		return -better
	}
	return 0
}

// textbook is the table of the metrics that freqtrade does not have or defines
// otherwise.
func (s *Study) textbook(c *Subject) *table.Table {
	t := &table.Table{Title: s.mark("TEXTBOOK METRICS (daily, marked to market)"), Columns: compared(c, "Metric")}
	for _, m := range metrics.Textbook() {
		v, ok := m.Of(c.Baseline.Run)
		row := []table.Field{{Text: m.Name, About: formula(m)}, {Text: m.Text(v, ok)}}
		if c.Filtered != nil {
			w, okW := m.Of(c.Filtered.Run)
			d, okD := m.Delta(c.Baseline.Run, c.Filtered.Run)
			text := m.Signed(d, okD)
			row = append(row, table.Field{Text: m.Text(w, okW)}, table.Field{Text: text, Tone: Tone(text, m.Better)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
