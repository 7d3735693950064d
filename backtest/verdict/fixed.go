package verdict

import (
	"github.com/remora-bt/remora-bt/backtest"
)

// Fixed is the wallet of the fixed-notional arms: every entry takes the books'
// stake and no loss ever stops the next, so that the arms differ by the trades
// that the filter moved and by nothing else. Slots stay as they are.
func Fixed(books []*backtest.Book, w backtest.Wallet) backtest.Wallet {
	stake := w.Stake
	if len(books) > 0 {
		stake = books[0].Stake
	}
	return backtest.Wallet{Start: endless, Stake: stake, Ratio: 1, Slots: w.Slots, LastMinRatio: w.LastMinRatio}
}

// endless is far above what any run can lose; profits are summed apart from it.
const endless = 1e12

// Gate admits the rows that the mask does not block. A nil mask blocks nothing.
func Gate(mask [][]bool) backtest.Gate {
	if mask == nil {
		return nil
	}
	return func(book, row int) bool { return !mask[book][row] }
}
