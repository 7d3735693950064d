package stacked

import (
	"fmt"

	"github.com/remora-bt/remora-bt/internal/plural"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// A Check holds an ordinary backtest's trades against the opportunities and
// against the walk over them. A trade is known by its pair, its open time and its
// direction.
type Check struct {
	Ordinary int `json:"ordinary"` // trades of the ordinary backtest
	Found    int `json:"found"`    // of them, those that are among the opportunities
	SameExit int `json:"same_exit"`
	Walked   int `json:"walked"` // trades of the walk
	Equal    int `json:"equal"`  // in both, with every field equal
	Of       int `json:"of"`     // in either
	Stakes   int `json:"stakes"` // in both, and different in stake, amount and profit alone

	NoSlot   int `json:"no_slot"` // entries that the walk refused for want of a slot …
	Rejected int `json:"rejected_signals"`

	Unequal []string `json:"unequal,omitempty"` // the first of each kind, said
}

// shown is how many unequal trades are said.
const shown = 5

// Share is the part of the trades that are equal, 1 if there are none.
func (c *Check) Share() float64 {
	if c.Of == 0 {
		return 1
	}
	return float64(c.Equal) / float64(c.Of)
}

// String is "212 of 212 trades equal".
func (c *Check) String() string { return fmt.Sprintf("%d of %d trades equal", c.Equal, c.Of) }

// A mark is what a trade is known by.
type mark struct {
	pair  string
	open  data.Instant
	short bool
}

// Compare holds a walk with an open gate against the ordinary backtest. Opened are
// the trades of the stacked one.
func Compare(ordinary *freqtrade.Result, opened []freqtrade.Trade, walk *backtest.Result) *Check {
	c := &Check{Ordinary: len(ordinary.Trades), Walked: len(walk.Trades), NoSlot: walk.Tally.NoSlot, Rejected: ordinary.Rejected}
	opps := make(map[mark]*freqtrade.Trade, len(opened))
	for i := range opened {
		t := &opened[i]
		opps[mark{t.Pair, t.Open, t.Short}] = t
	}
	walked := make(map[mark]backtest.Trade, len(walk.Trades))
	for _, t := range walk.List() {
		walked[mark{t.Pair, t.Open, t.Short}] = t
	}
	c.Of = len(walked)
	for i := range ordinary.Trades {
		t := &ordinary.Trades[i]
		key := mark{t.Pair, t.Open, t.Short}
		o, found := opps[key]
		same := found && o.Close == t.Close && o.CloseRate == t.CloseRate && o.ExitReason == t.ExitReason
		w, both := walked[key]
		if found {
			c.Found++
		}
		if same {
			c.SameExit++
		}
		if !both {
			c.Of++
		}
		c.count(t, w, both, found)
	}
	if extra := c.Of - c.Ordinary; extra > 0 {
		c.say("not in the ordinary backtest: %s of the walk", plural.Of(extra, "trade", "trades"))
	}
	return c
}

// count holds one trade against the walk's.
func (c *Check) count(t *freqtrade.Trade, w backtest.Trade, both, found bool) {
	switch {
	case !both && !found:
		c.say("%s opened %s: not among the opportunities", t.Pair, t.Open)
	case !both:
		c.say("%s opened %s: not taken by the walk", t.Pair, t.Open)
	case w.Close != t.Close || w.CloseRate != t.CloseRate || w.Reason.String() != t.ExitReason ||
		w.OpenRate != t.OpenRate || w.Leverage != t.Leverage || w.EnterTag != t.EnterTag:
		c.say("%s opened %s: closed %s at %v, %s; the walk says %s at %v, %s", t.Pair, t.Open, t.Close, t.CloseRate, t.ExitReason,
			w.Close, w.CloseRate, w.Reason)
	case w.Amount != t.Amount || w.ProfitAbs != t.ProfitAbs || !near(w.Stake, t.Stake):
		c.Stakes++
		c.say("%s opened %s: amount %v, profit %v; the walk says %v, %v", t.Pair, t.Open, t.Amount, t.ProfitAbs, w.Amount, w.ProfitAbs)
	default:
		c.Equal++
	}
}

// near allows for the 8 decimals to which freqtrade writes stakes.
func near(a, b float64) bool { return a-b < 1e-8 && b-a < 1e-8 }

func (c *Check) say(format string, args ...any) {
	if len(c.Unequal) < shown {
		c.Unequal = append(c.Unequal, fmt.Sprintf(format, args...))
	}
}
