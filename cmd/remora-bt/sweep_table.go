package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// A teller writes until the first error.
type teller struct {
	w      io.Writer
	format string
	err    error
}

func (p *teller) say(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *teller) table(t table.Writer) {
	if p.err == nil {
		p.err = render(p.w, t, p.format)
	}
}

// writeTables prints for every cell its best settings with what they are worth.
func (r *sweepResult) writeTables(w io.Writer, format string, top int) error {
	p := &teller{w: w, format: format}
	if r.Synthetic {
		p.say("Synthetic sample data: what is true here is true of no market.\n")
	}
	p.say("%s of filter %s over %s: %d settings a strategy, fixed notional.", strings.Join(r.Grid, " "), r.Filter, r.range_(), r.Settings)
	p.say("Every setting is held against its own mask shifted by whole days, at least %d either way.", r.MinShift)
	for _, warning := range r.Warnings {
		p.say("Note: %s.", warning)
	}
	p.say("")
	for i := range r.Cells {
		r.Cells[i].print(p, top)
	}
	for i := range r.Skill {
		printSkill(p, &r.Skill[i])
	}
	if g := r.Overall; g != nil {
		p.say("Settings chosen before and judged after, all strategies: %s", g.Verdict.Answer)
		for _, why := range g.Verdict.Reasons {
			p.say("- %s", why)
		}
	} else {
		p.say("No setting was judged on time that it was not chosen on: none of the above is evidence.")
	}
	return p.err
}

func (r *sweepResult) range_() string {
	if len(r.Cells) == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%s to %s", r.Cells[0].From, r.Cells[0].To)
}

func (c *sweepCellResult) print(p *teller, top int) {
	p.say("%s on %s, fee %v: %s", c.Strategy, pairList(c.Pairs), c.Fee, c.tally())
	if best := c.best(top); len(best) > 0 {
		p.table(pointTable(best))
		if n := best[0]; n.Shifts < n.All {
			p.say("%d of the %d shifts, evenly spaced: these pairs wait for each other's slots.", n.Shifts, n.All)
		}
	}
	for _, why := range c.reasons() {
		p.say("- %s", why)
	}
	c.printOverfitting(p)
	c.printForward(p)
	c.printReliability(p)
	p.say("")
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

func pointTable(points []sweep.Judged) table.Writer {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Setting", "Trades", "Kept", "Δ profit", "Placebo mean", "Band (95 %)", "Lift (90 %)", "p", "p of all", "Drawdown", "Verdict"})
	for _, j := range points {
		t.AppendRow(table.Row{
			j.Setting, j.Trades, optional(j.Kept, percent), money2((j.Profit - j.BaselineProfit).Float()),
			optional(j.Lift.Mean, money2), between(j.Lift.BandLo, j.Lift.BandHi), liftText(&j.Lift),
			optional(j.Lift.P, p3), optional(j.P, p3), fmt.Sprintf("%.2f (%.2f)", j.Drawdown.Float(), j.Deepest.Float()), j.Verdict.Answer,
		})
	}
	return t
}

func (c *sweepCellResult) printOverfitting(p *teller) {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Daily", "Best setting", "Sharpe", "By luck", "Deflated Sharpe", "PBO", "Settings tried", "Days"})
	rows := 0
	for _, o := range c.Overfitting {
		name := map[string]string{"beyond": "gain beyond the average trade", "profit": "profit"}[o.Basis]
		if o.Sharpe == nil {
			why := o.Note
			if why == "" {
				why = "no setting changes any day"
			}
			p.say("Overfitting by daily %s: %s.", name, why)
			continue
		}
		t.AppendRow(table.Row{
			name, o.Best, optional(o.Sharpe, money2), optional(o.Luck, money2), optional(o.Deflated, p3), optional(o.PBO, p3), o.Trials, o.Days,
		})
		rows++
	}
	if rows > 0 {
		p.table(t)
	}
}

func (c *sweepCellResult) printForward(p *teller) {
	f := c.Forward
	if f == nil || f.Comparison == nil {
		if f != nil {
			p.say("Walk forward: %s.", f.Note)
		}
		return
	}
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Chosen on", "Judged to", "Setting", f.Criterion + " chosen", "judged", "Trades", "Filtered", "Δ profit"})
	for _, k := range f.Choices {
		t.AppendRow(table.Row{
			k.From.Time().Format("2006-01-02"), k.To.Time().Format("2006-01-02"), k.Setting, optional(k.Chosen, money2), optional(k.Judged, money2),
			k.BaselineTrades, k.Trades, money2((k.Profit - k.BaselineProfit).Float()),
		})
	}
	p.table(t)
	p.say("Walk forward %s, judged windows alone: %s", f.Windows, f.Comparison.Verdict.Answer)
	for _, why := range f.Comparison.Verdict.Reasons {
		p.say("- %s", why)
	}
	if f.Kept != nil {
		p.say("- of what the choices promised, %.0f %% came true", 100**f.Kept)
	}
}

func money2(x float64) string  { return fixed(x, 2) }
func p3(x float64) string      { return fixed(x, 3) }
func percent(x float64) string { return fixed(100*x, 1) + " %" }

func between(lo, hi *float64) string {
	if lo == nil || hi == nil {
		return ""
	}
	return fixed(*lo, 2) + " .. " + fixed(*hi, 2)
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
