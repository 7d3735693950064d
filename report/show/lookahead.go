package show

import (
	"slices"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/table"
)

// LookAhead prints what was found out about every component, and last what that proves
// and what nothing can.
func (p *Printer) LookAhead(found []study.Finding) {
	if p.opt.Format == "json" {
		p.JSON(found)
		return
	}
	t := table.New("", table.Words("Pair", "Component").Numbers("Cuts", "Biased").Words("First at", "Note").Keep("Note"))
	biased, cuts := 0, 0
	for _, f := range found {
		first := ""
		if f.First != nil {
			first = f.First.String()
		}
		t.Add(f.Pair, f.Component, f.Cuts, f.Biased, first, f.Note)
		if cuts = max(cuts, f.Cuts); f.Biased > 0 {
			biased++
		}
	}
	p.Table(t)
	if slices.Contains([]string{"csv", "json"}, p.opt.Format) {
		return
	}
	p.Say("")
	if biased > 0 {
		p.Say("Look-ahead: of %s %d answered from the future. No run with such a one can be believed.", plural.Of(len(found), "component", "components"), biased)
	} else {
		p.Say("No look-ahead: no answer changed when candles and context were cut short after it, at up to %s cuts a component.", answer.Count(cuts))
	}
	p.Say("Not proven: what a history or a list of blocks knew when it was made, and that a published reading was never revised.")
}
