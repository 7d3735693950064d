package show

import (
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/table"
)

// SelfTest prints how often each verdict was given in worlds whose truth is known.
func (p *Printer) SelfTest(s *verdict.SelfTest) {
	if p.opt.Format == "json" {
		p.JSON(s)
		return
	}
	t := table.New("", table.Words("Mask", "World").Numbers("Worlds", "HELPS", "HURTS", "NO EVIDENCE", "INCONCLUSIVE", "INVALID", "Improved").Words("Expected", "OK").
		Keep("World", "HELPS", "HURTS", "Expected", "OK"))
	for _, l := range append(slices.Clone(s.Rows), s.Power...) {
		row := []any{l.Mask, l.World, l.Runs}
		for _, a := range []verdict.Answer{verdict.Helps, verdict.Hurts, verdict.NoEvidence, verdict.Inconclusive, verdict.Invalid} {
			row = append(row, Percent(float64(l.Counts[a])/float64(l.Runs)))
		}
		row = append(row, Percent(l.Naive), fmt.Sprintf("%s %s", l.Want, bounds(l.Least, l.Most)), YesNo(l.OK))
		t.Add(row...)
	}
	p.Table(t)
	if p.opt.Format != "csv" {
		p.Say("Improved is the share of worlds in which the filtered run earned more than its baseline: what a plain comparison calls success.")
	}
}

func bounds(least, most float64) string {
	switch {
	case least == most:
		return Percent(least)
	case most >= 1 && least <= 0:
		return "any"
	case most >= 1:
		return "at least " + Percent(least)
	default:
		return Percent(least) + " to " + Percent(most)
	}
}
