package show

import (
	"fmt"
	"io"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/sweep/job"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/table"
)

// Sweep prints a sweep: its answers and what the best of many settings is worth; verbose
// all tables, with so many settings of every cell.
func (p *Printer) Sweep(r *job.Result, top int, d Detail) {
	switch p.opt.Format {
	case "json":
		p.JSON(r)
	case "csv":
		p.Table(sweepRows(r))
	default:
		p.screens(d, func(p *Printer) { p.sweepScreen(r, d) }, func(p *Printer) {
			if d.Verbose {
				p.sweepTables(r, top)
			}
		})
	}
}

// WriteSweepCSV writes a row a point.
func WriteSweepCSV(w io.Writer, r *job.Result) error {
	return sweepRows(r).Write(w, table.Options{Format: "csv"})
}

func sweepRows(r *job.Result) *table.Table {
	t := table.New("", table.Words("strategy", "pairs").Numbers("fee").Words("setting").Numbers("block_rate", "baseline_trades", "refused", "refused_pct", "trades",
		"baseline_profit", "profit", "delta", "less", "selection", "lo", "hi", "bp", "bp_lo", "bp_hi",
		"tail_days", "avoided_pct", "cvar_cut_pct", "beyond_stake", "beyond_stake_lo", "beyond_stake_hi").
		Words("objective").Numbers("t", "p", "p_worse", "p_of_all", "p_worse_of_all", "max_drawdown", "baseline_max_drawdown", "shifts", "independent_shifts").Words("answer"))
	number := func(x *float64) string { return Optional(x, Digits) }
	for _, c := range r.Cells {
		for _, p := range c.Points {
			t.Add(p.Strategy, strings.Join(p.Pairs, " "), p.Fee, p.Setting, number(p.BlockRate), p.BaselineTrades, p.Refused, number(p.RefusedPct), p.Trades,
				p.BaselineProfit.Float(), p.Profit.Float(), number(p.Delta), number(p.Less), number(p.Selection), number(p.Lo), number(p.Hi), number(p.BP), number(p.BPLo), number(p.BPHi),
				p.TailDays, number(p.Avoided), number(p.Cut), number(p.Beyond), number(p.BeyondLo), number(p.BeyondHi),
				p.Objective, number(p.T), number(p.P), number(p.PWorse), number(p.PAll), number(p.PWorseAll), p.Drawdown.Float(), p.Deepest.Float(), p.Shifts, number(p.Independent), p.Answer)
		}
	}
	return t
}

// sweepScreen says what was tried, which answers settings have on time that they were
// not chosen on, and what the best of every cell is worth.
func (p *Printer) sweepScreen(r *job.Result, d Detail) {
	span := "nothing"
	if len(r.Cells) > 0 {
		span = r.Cells[0].From.Date() + " to " + r.Cells[0].To.Date()
	}
	p.Say("%s of filter %s · %s · %s a strategy, fixed stake", strings.Join(r.Grid, " "), r.Filter, span, plural.Of(r.Settings, "setting", "settings"))
	if r.Synthetic {
		p.Say("synthetic data: made up by a generator, not market history")
	}
	p.Say("")
	p.overall(r)
	if !d.Quiet {
		p.Say("The best setting is the one with the highest %s. Every setting is held against its own mask at other times, at least %d days away.", objectiveName(r.Objective), r.MinShift)
	}
	p.Say("")
	p.rows(bestTable(r), d, answer.MostRows)
	p.last(d, len(r.Warnings))
}

// sweepTables prints for every cell its best settings with what they are worth.
func (p *Printer) sweepTables(r *job.Result, top int) {
	for _, warning := range r.Warnings {
		p.Say("Warning: %s", warning)
	}
	if a := r.Overall; a != nil {
		p.reasons(answer.Why(a.Reasons))
	}
	for i := range r.Cells {
		p.sweepCell(&r.Cells[i], r.Objective, top)
	}
	for i := range r.Skill {
		p.skill(&r.Skill[i])
	}
}

// overall is the answer that a sweep has: of settings on time that they were not chosen
// on.
func (p *Printer) overall(r *job.Result) {
	a := r.Overall
	if a == nil {
		p.Say("No setting was judged on time that it was not chosen on: none of what follows is evidence.")
		return
	}
	p.Say("Settings chosen before and judged after, all strategies together:")
	p.parts(a, data.Quote(r.Cells[0].Pairs[0]))
}

// bestTable has the best setting of every cell: what it is worth alone after so many
// tries, and what became of choosing.
func bestTable(r *job.Result) *table.Table {
	name := objectiveColumn(r.Objective)
	t := table.New("", table.Words("Strategy", "Best setting").Numbers("Refused", name, "p of all").Words("Answer", "Profit later", "Risk later").Numbers("PBO", "Fee").Words("Pairs"))
	t.Columns = t.Columns.Keep("Best setting", name, "p of all", "Answer", "Profit later", "Risk later")
	for i := range r.Cells {
		c := &r.Cells[i]
		profit, risk := "", "" // of windows after those that the settings were chosen on
		if a := c.Forward.Answers; a != nil {
			profit, risk = answer.Short(a.Profit.Answer), answer.Short(a.Risk.Answer)
		}
		best := highest(c.Points, 1)
		if len(best) == 0 {
			continue
		}
		j := &best[0]
		t.Add(c.Strategy, j.Setting, refused(j), Optional(j.Merit(), signed),
			Optional(j.PAll, Fixed3), answer.Short(j.Answer), profit, risk, Optional(c.Overfitting.PBO, Fixed3), fmt.Sprint(c.Fee), strings.Join(c.Pairs, " "))
	}
	return t
}

// objectiveColumn heads what the best setting is best at.
func objectiveColumn(name string) string {
	if name == sweep.BeyondStake {
		return "Beyond stake"
	}
	return "choosing"
}

// refused is the share of entries that a setting refuses.
func refused(j *sweep.Judged) string {
	return Optional(j.RefusedPct, Percent)
}

func objectiveName(name string) string {
	if name == sweep.BeyondStake {
		return "fall of CVaR beyond a smaller stake"
	}
	return "profit by choosing"
}

func (p *Printer) reasons(all []string) {
	for _, why := range all {
		p.hang("- ", why)
	}
}

func signed(x float64) string { return answer.Points(x) }

// rounded are delta and selection to a tenth, and less as the difference of what is
// printed.
func rounded(delta, selection *float64) (d, s, less string) {
	if delta == nil || selection == nil {
		return "", "", ""
	}
	a, b := tenths(*delta), tenths(*selection)
	return signed(a), signed(b), signed(a - b)
}

func between(lo, hi *float64) string {
	if lo == nil || hi == nil {
		return ""
	}
	return signed(*lo) + " to " + signed(*hi)
}
