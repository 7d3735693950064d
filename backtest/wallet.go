package backtest

import (
	"errors"
	"fmt"
	"math"
)

// A Wallet says how much each trade may take.
type Wallet struct {
	Start     float64 `json:"starting_balance"`       // quote asset
	Stake     float64 `json:"stake_amount"`           // per trade; ignored if Unlimited
	Unlimited bool    `json:"unlimited_stake"`        // split what is there evenly over the slots
	Ratio     float64 `json:"tradable_balance_ratio"` // share of the balance that may be traded
	Slots     int     `json:"max_open_trades"`        // trades open at once over all pairs; below 0 without limit

	AmendLast    bool    `json:"amend_last_stake_amount"`     // trade what is left if it is less than the stake …
	LastMinRatio float64 `json:"last_stake_amount_min_ratio"` // … and more than this share of it

	Sized bool `json:"stake_per_trade,omitempty"` // each given trade asks for the stake it was given at
}

// DefaultWallet is the published study's: 1000 in all, 100 a trade, one slot.
func DefaultWallet() Wallet {
	return Wallet{Start: 1000, Stake: 100, Ratio: 0.99, Slots: 1, LastMinRatio: 0.5}
}

// Validate reports every setting that no run can start with.
func (w Wallet) Validate() error {
	var faults []error
	check := func(ok bool, format string, args ...any) {
		if !ok {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	check(w.Start > 0 && w.Start <= maxMoney, "starting balance %v: expected a number above 0 and at most 1e12", w.Start)
	check(w.Ratio > 0 && w.Ratio <= 1, "tradable balance ratio %v: expected above 0 and at most 1", w.Ratio)
	check(w.Slots != 0, "max open trades 0: no trade could ever be opened; -1 means no limit")
	check(w.LastMinRatio >= 0 && w.LastMinRatio <= 1, "last stake amount min ratio %v: expected 0 to 1", w.LastMinRatio)
	if w.Unlimited {
		check(w.Slots > 0, "stake amount unlimited needs a limit of open trades to divide the balance by")
		return errors.Join(faults...)
	}
	check(w.Stake > 0 && w.Stake <= maxMoney, "stake amount %v: expected a number above 0 and at most 1e12, or unlimited", w.Stake)
	if w.Stake > 0 && w.Stake <= maxMoney && w.Start > 0 && w.Ratio > 0 && w.Ratio <= 1 && !w.AmendLast {
		check(w.available(w.Start, 0) >= w.Stake, "stake amount %v is above the tradable balance, %v × %v: no trade could ever be opened", w.Stake, w.Start, w.Ratio)
	}
	return errors.Join(faults...)
}

const maxMoney = 1e12

// available is what a new trade may take when free money is in the wallet and
// tied is in open trades:
//
//	available = min((tied + free)·ratio − tied, free)
func (w Wallet) available(free, tied float64) float64 {
	return min(float64((tied+free)*w.Ratio)-tied, free)
}

// stake is the size of a new trade, or 0 if the money does not suffice.
func (w Wallet) stake(free, tied float64) float64 {
	available := w.available(free, tied)
	stake := w.Stake
	if w.Unlimited {
		stake = min((available+tied)/float64(w.Slots), available)
	}
	if w.AmendLast {
		if !(available > stake*w.LastMinRatio) {
			return 0
		}
		stake = min(stake, available)
	}
	if available < stake || math.IsNaN(stake) {
		return 0
	}
	return max(stake, 0)
}

// Fixed is the wallet of walks at a fixed stake: every entry takes the books' stake
// and no loss ever stops the next. Slots stay as they are.
func Fixed(books []*Book, w Wallet) Wallet {
	stake := w.Stake
	if len(books) > 0 {
		stake = books[0].Stake
	}
	return Wallet{Start: endless, Stake: stake, Ratio: 1, Slots: w.Slots, LastMinRatio: w.LastMinRatio}
}

// endless is far above what any run can lose; profits are summed apart from it.
const endless = 1e12
