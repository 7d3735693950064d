package published

import (
	"context"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/internal/plural"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// explain runs the cells that are not equal again on corrected candles, and where
// all figures then are equal names the differences without which they are not.
func explain(ctx context.Context, c *data.Candles, cells []Reproduction) error {
	all := make([]*Reproduction, len(cells))
	for i := range cells {
		all[i] = &cells[i]
	}
	differing := pick(all, func(c *Reproduction) bool { return c.Verdict == Different })
	fixed, faults, err := runAll(ctx, corrected(c), reports(differing))
	if err != nil {
		return err
	}
	for i, cell := range differing {
		if faults[i] != nil { // nothing is explained by candles that cannot be run on
			continue
		}
		for j, f := range fixed[i].Figures {
			if !cell.Figures[j].Equal {
				cell.Figures[j].Corrected = f.Ours
			}
		}
		if fixed[i].equal() {
			cell.Verdict = Explained
		}
	}
	for _, known := range KnownDifferences() {
		if err := name(ctx, c, known, pick(differing, func(c *Reproduction) bool { return c.Verdict == Explained && c.touches(known) })); err != nil {
			return err
		}
	}
	return nil
}

// name adds a difference to the reasons of those cells that are not equal without
// its correction.
func name(ctx context.Context, c *data.Candles, known Known, cells []*Reproduction) error {
	without, faults := make([]Reproduction, len(cells)), make([]error, len(cells))
	if known.From != studyEnd { // that the last candle explains the market change needs no proof by another run
		var err error
		if without, faults, err = runAll(ctx, corrected(c, known.ID), reports(cells)); err != nil {
			return err
		}
	}
	for i, cell := range cells {
		if faults[i] != nil || !without[i].equal() || known.From == studyEnd {
			cell.Reasons = append(cell.Reasons, known.Reason)
		}
	}
	return nil
}

// touches reports whether a known difference lies in the part of the run that
// what differs depends on: of the last candle only the market change does.
func (c *Reproduction) touches(k Known) bool {
	differs := func(market bool) bool {
		return slices.ContainsFunc(c.Figures, func(f Figure) bool { return !f.Equal && (f.Key == "market_change_pct") == market })
	}
	return c.Run.From <= k.From && c.Run.To >= k.To && differs(k.From == studyEnd)
}

func pick(cells []*Reproduction, want func(*Reproduction) bool) []*Reproduction {
	return slices.DeleteFunc(slices.Clone(cells), func(c *Reproduction) bool { return !want(c) })
}

func reports(cells []*Reproduction) []Report {
	out := make([]Report, len(cells))
	for i, c := range cells {
		out[i] = c.Report
	}
	return out
}

// annotate says which cells are no result of their own, however equal.
func annotate(cells []Reproduction) {
	for i := range cells {
		c := &cells[i]
		if c.Run == nil {
			continue
		}
		if why := unfiltered[c.Report.Name()]; why != "" {
			c.Notes = append(c.Notes, why)
		}
		if ruin := c.Run.Ruin; ruin.Refused > 0 {
			c.Notes = append(c.Notes, fmt.Sprintf("ruined wallet: no trade could be afforded from %s on, %s refused", ruin.At, plural.Of(ruin.Refused, "entry was", "entries were")))
		}
		for j := range cells {
			if twin := &cells[j]; i != j && twin.Run != nil && c.longerThan(twin) && sameTrades(c.Run.Trades, twin.Run.Trades) {
				c.Notes = append(c.Notes, fmt.Sprintf("duplicate: trade for trade the run of %s", twin.Report.TimeRange))
			}
		}
	}
}

func (c *Reproduction) longerThan(d *Reproduction) bool {
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
