package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
)

// writeTables prints for every cell its best settings with what they are worth.
func (r *sweepResult) writeTables(w io.Writer, format string, top int) error {
	p := printer(w, format)
	if r.Synthetic {
		p.Say("Synthetic sample data: what is true here is true of no market.")
		p.Say("")
	}
	p.Say("%s of filter %s over %s: %d settings a strategy, fixed notional.", strings.Join(r.Grid, " "), r.Filter, r.range_(), r.Settings)
	p.Say("Every setting is held against its own mask shifted by whole days, at least %d either way.", r.MinShift)
	for _, warning := range r.Warnings {
		p.Say("Note: %s.", warning)
	}
	p.Say("")
	for i := range r.Cells {
		(*sweepCellResult)(&r.Cells[i]).print(p, top)
	}
	for i := range r.Skill {
		printSkill(p, &r.Skill[i])
	}
	if g := r.Overall; g != nil {
		p.Say("Settings chosen before and judged after, all strategies: %s", g.Verdict.Answer)
		for _, why := range g.Verdict.Reasons {
			p.Say("- %s", why)
		}
	} else {
		p.Say("No setting was judged on time that it was not chosen on: none of the above is evidence.")
	}
	return p.Err()
}

func (r *sweepResult) range_() string {
	if len(r.Cells) == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%s to %s", r.Cells[0].From, r.Cells[0].To)
}

func (c *sweepCellResult) print(p *show.Printer, top int) {
	p.Say("%s on %s, fee %v: %s", c.Strategy, pairList(c.Pairs), c.Fee, c.tally())
	if best := c.best(top); len(best) > 0 {
		p.Table(pointTable(best))
		if n := best[0]; n.Shifts < n.All {
			p.Say("%d of the %d shifts, evenly spaced: these pairs wait for each other's slots.", n.Shifts, n.All)
		}
	}
	for _, why := range c.reasons() {
		p.Say("- %s", why)
	}
	c.printOverfitting(p)
	c.printForward(p)
	c.printReliability(p)
	p.Say("")
}

// tally counts the verdicts of all settings.
func (c *sweepCellResult) tally() string {
	n := map[verdict.Answer]int{}
	for _, j := range c.Points {
		n[j.Verdict.Answer]++
	}
	var parts []string
	for _, a := range []verdict.Answer{verdict.Helps, verdict.Hurts, verdict.NoEvidence, verdict.Inconclusive, verdict.Invalid} {
		if n[a] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[a], a))
		}
	}
	return strings.Join(parts, ", ")
}

// best are the points that stand out most from their placebos; those that are no
// comparison come last, and only if there are no others.
func (c *sweepCellResult) best(top int) []sweep.Judged {
	order := slices.Clone(c.Points)
	slices.SortStableFunc(order, func(a, b sweep.Judged) int {
		if x, y := a.Verdict.Answer == verdict.Invalid, b.Verdict.Answer == verdict.Invalid; x != y {
			if x {
				return +1
			}
			return -1
		}
		return cmp.Compare(scoreOf(b), scoreOf(a))
	})
	return order[:min(top, len(order))]
}

func scoreOf(j sweep.Judged) int {
	if j.Score == nil {
		return -1 << 40
	}
	return *j.Score
}

// reasons are those of the best point, and of what is wrong with the others.
func (c *sweepCellResult) reasons() []string {
	best := c.best(1)
	if len(best) == 0 {
		return nil
	}
	out := []string{}
	for _, why := range best[0].Verdict.Reasons {
		out = append(out, fmt.Sprintf("%s: %s, %s", best[0].Setting, best[0].Verdict.Answer, why))
	}
	return out
}

func pointTable(points []sweep.Judged) *table.Table {
	t := table.New("", table.Words("Setting").Numbers("Trades", "Kept", "Δ profit", "Placebo mean", "Band (95 %)", "Lift (90 %)", "p", "p of all", "Drawdown").Words("Verdict").
		Keep("Δ profit", "Lift (90 %)", "p of all", "Verdict"))
	for _, j := range points {
		t.Add(
			j.Setting, j.Trades, show.Optional(j.Kept, show.Percent), show.Fixed2((j.Profit - j.BaselineProfit).Float()),
			show.Optional(j.Lift.Mean, show.Fixed2), between(j.Lift.BandLo, j.Lift.BandHi), liftText(&j.Lift),
			show.Optional(j.Lift.P, show.Fixed3), show.Optional(j.P, show.Fixed3), fmt.Sprintf("%.2f (%.2f)", j.Drawdown.Float(), j.Deepest.Float()), j.Verdict.Answer,
		)
	}
	return t
}

func (c *sweepCellResult) printOverfitting(p *show.Printer) {
	t := table.New("", table.Words("Daily", "Best setting").Numbers("Sharpe", "By luck", "Deflated Sharpe", "PBO", "Settings tried", "Days").Keep("Deflated Sharpe", "PBO"))
	for _, o := range c.Overfitting {
		name := map[string]string{"beyond": "gain beyond the average trade", "profit": "profit"}[o.Basis]
		if o.Sharpe == nil {
			why := o.Note
			if why == "" {
				why = "no setting changes any day"
			}
			p.Say("Overfitting by daily %s: %s.", name, why)
			continue
		}
		t.Add(
			name, o.Best, show.Optional(o.Sharpe, show.Fixed2), show.Optional(o.Luck, show.Fixed2), show.Optional(o.Deflated, show.Fixed3), show.Optional(o.PBO, show.Fixed3), o.Trials, o.Days,
		)
	}
	if len(t.Rows) > 0 {
		p.Table(t)
	}
}

func (c *sweepCellResult) printForward(p *show.Printer) {
	f := c.Forward
	if f == nil || f.Comparison == nil {
		if f != nil {
			p.Say("Walk forward: %s.", f.Note)
		}
		return
	}
	t := table.New("", table.Words("Chosen on", "Judged to", "Setting").Numbers(f.Criterion+" chosen", "judged", "Trades", "Filtered", "Δ profit").Keep("Judged to", "Setting", "Δ profit"))
	for _, k := range f.Choices {
		t.Add(
			k.From.Time().Format("2006-01-02"), k.To.Time().Format("2006-01-02"), k.Setting, show.Optional(k.Chosen, show.Fixed2), show.Optional(k.Judged, show.Fixed2),
			k.BaselineTrades, k.Trades, show.Fixed2((k.Profit - k.BaselineProfit).Float()),
		)
	}
	p.Table(t)
	p.Say("Walk forward %s, judged windows alone: %s", f.Windows, f.Comparison.Verdict.Answer)
	for _, why := range f.Comparison.Verdict.Reasons {
		p.Say("- %s", why)
	}
	if f.Kept != nil {
		p.Say("- of what the choices promised, %.0f %% came true", 100**f.Kept)
	}
}

func between(lo, hi *float64) string {
	if lo == nil || hi == nil {
		return ""
	}
	return show.Fixed(*lo, 2) + " .. " + show.Fixed(*hi, 2)
}

// liftText is a lift with its interval, marked where that holds 0.
func liftText(t *verdict.Test) string {
	if t.Lift == nil {
		return ""
	}
	text := fmt.Sprintf("%+.2f", *t.Lift)
	if t.LiftLo != nil && t.LiftHi != nil {
		text += fmt.Sprintf(" (%+.2f .. %+.2f)", *t.LiftLo, *t.LiftHi)
	}
	if !t.Clear() {
		text += " ~"
	}
	return text
}

func pairList(pairs []string) string { return strings.Join(pairs, " ") }
