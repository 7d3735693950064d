package sheet

import (
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/table"
)

// DuelLines say how the filter stands to the second one, over all counted cells; none
// without a second one.
func (s *Study) DuelLines() []string {
	if s.Against == nil || s.Against.All == nil {
		return nil
	}
	out := answer.Duel(s.Against.All, s.Joint.Answers.Worthwhile, s.StakeCurrency)
	out[0] = s.Against.Filter + ": " + out[0]
	return out
}

// Duels has a row a counted cell.
func (s *Study) Duels() *table.Table {
	out := &table.Table{Title: s.mark("AGAINST " + s.Against.Filter + " (the filter less the second one, on the same trades; intervals of 90 %)")}
	out.Columns = table.Words("Strategy").Numbers("Delta "+s.StakeCurrency, "Choosing", "Between", "p better", "p worse", "Points milder", "Between", "By choice", "p better", "p worse")
	row := func(name string, d *verdict.Duel) {
		if d.Equal {
			out.Rows = append(out.Rows, append(table.Texts(name, "equal"), make([]table.Field, len(out.Columns)-2)...))
			return
		}
		out.Rows = append(out.Rows, table.Texts(name, s.money(d.Delta), s.money(d.Selection), s.amounts(d.Lo, d.Hi), pValue(d.P), pValue(d.PWorse),
			points(d.Cut), interval(d.CutLo, d.CutHi), points(d.Points), pValue(d.TailP), pValue(d.TailWorse)))
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		for k := range s.Against.Cells {
			if a := &s.Against.Cells[k]; a.Strategy == c.Strategy && a.TimeRange == c.TimeRange {
				row(s.Label(c), a.Duel)
			}
		}
	}
	if len(s.Against.Cells) > 1 {
		row("ALL COUNTED", s.Against.All)
		out.Totals = 1
	}
	return out
}
