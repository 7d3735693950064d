package show

import (
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study"
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
	var biased []string // each once, however many pairs it has
	for _, f := range found {
		first := ""
		if f.First != nil {
			first = f.First.String()
		}
		t.Add(f.Pair, f.Component, f.Cuts, f.Biased, first, f.Note)
		if name := p.cell(f.Component); f.Biased > 0 && !slices.Contains(biased, name) {
			biased = append(biased, name)
		}
	}
	p.Table(t)
	if p.opt.Format == "csv" {
		return
	}
	p.Say("")
	if len(biased) > 0 {
		p.Say("Look-ahead in %s. No run with such a one can be believed.", strings.Join(biased, ", "))
	} else {
		p.Say("No look-ahead: no answer changed when candles and context were cut short after it, at every candle.")
	}
	p.Say("Not proven: what a history or a list of blocks knew when it was made, and that a published reading was never revised.")
}
