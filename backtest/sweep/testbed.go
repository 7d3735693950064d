package sweep

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
)

// A Testbed is what settings are tried on: the books of one strategy, one set of pairs
// and one fee, at fixed notional with real slots.
type Testbed struct {
	Aim
	Strategy string
	Pairs    []string
	Fee      float64
	Books    []*backtest.Book
	Wallet   backtest.Wallet
	Alike    *Testbed // one on the same rows, tried before this one with every batch; or nil

	lanes   *lanes.Lanes
	shifts  []int
	all     int // shifts that there are
	day0    data.Instant
	days    int
	lines   []shift.Line // the baseline of every book
	base    *shift.Base
	windows []part
	covered covered // by the last batch
}

// NewTestbed settles the books, at least one, and lays them out.
func NewTestbed(books []*backtest.Book, w backtest.Wallet, aim Aim) *Testbed {
	c := &Testbed{Aim: aim, Strategy: books[0].Spec.Name, Fee: books[0].Rules.Fee, Books: books, Wallet: w}
	for _, b := range books {
		c.Pairs = append(c.Pairs, b.Tape.Pair)
	}
	c.lanes = lanes.New(books, w.Slots, lanes.ByClose)
	c.day0, c.days = c.lanes.Day0(), c.lanes.Days()
	c.shifts = c.lanes.Shifts(verdict.MinShift)
	c.all = len(c.shifts)
	for i := range books {
		c.lines = append(c.lines, c.lanes.Baseline(i))
	}
	c.base = shift.NewBase(int32(c.day0/data.Instant(data.Day)), c.lines)
	if c.lanes.Queued() {
		c.shifts = lanes.Thin(c.shifts, queueShifts)
	}
	c.layWindows()
	return c
}

// queueShifts is how many shifts a setting is tried at where pairs share too few
// slots: those walks are slow and cannot share their work between thresholds.
const queueShifts = 199
