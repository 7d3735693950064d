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

	lanes  []*lane
	queue  *verdict.Lanes // instead of lanes, where pairs wait for each other's slots
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
	span := backtest.Result{Books: books}
	from, to := span.Span()
	c.day0 = from.Day()
	c.days = int((to.Day()-c.day0)/data.Instant(data.Day)) + 1
	lanes := verdict.NewLanes(books, w.Slots)
	c.shifts = lanes.Shifts(verdict.MinShift)
	c.all = len(c.shifts)
	c.base = c.walk(nil)
	if w.Slots > 0 && w.Slots < len(books) {
		c.queue, c.shifts = lanes, verdict.Thin(c.shifts, queueShifts)
		return c
	}
	unit := verdict.ShiftUnit(books)
	for _, b := range books {
		c.lanes = append(c.lanes, newLane(b, c.day0, unit))
	}
	return c
}

// queueShifts is how many shifts a setting is tried at where pairs share too few
// slots: those walks cannot share their work between thresholds.
const queueShifts = 199

// walk is a plain walk at fixed notional.
func (c *Cell) walk(mask [][]bool) daily {
	d := newDaily(c.days)
	r := backtest.Walk(c.Books, verdict.Gate(mask), verdict.Fixed(c.Books, c.Wallet))
	for _, t := range r.Trades {
		at := (c.Books[t.Book].Tape.Time(t.Exit).Day() - c.day0) / data.Instant(data.Day)
		d.profit[at] += verdict.MoneyOf(t.ProfitAbs)
		d.trades[at]++
	}
	return d
}
