package verdict

import (
	"math"

	"github.com/remora-bt/remora-bt/backtest"
)

// A Figure is a number of a run that is compared with its placebos.
type Figure struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Unit   string `json:"unit"`   // count, quote, fraction or ratio, as in the metrics
	Better int    `json:"better"` // +1 more is better, −1 less is better, 0 neither
	of     func(s, baseline *backtest.Sample) (float64, bool)
}

// figures of the fixed-notional arms, the one that the verdict rests on first.
var figures = []Figure{
	{"profit", "Profit", "quote", +1, func(s, _ *backtest.Sample) (float64, bool) { return s.Profit.Float(), true }},
	{"excess", "Profit beyond the average trade's", "quote", +1, excess},
	{"trades", "Trades", "count", 0, func(s, _ *backtest.Sample) (float64, bool) { return float64(s.Trades), true }},
	{"profit_mean", "Profit per trade", "quote", +1, func(s, _ *backtest.Sample) (float64, bool) {
		return ratio(s.Profit.Float(), float64(s.Trades))
	}},
	{"winrate", "Win rate", "fraction", +1, func(s, _ *backtest.Sample) (float64, bool) {
		return ratio(float64(s.Wins), float64(s.Trades))
	}},
	{"profit_factor", "Profit factor", "ratio", +1, func(s, _ *backtest.Sample) (float64, bool) {
		return ratio(float64(s.Won), float64(s.Lost))
	}},
	{"sharpe", "Sharpe, daily", "ratio", +1, func(s, _ *backtest.Sample) (float64, bool) { return s.Sharpe, s.HasSharpe }},
	{"max_drawdown", "Max drawdown, closed trades", "quote", -1, func(s, _ *backtest.Sample) (float64, bool) {
		return s.Drawdown.Float(), true
	}},
	{"fees", "Fees", "quote", 0, func(s, _ *backtest.Sample) (float64, bool) { return s.Fees.Float(), true }},
	{"exposure", "Time in trades, days", "days", 0, func(s, _ *backtest.Sample) (float64, bool) {
		return float64(s.Held) / 86_400_000, true
	}},
}

const (
	figureProfit = 0
	figureExcess = 1
	figureTrades = 2
)

// excess is the profit over what as many trades of the baseline's average would
// have earned: it does not reward a mask for trading less.
//
//	x = profit − trades · (baseline profit / baseline trades)
func excess(s, baseline *backtest.Sample) (float64, bool) {
	mean, ok := ratio(baseline.Profit.Float(), float64(baseline.Trades))
	return s.Profit.Float() - float64(float64(s.Trades)*mean), ok
}

// ratio is a/b, undefined where b is 0 or the quotient leaves the numbers.
func ratio(a, b float64) (float64, bool) {
	if b == 0 || math.IsNaN(a/b) || math.IsInf(a/b, 0) {
		return 0, false
	}
	return a / b, true
}

// Number is a number for JSON: nil, written null, unless it is defined and finite.
func Number(x float64, ok bool) *float64 {
	if !ok || math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// Money is the backtest's.
type Money = backtest.Money

// MoneyOf is the backtest's.
func MoneyOf(x float64) Money { return backtest.MoneyOf(x) }
