package report

import (
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/report/web"
)

// tables are tables as a page takes them.
func (s *Study) tables(all ...*table.Table) []web.Block {
	out := make([]web.Block, len(all))
	for i, t := range all {
		out[i].Table = onPage(s.Explained(t))
	}
	return out
}

// onPage is a table with the part of its title that is in parentheses as a note,
// and without the mark of synthetic data, for which the page has a badge.
func onPage(t *table.Table) *table.Table {
	out := *t
	out.Title = strings.TrimSuffix(t.Title, sheet.SyntheticMark)
	if name, note, ok := strings.Cut(out.Title, " ("); ok {
		out.Title, out.Note = name, sheet.Capital(strings.TrimSuffix(note, ")"))+"."
	}
	if out.Title == strings.ToUpper(out.Title) && len(out.Title) > 1 {
		out.Title = sheet.Capital(strings.ToLower(out.Title))
	}
	return &out
}

// periodSection is the table of every strategy's months, of both arms.
func (s *Study) periodSection() web.Section {
	t := &table.Table{Title: "PROFIT BY STRATEGY AND MONTH (trades by the month in which they closed)"}
	t.Columns = table.Words("Strategy", "Month").Numbers("Trades", "Profit "+s.StakeCurrency, "Win%")
	if s.HasFiltered() {
		t.Columns = table.Words("Strategy", "Month").Numbers("Trades", "Trades filtered", "Profit "+s.StakeCurrency, "Profit filtered", "Delta "+s.StakeCurrency)
	}
	for i := range s.Cells {
		t.Rows = append(t.Rows, s.months(&s.Cells[i])...)
	}
	out := web.Section{ID: "periods", Title: "Cells by strategy and period"}
	if len(t.Rows) > 0 {
		t.Filter = true
		out.Blocks = []web.Block{s.folded("Profit by strategy and month", t)}
	}
	return out
}

// months are the rows of a cell's months.
func (s *Study) months(c *sheet.Subject) [][]table.Field {
	money := func(v float64) string { return sheet.Decimals(v, metrics.Decimals(s.StakeCurrency)) }
	base := c.Baseline.Run.Breakdown(metrics.ByMonth)
	byLabel := map[string]metrics.Period{}
	if c.Filtered != nil {
		for _, p := range c.Filtered.Run.Breakdown(metrics.ByMonth) {
			byLabel[p.Name(metrics.ByMonth)] = p
		}
	}
	var out [][]table.Field
	for _, p := range base {
		label := p.Name(metrics.ByMonth)
		name := table.Texts(s.Label(c), label[:len("2006-01")])
		switch {
		case c.Filtered != nil:
			q := byLabel[label]
			d := q.Profit - p.Profit
			row := append(name, table.Texts(sheet.Decimals(float64(p.Trades), 0), sheet.Decimals(float64(q.Trades), 0), money(p.Profit), money(q.Profit))...)
			text := s.Gain(&d)
			out = append(out, append(row, table.Field{Text: text, Tone: sheet.Tone(text, 1)}))
		case s.HasFiltered():
			out = append(out, append(name, table.Texts(sheet.Decimals(float64(p.Trades), 0), "", money(p.Profit), "", "")...))
		default:
			share := metrics.Undefined
			if p.Trades > 0 {
				share = metrics.WinText(p.Wins, p.Draws, p.Losses)
			}
			out = append(out, append(name, table.Texts(sheet.Decimals(float64(p.Trades), 0), money(p.Profit), share)...))
		}
	}
	return out
}
