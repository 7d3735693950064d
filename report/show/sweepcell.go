package show

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/sweep/job"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/table"
)

func (p *Printer) sweepCell(c *job.Found, objective string, top int) {
	p.Say("%s on %s, fee %v: %s", c.Strategy, strings.Join(c.Pairs, " "), c.Fee, tally(c.Points))
	if best := highest(c.Points, top); len(best) > 0 {
		p.Table(pointTable(best, objective))
		b := &best[0]
		if b.Shifts < b.All {
			p.Say("%d of the %d shifts, evenly spaced: these pairs wait for each other's slots.", b.Shifts, b.All)
		}
		p.reasons(b.Faults)
		p.reasons(b.Doubts)
	}
	if b := c.Best; b != nil {
		p.Say("%s looked at alone, as a run does: profit %s, risk %s.", b.Setting, b.Answers.Profit.Answer, b.Answers.Risk.Answer)
		p.reasons(b.Answers.Reasons)
	}
	p.overfitting(&c.Overfitting)
	p.forward(c.Forward)
	p.reliability(&c.Reliability)
	p.Say("")
}

// tally counts the answers of all settings.
func tally(points []sweep.Judged) string {
	n := map[verdict.Answer]int{}
	for _, j := range points {
		n[j.Answer]++
	}
	var parts []string
	for _, a := range []verdict.Answer{verdict.Helps, verdict.Hurts, verdict.NoEffect, verdict.Inconclusive, verdict.Invalid} {
		if n[a] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[a], a))
		}
	}
	return strings.Join(parts, ", ")
}

// highest are the points with the highest objective; those that are no comparison
// come last.
func highest(points []sweep.Judged, top int) []sweep.Judged {
	order := slices.Clone(points)
	class := func(j *sweep.Judged) int {
		switch {
		case len(j.Faults) > 0:
			return 2
		case j.Merit() == nil:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(order, func(a, b sweep.Judged) int {
		if x := cmp.Compare(class(&a), class(&b)); x != 0 || class(&a) > 0 {
			return x
		}
		return cmp.Compare(*b.Merit(), *a.Merit())
	})
	return order[:min(top, len(order))]
}

func pointTable(points []sweep.Judged, objective string) *table.Table {
	t := table.New("", table.Words("Setting").Numbers("Refused", "Delta", "less", "choosing", "90 %", "bp", "Beyond stake", "p", "p of all").Words("Answer"))
	t.Columns = t.Columns.Keep("Delta", objectiveColumn(objective), "p of all", "Answer")
	for i := range points {
		j := &points[i]
		beyond := Optional(j.Beyond, signed)
		if j.BeyondLo != nil && j.BeyondHi != nil {
			beyond += fmt.Sprintf(" (%s to %s)", signed(*j.BeyondLo), signed(*j.BeyondHi))
		}
		delta, selection, less := rounded(j.Delta, j.Selection)
		t.Add(j.Setting, refused(j), delta, less, selection,
			between(j.Lo, j.Hi), Optional(j.BP, signed), beyond, Optional(j.P, Fixed3), Optional(j.PAll, Fixed3), j.Answer)
	}
	return t
}

func (p *Printer) overfitting(o *sweep.Overfit) {
	if o.Sharpe == nil {
		why := o.Note
		if why == "" {
			why = "no setting changes any day"
		}
		p.Say("Overfitting: %s.", why)
		return
	}
	t := table.New("", table.Words("Choosing by day, best").Numbers("Sharpe", "By luck", "Deflated Sharpe", "PBO", "Settings tried", "Days").Keep("Deflated Sharpe", "PBO"))
	t.Add(o.Best, Optional(o.Sharpe, Fixed2), Optional(o.Luck, Fixed2), Optional(o.Deflated, Fixed3), Optional(o.PBO, Fixed3), o.Trials, o.Days)
	p.Table(t)
}

func (p *Printer) forward(f *sweep.Forward) {
	if len(f.Choices) > 0 {
		chosen := "Choosing, when chosen"
		if f.Objective == sweep.BeyondStake {
			chosen = "Beyond stake, when chosen"
		}
		t := table.New("", table.Words("Chosen on", "Judged to", "Setting").Numbers(chosen, "judged", "Trades", "Filtered", "Delta").Keep("Judged to", "Setting", "judged"))
		for _, k := range f.Choices {
			t.Add(k.From.Date(), k.To.Date(), k.Setting, Optional(k.Chosen, Fixed2), Optional(k.Judged, Fixed2),
				k.BaselineTrades, k.Trades, Fixed2((k.Profit - k.BaselineProfit).Float()))
		}
		p.Table(t)
	}
	if f.Answers == nil {
		p.Say("Walk forward: %s.", f.Note)
		return
	}
	p.Say("Walk forward %s, judged windows alone: profit %s, risk %s.", f.Windows, f.Answers.Profit.Answer, f.Answers.Risk.Answer)
	p.reasons(f.Answers.Reasons)
	if f.Kept != nil {
		p.Say("- Of what the choices promised, %.0f %% came true.", 100**f.Kept)
	}
}
