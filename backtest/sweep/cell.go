package sweep

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// A Cell is what settings are tried on: the books of one strategy, one set of pairs
// and one fee, at fixed notional with real slots.
type Cell struct {
	Strategy string
	Pairs    []string
	Fee      float64
	Books    []*backtest.Book
	Wallet   backtest.Wallet

	lanes  *backtest.Lanes
	shifts []int
	all    int // shifts that there are
	day0   data.Instant
	days   int
	base   daily // of the open gate
}

// NewCell settles the books, at least one, and lays them out.
func NewCell(books []*backtest.Book, w backtest.Wallet) *Cell {
	c := &Cell{Strategy: books[0].Spec.Name, Fee: books[0].Rules.Fee, Books: books, Wallet: w}
	for _, b := range books {
		c.Pairs = append(c.Pairs, b.Tape.Pair)
	}
	c.lanes = backtest.NewLanes(books, w.Slots, backtest.ByClose)
	c.day0, c.days = c.lanes.Day0(), c.lanes.Days()
	c.shifts = c.lanes.Shifts(verdict.MinShift)
	c.all = len(c.shifts)
	c.base = newDaily(c.days)
	for i := range books {
		c.base.add(daily(c.lanes.Baseline(i)))
	}
	if c.lanes.Queued() {
		c.shifts = backtest.Thin(c.shifts, queueShifts)
	}
	return c
}

// queueShifts is how many shifts a setting is tried at where pairs share too few
// slots: those walks cannot share their work between thresholds.
const queueShifts = 199

// walk is what a mask leaves of the baseline, by day.
func (c *Cell) walk(w *backtest.Walker, m *backtest.Laid) daily {
	d := c.base.clone()
	for _, changes := range w.Shift(m, 0) {
		for _, k := range changes {
			d.Profit[k.Day] += k.Profit
			d.Trades[k.Day] += k.Trades
		}
	}
	return d
}
