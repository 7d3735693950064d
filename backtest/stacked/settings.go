package stacked

import (
	"encoding/json"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// Wallet reads the settings of an ordinary backtest from its result. What the
// result does not hold comes from the configuration beside it, and freqtrade's
// defaults else.
func Wallet(r *freqtrade.Result) (backtest.Wallet, error) {
	c := struct {
		Ratio     *float64 `json:"tradable_balance_ratio"`
		AmendLast bool     `json:"amend_last_stake_amount"`
		LastMin   *float64 `json:"last_stake_amount_min_ratio"`
		Capital   *float64 `json:"available_capital"`
	}{}
	if r.Config != nil {
		if err := json.Unmarshal(r.Config, &c); err != nil {
			return backtest.Wallet{}, fmt.Errorf("%s: configuration: %w", r.Place, freqtrade.InJSON(err))
		}
	}
	if c.Capital != nil {
		return backtest.Wallet{}, fmt.Errorf("%s: configuration: available_capital is set: expected the wallet and tradable_balance_ratio alone", r.Place)
	}
	w := backtest.DefaultWallet()
	w.Start, w.Stake, w.Unlimited, w.Slots, w.AmendLast = r.Start, r.Stake, r.Unlimited, r.Slots, c.AmendLast
	if c.Ratio != nil {
		w.Ratio = *c.Ratio
	}
	if c.LastMin != nil {
		w.LastMinRatio = *c.LastMin
	}
	if err := w.Validate(); err != nil {
		return w, fmt.Errorf("%s: %w", r.Place, err)
	}
	return w, nil
}

// Sized reports whether the trades' stakes differ by more than the rounding of
// amounts, which they do where custom_stake_amount says so.
func Sized(books []*backtest.Book, asked float64) bool {
	for _, b := range books {
		if b.Sized(asked) {
			return true
		}
	}
	return false
}
