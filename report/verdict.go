package report

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/table"
)

// verdictText is the answer in words, of one strategy or over all of them, with its
// reasons.
func (s *Study) verdictText() []string {
	v := s.verdict()
	return append([]string{s.mark("VERDICT: " + string(v.Answer))}, v.Reasons...)
}

// verdict is that over all strategies, or of the only one.
func (s *Study) verdict() verdict.Verdict {
	if len(s.Grid.Cells) == 1 { // nothing to weigh against
		return s.Grid.Cells[0].Verdict
	}
	return s.Grid.Verdict
}

// verdicts is the table of all cells: the difference, what the same mask brings at
// other times, and what remains.
func (s *Study) verdicts() *table.Table {
	out := &table.Table{Title: s.mark("VERDICTS (every trade at the same stake; ~ the interval holds 0)")}
	out.Columns = table.Words("Strategy", "Verdict").Numbers(
		"Blocked", "Delta "+s.StakeCurrency, "Placebo mean", "Lift (90 % interval)", "p", "p, Holm", "Share of placebos as good")
	for i, g := range s.Grid.Cells {
		c := s.Cells[i].Comparison
		r := c.Placebo.Row("profit")
		row := table.Texts(s.label(&s.Cells[i]), string(g.Verdict.Answer), fmt.Sprint(blockedTrades(c)))
		if r == nil {
			row = append(row, table.Texts(repeat(metrics.Undefined, 6)...)...)
		} else {
			row = append(row, table.Texts(
				s.gain(r.Observed), s.gain(r.Mean), s.lift(&r.Test, metrics.Money),
				pValue(r.P), pValue(g.Holm), shareText(r.AsGood))...)
		}
		row[1].Tone = map[verdict.Answer]int{verdict.Helps: +1, verdict.Hurts: -1}[g.Verdict.Answer]
		out.Rows = append(out.Rows, row)
	}
	return out
}

func blockedTrades(c *verdict.Comparison) int {
	if c.FixedNotional == nil {
		return 0
	}
	return c.FixedNotional.Blocked.Trades
}

// comparison is the table of one cell: one row a figure.
func (s *Study) comparison(c *Cell) *table.Table {
	out := &table.Table{Title: s.mark(fmt.Sprintf("COMPARISON (every trade at %v %s; %d placebos: the same mask shifted by whole days; ~ the interval holds 0)",
		c.Comparison.Stake, s.StakeCurrency, c.Comparison.Placebo.Shifts))}
	out.Columns = table.Words("Metric").Numbers("Baseline", "Filtered", "Delta", "Placebo mean", "Lift (90 % interval)", "p")
	for i := range c.Comparison.Placebo.Rows {
		r := &c.Comparison.Placebo.Rows[i]
		unit := metrics.Unit(r.Unit)
		p := pValue(r.P)
		if r.Better == 0 { // neither more nor less is better, so there is nothing to test
			p = ""
		}
		out.Rows = append(out.Rows, table.Texts(
			r.Name, s.quantity(r.Baseline, unit), s.quantity(r.Filtered, unit), s.difference(r.Observed, unit),
			s.difference(r.Mean, unit), s.lift(&r.Test, unit), p))
	}
	return out
}

// attribution says where the wallet's difference comes from, trade by trade.
func (s *Study) attribution(c *Cell) *table.Table {
	a := c.Comparison.Attribution
	out := &table.Table{Title: s.mark("ATTRIBUTION (the wallet's runs, exact)"), Totals: 1}
	out.Columns = table.Words("Trades that are").Numbers("Trades", "Profit "+s.StakeCurrency, "Delta "+s.StakeCurrency)
	money := func(m verdict.Money) string { return decimals(m.Float(), metrics.Decimals(s.StakeCurrency)) }
	line := func(name string, share verdict.Share, sign verdict.Money) {
		out.Rows = append(out.Rows, table.Texts(name, fmt.Sprint(share.Trades), money(share.Profit), money(sign*share.Profit)))
	}
	line("in both, identical", a.Identical, 0)
	line("in both, at another stake", a.Altered, 1)
	line("blocked: refused by the filter", a.Blocked, -1)
	line("displaced: admitted, but a refilled trade was in the way", a.Displaced, -1)
	line("refilled: taken because a blocked trade left room", a.Refilled, 1)
	out.Rows = append(out.Rows, table.Texts("ALL", fmt.Sprintf("%d to %d", a.Baseline.Trades, a.Filtered.Trades),
		"residual "+money(a.Residual), money(a.Delta)))
	return out
}

// lift prints the lift with its interval, ~ in front if that holds 0.
func (s *Study) lift(t *verdict.Test, unit metrics.Unit) string {
	if t.Lift == nil {
		return metrics.Undefined
	}
	text := s.difference(t.Lift, unit)
	if t.LiftLo == nil || t.LiftHi == nil {
		return text
	}
	mark := ""
	if !t.Clear() {
		mark = "~ "
	}
	return fmt.Sprintf("%s%s (%s to %s)", mark, text, s.difference(t.LiftLo, unit), s.difference(t.LiftHi, unit))
}

func (s *Study) gain(x *float64) string { return s.difference(x, metrics.Money) }

// difference prints x with its sign.
func (s *Study) difference(x *float64, unit metrics.Unit) string {
	text := s.quantity(x, unit)
	if x != nil && *x > 0 && strings.ContainsAny(text, "123456789") {
		return "+" + text
	}
	return text
}

// quantity prints x in its unit.
func (s *Study) quantity(x *float64, unit metrics.Unit) string {
	if x == nil {
		return metrics.Undefined
	}
	switch unit {
	case metrics.Money:
		return decimals(*x, metrics.Decimals(s.StakeCurrency))
	case metrics.Fraction:
		return decimals(*x*100, 2) + "%"
	case metrics.Count, metrics.Days:
		if *x == float64(int64(*x)) {
			return decimals(*x, 0)
		}
		return decimals(*x, 1)
	default:
		return decimals(*x, 3)
	}
}

func pValue(p *float64) string {
	if p == nil {
		return metrics.Undefined
	}
	return decimals(*p, 3)
}

func shareText(x *float64) string {
	if x == nil {
		return metrics.Undefined
	}
	return percent(x) + "%"
}

func repeat(text string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = text
	}
	return out
}
