package published

import (
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// explain gives every cell that is not equal the figures of its run on corrected
// candles, and the reasons if those are equal.
func explain(raw, corrected []Cell) {
	for i := range corrected {
		k := slices.IndexFunc(raw, func(c Cell) bool { return c.Report.Name() == corrected[i].Report.Name() })
		cell, fixed := &raw[k], &corrected[i]
		for j, f := range fixed.Figures {
			if !cell.Figures[j].Equal {
				cell.Figures[j].Corrected = f.Ours
			}
		}
		if !fixed.equal() {
			continue
		}
		cell.Verdict = Explained
		for _, known := range KnownDifferences() {
			if cell.meets(known) {
				cell.Reasons = append(cell.Reasons, known.Reason)
			}
		}
	}
}

// meets reports whether a known difference lies in the part of the run that its
// figures depend on: of the last candle only the market change does.
func (c *Cell) meets(k Known) bool {
	if k.From == studyEnd {
		i := slices.IndexFunc(c.Figures, func(f Figure) bool { return f.Key == "market_change_pct" })
		return c.Run.To >= k.From && !c.Figures[i].Equal
	}
	others := slices.ContainsFunc(c.Figures, func(f Figure) bool { return !f.Equal && f.Key != "market_change_pct" })
	return c.Run.From <= k.From && c.Run.To >= k.To && others
}

// annotate says which cells are no result of their own, however equal.
func annotate(cells []Cell) {
	for i := range cells {
		c := &cells[i]
		if why := unfiltered[c.Report.Name()]; why != "" {
			c.Notes = append(c.Notes, why)
		}
		if ruin := c.Run.Ruin; ruin.Refused > 0 {
			c.Notes = append(c.Notes, fmt.Sprintf("ruined wallet: no trade could be afforded from %s on, %d entries were refused", ruin.At, ruin.Refused))
		}
		for j := range cells {
			if twin := &cells[j]; i != j && c.longerThan(twin) && sameTrades(c.Run.Trades, twin.Run.Trades) {
				c.Notes = append(c.Notes, fmt.Sprintf("duplicate: trade for trade the run of %s", twin.Report.TimeRange))
			}
		}
	}
}

func (c *Cell) longerThan(d *Cell) bool {
	return c.Report.Class == d.Report.Class && c.Run.To-c.Run.From > d.Run.To-d.Run.From
}

func sameTrades(a, b []backtest.Trade) bool {
	type deal struct {
		open, close data.Instant
		profit      float64
	}
	of := func(t backtest.Trade) deal { return deal{t.Open, t.Close, t.ProfitAbs} }
	return len(a) > 0 && slices.EqualFunc(a, b, func(x, y backtest.Trade) bool { return of(x) == of(y) })
}
