package report

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/table"
)

// power is the table of what each cell's data could have found at all, and of what
// they can carry.
func (s *Study) power() *table.Table {
	out := &table.Table{Title: s.mark("POWER AND HEALTH (lift found with 80 % power at 5 %, one-sided)")}
	out.Columns = table.Words("Strategy").Numbers("Baseline trades", "Blocked", "Bars blocked", "Blocks", "Entries without data",
		"Independent shifts", "Lift to be found", "Claim", "Power at claim", "Blocked trades needed")
	for i := range s.Cells {
		c := s.Cells[i].Comparison
		h, p := &c.Health, &c.Power
		trades := 0
		if c.FixedNotional != nil {
			trades = c.FixedNotional.Baseline.Trades
		}
		out.Rows = append(out.Rows, table.Texts(
			s.label(&s.Cells[i]), fmt.Sprint(trades), fmt.Sprint(p.Blocked), shareText(h.BlockRate), fmt.Sprint(h.Blocks), uncovered(h.Coverage),
			s.quantity(c.Placebo.Effective, metrics.Days), s.quantity(p.Detectable, metrics.Money), s.quantity(p.Claim, metrics.Money),
			shareText(p.AtClaim), s.quantity(p.Needed, metrics.Count)))
	}
	return out
}

// uncovered are the entry signals whose mask is a default or rests on old readings.
func uncovered(c *verdict.Coverage) string {
	if c == nil {
		return metrics.Undefined
	}
	return fmt.Sprint(c.EntriesDefaulted + c.EntriesStale)
}
