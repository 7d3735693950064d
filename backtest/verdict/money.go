package verdict

import "github.com/remora-bt/remora-bt/backtest"

// Money is the backtest's.
type Money = backtest.Money

// MoneyOf is the backtest's.
func MoneyOf(x float64) Money { return backtest.MoneyOf(x) }
