// Package freqtrade reads what freqtrade writes: the results of its backtests, its
// databases of trades and its configuration, and writes the text of the commands
// and subclasses that make it answer what an export does not say.
package freqtrade

import (
	"fmt"
	"math"

	"github.com/remora-bt/remora-bt/data"
)

// A Result is one strategy's backtest, or a database of live trades.
type Result struct {
	Place    string // file and member, for messages
	Strategy string

	Timeframe data.Timeframe
	Detail    data.Timeframe // of timeframe_detail, 0 for none
	From, To  data.Instant   // open times of the first and the last candle tested, 0 if not told

	Currency    string
	Start       float64 // starting balance
	Stake       float64 // a trade, 0 if Unlimited or not told
	Unlimited   bool    // the balance is split evenly over the slots
	Slots       int     // trades open at once; below 0 without limit
	Pairs       []string
	Futures     bool
	Protections bool // locks were in force
	Rejected    int  // entries that found no slot
	TimedOut    int  // entry orders that were never filled
	Canceled    int  // entries given up for another price

	Trades []Trade // in the order in which they were closed
	Config []byte  // configuration file of the run, nil if there is none
	Code   string  // the strategy's source, "" if there is none
}

// A Trade is a closed trade. Money is in the stake currency.
type Trade struct {
	Pair, EnterTag, ExitReason string

	Open, Close data.Instant
	OpenRate    float64 // mean of the entries
	CloseRate   float64 // of the last exit
	Amount      float64 // base asset
	Stake       float64 // own money in it, which leverage multiplies
	FeeOpen     float64 // ratio
	FeeClose    float64
	ProfitAbs   float64
	ProfitRatio float64
	Funding     float64 // received; paid if below 0
	MinRate     float64
	MaxRate     float64
	Stop        float64 // at the end
	Leverage    float64
	Short       bool
	Orders      []Order // filled, in order; nil if freqtrade did not write them
}

// An Order is one filled order of a trade.
type Order struct {
	At           data.Instant
	Amount, Rate float64
	Entry        bool
}

// Single reports whether the trade is one entry and one exit.
func (t *Trade) Single() bool { return len(t.Orders) <= 2 }

// impliedFunding is the funding of a trade that does not name it: what is left of the
// profit without the two orders, to 8 decimals.
//
//	long   profit − (close − open)
//	short  profit − (open − close)
//
// with open = amount · open rate · (1 ± fee), close = amount · close rate · (1 ∓ fee).
// It is 0 for a trade of several orders, whose rates are means.
func (t *Trade) impliedFunding() float64 {
	if !t.Single() {
		return 0
	}
	side := 1.0
	if t.Short {
		side = -1
	}
	in, out := float64(t.Amount*t.OpenRate*(1+float64(side*t.FeeOpen))), float64(t.Amount*t.CloseRate*(1-float64(side*t.FeeClose)))
	funding := t.ProfitAbs - float64(side*(out-in))
	if math.Abs(funding) < 2e-8 { // the profit has 8 decimals
		return 0
	}
	return math.Round(funding*1e8) / 1e8
}

// check refuses a trade that no figure could be made of.
func (t *Trade) check() error {
	bad := func(name string, x float64) error {
		return fmt.Errorf("%s opened %s: %s %v: expected a number above 0", t.Pair, t.Open, name, x)
	}
	positive := func(x float64) bool { return x > 0 && !math.IsInf(x, 0) }
	finite := func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
	switch {
	case t.Pair == "":
		return fmt.Errorf("opened %s: no pair", t.Open)
	case t.Open <= 0:
		return fmt.Errorf("%s: no open date", t.Pair)
	case t.Close < t.Open:
		return fmt.Errorf("%s opened %s: closed %s, before it was opened", t.Pair, t.Open, t.Close)
	case !positive(t.OpenRate):
		return bad("open_rate", t.OpenRate)
	case !positive(t.CloseRate):
		return bad("close_rate", t.CloseRate)
	case !positive(t.Amount):
		return bad("amount", t.Amount)
	case !positive(t.Stake):
		return bad("stake_amount", t.Stake)
	case !positive(t.Leverage):
		return bad("leverage", t.Leverage)
	case !finite(t.ProfitAbs):
		return fmt.Errorf("%s opened %s: profit_abs %v: expected a number", t.Pair, t.Open, t.ProfitAbs)
	case !(t.FeeOpen >= 0 && t.FeeOpen < 1) || !(t.FeeClose >= 0 && t.FeeClose < 1):
		return fmt.Errorf("%s opened %s: fees %v and %v: expected ratios of at least 0 and below 1", t.Pair, t.Open, t.FeeOpen, t.FeeClose)
	case !finite(t.Funding):
		return fmt.Errorf("%s opened %s: funding_fees %v: expected a number", t.Pair, t.Open, t.Funding)
	}
	return nil
}
