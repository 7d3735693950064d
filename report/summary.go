package report

import (
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/table"
)

// compared are the columns of a table with a figure per row.
func compared(c *Cell, first string) table.Columns {
	if c.Filtered == nil {
		return table.Words(first).Numbers("Value")
	}
	return table.Words(first).Numbers(Baseline, Filtered, "delta")
}

// summarySheet is freqtrade's summary in its order and words, a figure per row.
func (s *Study) summarySheet(c *Cell) *table.Table {
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
		row := table.Texts(f.Label, s.figure(f))
		if filt != nil {
			d := filt[i].Delta(f)
			row = append(row, table.Cell{Text: s.figure(filt[i])}, table.Cell{Text: d, Tone: tone(d, f.Better)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// extremes are the rows of the best and the worst pair, which stand before the best
// trade.
func extremes(c *Cell) [][]table.Cell {
	rows := [][]table.Cell{table.Texts("Best Pair"), table.Texts("Worst Pair")}
	for _, a := range c.Arms() {
		best, worst := a.Run.Extremes()
		rows[0], rows[1] = append(rows[0], table.Cell{Text: best.PairText()}), append(rows[1], table.Cell{Text: worst.PairText()})
	}
	if c.Filtered != nil {
		for i := range rows {
			rows[i] = append(rows[i], table.Cell{Text: metrics.Undefined})
		}
	}
	return rows
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

// tone tells from the sign of a difference whether it is good news.
func tone(delta string, better int) int {
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
func (s *Study) textbook(c *Cell) *table.Table {
	t := &table.Table{Title: s.mark("TEXTBOOK METRICS (daily, marked to market)"), Columns: compared(c, "Metric")}
	for _, m := range metrics.Textbook() {
		v, ok := m.Of(c.Baseline.Run)
		row := table.Texts(m.Name, m.Text(v, ok))
		if c.Filtered != nil {
			w, okW := m.Of(c.Filtered.Run)
			d, okD := m.Delta(c.Baseline.Run, c.Filtered.Run)
			text := m.Signed(d, okD)
			row = append(row, table.Cell{Text: m.Text(w, okW)}, table.Cell{Text: text, Tone: tone(text, m.Better)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
