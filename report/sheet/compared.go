package sheet

import (
	"fmt"
	"math"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/table"
)

// ComparedSheets are the tables of what a cell's filter is worth.
func (s *Study) ComparedSheets(c *Subject) []*table.Table {
	k := c.Comparison
	if k == nil || k.Attribution == nil {
		return nil
	}
	out := append([]*table.Table{s.Attribution(c)}, s.chosenSheets(c)...)
	out = append(out, s.counterfactual(c), s.fees(c))
	for i := range k.Breakdowns {
		if b := &k.Breakdowns[i]; len(b.Groups) > 0 {
			out = append(out, s.breakdownOf(b))
		}
	}
	if len(k.Variants) > 0 {
		out = append(out, s.variants(c))
	}
	return out
}

// counterfactual holds what blocked entries would have become against all others.
func (s *Study) counterfactual(c *Subject) *table.Table {
	k := &c.Comparison.Counterfactual
	out := &table.Table{Title: s.mark("BLOCKED AGAINST ALL (what they would have become)")}
	out.Columns = table.Words("Entries").Numbers("Trades", "Profit "+s.StakeCurrency, "Mean", "Win%", "Profit factor", "Average win", "Average loss", "Median")
	line := func(name string, g *verdict.Group) {
		out.Rows = append(out.Rows, table.Texts(name, fmt.Sprint(g.Trades), Decimals(g.Profit.Float(), 3), s.quantity(g.Mean, metrics.Ratio), shareText(g.WinRate),
			s.quantity(g.ProfitFactor, metrics.Ratio), s.quantity(g.AverageWin, metrics.Ratio), s.quantity(g.AverageLoss, metrics.Ratio), s.quantity(g.Quantiles[2], metrics.Ratio)))
	}
	line("blocked signals", &k.Blocked)
	line("all signals", &k.All)
	line("blocked trades of the baseline", &k.Traded)
	line("all trades of the baseline", &k.Base)
	return out
}

// fees say how much of the difference is nothing but fees not paid, in parts that add up
// as they are printed.
func (s *Study) fees(c *Subject) *table.Table {
	f := &c.Comparison.Fees
	even := "no fee at which the filter breaks even"
	if f.BreakEven != nil {
		even = fmt.Sprintf("at a fee of %.2g the filter breaks even", *f.BreakEven)
	}
	unit := math.Pow10(answer.Decimals(s.StakeCurrency))
	saved, delta := math.Round(f.Saved.Float()*unit), math.Round(f.Delta.Float()*unit)
	kind := "fees not paid"
	if saved < 0 {
		kind = "fees paid more"
	}
	money := func(units float64) string { return answer.Money(units/unit, s.StakeCurrency) }
	title := fmt.Sprintf("FEES (%s: %s; everything else: %s; together: %s %s; %s)", kind, money(saved), money(delta-saved), money(delta), s.StakeCurrency, even)
	out := &table.Table{Title: s.mark(title)}
	out.Columns = table.Words("Fee").Numbers("Baseline", "Filtered", "Delta", "Choosing")
	for i := range f.Sweep {
		p := &f.Sweep[i]
		out.Rows = append(out.Rows, table.Texts(Shortest(p.Fee), Decimals(p.Baseline.Float(), 3), Decimals(p.Filtered.Float(), 3), s.Gain(&p.Delta), s.Gain(&p.Selection)))
	}
	return out
}

// breakdownOf says in which groups the blocked trades lay, and what refusing each alone
// would have chosen: the parts of the whole choosing are by month in their own table.
func (s *Study) breakdownOf(b *verdict.Breakdown) *table.Table {
	title := "BLOCKED TRADES BY " + strings.ToUpper(strings.ReplaceAll(b.Name, "_", " "))
	if b.Hidden > 0 {
		title += fmt.Sprintf(" (%s of fewer than %d trades not shown: %s)", plural.Of(b.Hidden, "group", "groups"), metrics.Few, plural.Of(b.HiddenTrades, "trade", "trades"))
	}
	out := &table.Table{Title: s.mark(title)}
	out.Columns = table.Words(Capital(strings.ReplaceAll(b.Name, "_", " "))).Numbers("Blocked", "Mean", "Baseline", "Mean", "Chosen alone")
	for i := range b.Groups {
		g := &b.Groups[i]
		out.Rows = append(out.Rows, table.Texts(g.Label, fmt.Sprint(g.Trades), s.quantity(g.Mean, metrics.Ratio), fmt.Sprint(g.Baseline), s.quantity(g.BaseMean, metrics.Ratio), s.Gain(&g.Selection)))
	}
	return out
}

// variants are the filter without each of its inputs.
func (s *Study) variants(c *Subject) *table.Table {
	out := &table.Table{Title: s.mark("ABLATION (the filter without one input)")}
	out.Columns = table.Words("Filter").Numbers("Trades", "Profit", "Delta", "Choosing", "Choosing lost")
	for i := range c.Comparison.Variants {
		v := &c.Comparison.Variants[i]
		out.Rows = append(out.Rows, table.Texts(v.Name, fmt.Sprint(v.Trades), Decimals(v.Profit.Float(), 3), s.Gain(&v.Delta), s.Gain(&v.Selection), s.Gain(&v.Lost)))
	}
	return out
}
