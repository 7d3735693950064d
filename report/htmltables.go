package report

import (
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/web"
)

// tables are sheets as a page takes them.
func (s *Study) tables(sheets ...*sheet) []web.Block {
	out := make([]web.Block, len(sheets))
	for i, t := range sheets {
		out[i].Table = t.table()
	}
	return out
}

func (s *sheet) table() *web.Table {
	title := strings.TrimSuffix(s.title, syntheticMark) // the badge of the page says so
	out := &web.Table{Groups: s.groups, Totals: s.totals, Title: title}
	if name, note, ok := strings.Cut(title, " ("); ok {
		out.Title, out.Note = name, capital(strings.TrimSuffix(note, ")"))+"."
	}
	if out.Title == strings.ToUpper(out.Title) && len(out.Title) > 1 {
		out.Title = capital(strings.ToLower(out.Title))
	}
	for _, c := range s.columns {
		out.Columns = append(out.Columns, web.Column{Name: c.name, Text: c.text})
	}
	for _, r := range s.rows {
		row := make([]web.Cell, len(r))
		for i, c := range r {
			row[i] = web.Cell{Text: c.text, Tone: c.tone}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// periodSection is the table of every strategy's months, of both arms.
func (s *Study) periodSection() web.Section {
	t := &sheet{title: "PROFIT BY STRATEGY AND MONTH (trades by the month in which they closed)"}
	t.columns = append(words("Strategy", "Month"), number("Trades", "Profit "+s.StakeCurrency, "Win%")...)
	if s.hasFiltered() {
		t.columns = append(words("Strategy", "Month"), number("Trades", "Trades filtered", "Profit "+s.StakeCurrency, "Profit filtered", "Delta "+s.StakeCurrency)...)
	}
	for i := range s.Cells {
		t.rows = append(t.rows, s.months(&s.Cells[i])...)
	}
	out := web.Section{ID: "periods", Title: "Cells by strategy and period"}
	if len(t.rows) > 0 {
		out.Blocks = s.tables(t)
		out.Blocks[0].Table.Filter = true
	}
	return out
}

// months are the rows of a cell's months.
func (s *Study) months(c *Cell) [][]cell {
	money := func(v float64) string { return decimals(v, metrics.Decimals(s.StakeCurrency)) }
	base := c.Baseline.Run.Breakdown(metrics.ByMonth)
	byLabel := map[string]metrics.Period{}
	if c.Filtered != nil {
		for _, p := range c.Filtered.Run.Breakdown(metrics.ByMonth) {
			byLabel[p.Name(metrics.ByMonth)] = p
		}
	}
	var out [][]cell
	for _, p := range base {
		label := p.Name(metrics.ByMonth)
		name := plain(s.label(c), label[:len("2006-01")])
		switch {
		case c.Filtered != nil:
			q := byLabel[label]
			d := q.Profit - p.Profit
			row := append(name, plain(decimals(float64(p.Trades), 0), decimals(float64(q.Trades), 0), money(p.Profit), money(q.Profit))...)
			text := s.gain(&d)
			out = append(out, append(row, cell{text: text, tone: tone(text, 1)}))
		case s.hasFiltered():
			out = append(out, append(name, plain(decimals(float64(p.Trades), 0), "", money(p.Profit), "", "")...))
		default:
			share := metrics.Undefined
			if p.Trades > 0 {
				share = metrics.WinText(p.Wins, p.Draws, p.Losses)
			}
			out = append(out, append(name, plain(decimals(float64(p.Trades), 0), money(p.Profit), share)...))
		}
	}
	return out
}
