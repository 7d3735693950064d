package published

import (
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// judgeCells sorts the study's own comparisons: how many it would call improved,
// and which of the reports behind them are no results of their own.
func (a *Audit) judgeCells(cells []Reproduction) {
	a.Ruined, a.Duplicate, a.Open = []string{}, []string{}, []string{}
	baseline := map[string]*Reproduction{}
	for i := range cells {
		c := &cells[i]
		if !c.Report.Filtered {
			baseline[c.Report.Strategy+c.Report.TimeRange] = c
		}
		for _, note := range c.Notes {
			switch kind, _, _ := strings.Cut(note, ":"); kind {
			case "ruined wallet":
				a.Ruined = append(a.Ruined, c.Report.Name())
			case "duplicate":
				a.Duplicate = append(a.Duplicate, c.Report.Name())
			case "published without its filter":
				a.Open = append(a.Open, c.Report.Name())
			}
		}
	}
	for i := range cells {
		c := &cells[i]
		b := baseline[c.Report.Strategy+c.Report.TimeRange]
		if !c.Report.Filtered || b == nil || c.Run.To-c.Run.From < 300*data.Instant(data.Day) {
			continue // the shorter ranges are trial runs
		}
		a.Compared++
		if profitOf(c) > profitOf(b) {
			a.Improved++
		}
	}
}

func profitOf(c *Reproduction) (sum float64) {
	for _, t := range c.Run.Trades {
		sum += t.ProfitAbs
	}
	return sum
}
