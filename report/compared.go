package report

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/table"
)

// comparedSheets are the tables of what a cell's filter is worth; the first two
// also on a brief page.
func (s *Study) comparedSheets(c *Cell, opt Options) []*table.Table {
	if c.Comparison == nil || c.Comparison.Attribution == nil {
		return nil
	}
	out := []*table.Table{s.comparison(c), s.attribution(c)}
	if s.Brief(opt) {
		return out
	}
	out = append(out, s.counterfactual(c), s.paired(c), s.twins(c), s.fees(c))
	for i := range c.Comparison.Breakdowns {
		if b := &c.Comparison.Breakdowns[i]; len(b.Groups) > 0 {
			out = append(out, s.breakdownOf(b))
		}
	}
	if len(c.Comparison.Variants) > 0 {
		out = append(out, s.variants(c))
	}
	return append(out, s.stress(c))
}

// counterfactual holds what blocked entries would have become against all others.
func (s *Study) counterfactual(c *Cell) *table.Table {
	k := &c.Comparison.Counterfactual
	out := &table.Table{Title: s.mark("BLOCKED AGAINST ALL (what they would have become)")}
	out.Columns = table.Words("Entries").Numbers("Trades", "Profit "+s.StakeCurrency, "Mean", "Win%", "Profit factor", "Average win", "Average loss", "Median")
	line := func(name string, g *verdict.Group) {
		out.Rows = append(out.Rows, table.Texts(name, fmt.Sprint(g.Trades), decimals(g.Profit.Float(), 3), s.quantity(g.Mean, metrics.Ratio), shareText(g.WinRate),
			s.quantity(g.ProfitFactor, metrics.Ratio), s.quantity(g.AverageWin, metrics.Ratio), s.quantity(g.AverageLoss, metrics.Ratio), s.quantity(g.Quantiles[2], metrics.Ratio)))
	}
	line("blocked signals", &k.Blocked)
	line("all signals", &k.All)
	line("blocked trades of the baseline", &k.Traded)
	line("all trades of the baseline", &k.Base)
	return out
}

// paired are the bootstrap's intervals of the bare differences.
func (s *Study) paired(c *Cell) *table.Table {
	p := &c.Comparison.Paired
	out := &table.Table{Title: s.mark(fmt.Sprintf("BARE DIFFERENCES (stationary bootstrap over %d days, mean block %.1f days, %d resamples, seed %d; says nothing of a placebo)",
		p.Days, p.Block, p.Resamples, p.Seed))}
	level := fmt.Sprintf("%g %%", p.Level*100)
	out.Columns = table.Words("Difference").Numbers("Observed", level+" percentile", level+" BCa")
	line := func(name string, b *verdict.Bounds, unit metrics.Unit) {
		out.Rows = append(out.Rows, table.Texts(name, s.difference(b.Observed, unit), s.span(b.Lo, b.Hi, unit), s.span(b.BCaLo, b.BCaHi, unit)))
	}
	line("Profit "+s.StakeCurrency, &p.Profit, metrics.Money)
	line("Sharpe, daily", &p.Sharpe, metrics.Ratio)
	line("Max drawdown "+s.StakeCurrency, &p.Drawdown, metrics.Money)
	return out
}

func (s *Study) span(lo, hi *float64, unit metrics.Unit) string {
	if lo == nil || hi == nil {
		return metrics.Undefined
	}
	return s.difference(lo, unit) + " to " + s.difference(hi, unit)
}

// twins are other placebos beside the main one.
func (s *Study) twins(c *Cell) *table.Table {
	out := &table.Table{Title: s.mark("OTHER PLACEBOS (profit)")}
	out.Columns = table.Words("Placebo").Numbers("Observed", "Mean", "p")
	w, d := &c.Comparison.Twins.Within, &c.Comparison.Twins.Deletion
	out.Rows = append(out.Rows,
		table.Texts("the mask shifted within each year", s.gain(w.Observed), s.gain(w.Mean), pValue(w.P)),
		table.Texts(fmt.Sprintf("%d of %d trades deleted at random (optimistic: blocks cluster)", d.Deleted, d.Trades), s.gain(d.Observed), s.gain(d.Mean), pValue(d.P)))
	return out
}

// fees say how much of the difference is nothing but fees not paid.
func (s *Study) fees(c *Cell) *table.Table {
	f := &c.Comparison.Fees
	title := fmt.Sprintf("FEES (saved %.3f of the difference %.3f %s; break-even fee %s)", f.Saved.Float(), f.Delta.Float(), s.StakeCurrency, s.quantity(f.BreakEven, metrics.Fraction))
	out := &table.Table{Title: s.mark(title)}
	out.Columns = table.Words("Fee").Numbers("Baseline", "Filtered", "Delta", "Lift (90 % interval)", "p")
	for i := range f.Sweep {
		p := &f.Sweep[i]
		out.Rows = append(out.Rows, table.Texts(shortest(p.Fee), decimals(p.Baseline.Float(), 3), decimals(p.Filtered.Float(), 3), s.gain(p.Observed), s.lift(&p.Test, metrics.Money), pValue(p.P)))
	}
	return out
}

// breakdownOf says in which groups the blocked trades lay.
func (s *Study) breakdownOf(b *verdict.Breakdown) *table.Table {
	title := "BLOCKED TRADES BY " + strings.ToUpper(strings.ReplaceAll(b.Name, "_", " "))
	if b.Hidden > 0 {
		title += fmt.Sprintf(" (%d groups of fewer than %d trades are not shown: %d trades)", b.Hidden, metrics.Few, b.HiddenTrades)
	}
	out := &table.Table{Title: s.mark(title)}
	out.Columns = table.Words(capital(strings.ReplaceAll(b.Name, "_", " "))).Numbers("Blocked", "Mean", "Baseline", "Mean", "Gain over average trades (90 % interval)")
	for i := range b.Groups {
		g := &b.Groups[i]
		out.Rows = append(out.Rows, table.Texts(g.Label, fmt.Sprint(g.Trades), s.quantity(g.Mean, metrics.Ratio), fmt.Sprint(g.Baseline), s.quantity(g.BaseMean, metrics.Ratio),
			s.gain(g.Gain.Value)+" ("+s.span(g.Gain.Lo, g.Gain.Hi, metrics.Money)+")"))
	}
	return out
}

// variants are the filter without each of its inputs.
func (s *Study) variants(c *Cell) *table.Table {
	out := &table.Table{Title: s.mark("ABLATION (the filter without one input)")}
	out.Columns = table.Words("Filter").Numbers("Trades", "Profit", "Delta", "Lift (90 % interval)", "Lift lost", "p")
	for i := range c.Comparison.Variants {
		v := &c.Comparison.Variants[i]
		out.Rows = append(out.Rows, table.Texts(v.Name, fmt.Sprint(v.Trades), decimals(v.Profit.Float(), 3), s.gain(v.Observed), s.lift(&v.Test, metrics.Money), s.gain(v.LiftLost), pValue(v.P)))
	}
	return out
}

// stress moves the mask, leaves months out, and scales the baseline to the
// filtered arm's exposure.
func (s *Study) stress(c *Cell) *table.Table {
	k := &c.Comparison.Stress
	out := &table.Table{Title: s.mark("STRESS")}
	out.Columns = table.Words("Test").Numbers("Delta", "Lift (90 % interval)", "p")
	for i := range k.Delays {
		d := &k.Delays[i]
		out.Rows = append(out.Rows, table.Texts(fmt.Sprintf("the mask %d candles late", d.Candles), s.gain(d.Observed), s.lift(&d.Test, metrics.Money), pValue(d.P)))
	}
	for i := range k.Months {
		if m := &k.Months[i]; m.Share != nil && (*m.Share >= 0.2 || *m.Share <= -0.2) {
			out.Rows = append(out.Rows, table.Texts(fmt.Sprintf("without %s, %s of the difference", m.Month, shareText(m.Share)), s.gain(m.Observed), s.lift(&m.Test, metrics.Money), pValue(m.P)))
		}
	}
	e := &k.Exposure
	out.Rows = append(out.Rows, table.Texts(fmt.Sprintf("beyond the baseline scaled to the same time in trades, %s", shareText(e.Scale)), s.gain(e.Beyond), "", ""))
	return out
}
