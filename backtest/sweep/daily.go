package sweep

import (
	"math"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A daily is what the trades closed on each day come to.
type daily backtest.Line

func newDaily(days int) daily {
	return daily{make([]verdict.Money, days), make([]int32, days)}
}

func (d daily) clone() daily { return daily(backtest.Line(d).Clone()) }

func (d daily) add(o daily) { backtest.Line(d).Add(backtest.Line(o)) }

// sum is the total of the days from, up to and not including to.
func (d daily) sum(from, to int) (profit verdict.Money, trades int) {
	for i := from; i < to; i++ {
		profit += d.Profit[i]
		trades += int(d.Trades[i])
	}
	return profit, trades
}

// drawdown is the deepest fall of the summed profits from their peak, which starts
// at 0.
func (d daily) drawdown() (deepest verdict.Money) {
	var sum, peak verdict.Money
	for _, p := range d.Profit {
		sum += p
		peak = max(peak, sum)
		deepest = max(deepest, peak-sum)
	}
	return deepest
}

func (d daily) floats() []float64 {
	out := make([]float64, len(d.Profit))
	for i, p := range d.Profit {
		out[i] = p.Float()
	}
	return out
}

// beyond is what each day adds to the baseline beyond what as many average trades
// would: the difference of profit less the difference of trades times the baseline's
// mean. It does not reward a setting for trading less.
//
//	xᵢ = Δprofitᵢ − Δtradesᵢ·μ,   μ = baseline profit / baseline trades
func (d daily) beyond(base daily, mean float64) []float64 {
	out := make([]float64, len(d.Profit))
	for i := range out {
		out[i] = (d.Profit[i] - base.Profit[i]).Float() - float64(float64(d.Trades[i]-base.Trades[i])*mean)
	}
	return out
}

// mean is the profit of the average trade, 0 without trades.
func (d daily) mean() float64 {
	profit, trades := d.sum(0, len(d.Profit))
	if trades == 0 {
		return 0
	}
	return profit.Float() / float64(trades)
}

// yearly is the Sharpe ratio of daily figures for a year of 365 days.
func yearly(xs []float64) *float64 {
	s, ok := stats.Sharpe(xs)
	return verdict.Number(s*math.Sqrt(365), ok)
}
