package show

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// BlockedShares prints per pair and year how many candles were blocked and why.
func (p *Printer) BlockedShares(stretches []signals.Stretch, synthetic bool) {
	reasons := []signals.Reason{}
	for r := range signals.BlockList {
		for _, s := range stretches {
			if filter.HealthOfTrack(s.Track, s.From, s.To).By[r] > 0 {
				reasons = append(reasons, r)
				break
			}
		}
	}
	title := "Candles by year, blocked by " + stretches[0].Track.Config.Name
	if synthetic {
		title += " (synthetic)"
	}
	t := table.New(title, table.Words("Pair", "Year").Numbers("Candles", "Blocked %"))
	for _, r := range reasons {
		t.Columns = t.Columns.Numbers(stretches[0].Track.Config.Label(r) + " %")
	}
	t.Columns = t.Columns.Numbers("Unsure %", "Confidence").Keep("Year")
	line := func(pair, year string, h filter.Health) {
		share := func(n int) string { return Fixed(100*float64(n)/float64(h.Rows), 2) }
		row := []any{pair, year, h.Rows, share(h.Blocked)}
		for _, r := range reasons {
			row = append(row, share(h.By[r]))
		}
		t.Add(append(row, share(h.Unsure), Fixed(h.Confidence, 2))...)
	}
	for _, s := range stretches {
		for _, y := range filter.Years(s.Track, s.From, s.To) {
			line(s.Track.Pair, fmt.Sprint(y.Year), y.Health)
		}
		line(s.Track.Pair, "all", filter.HealthOfTrack(s.Track, s.From, s.To))
	}
	p.Table(t)
}
