package sweep

import (
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A daily is what the trades closed on each day come to.
type daily struct {
	profit []verdict.Money
	trades []int32
}

func newDaily(days int) daily {
	return daily{make([]verdict.Money, days), make([]int32, days)}
}

func (d daily) clone() daily { return daily{slices.Clone(d.profit), slices.Clone(d.trades)} }

// add sums the days of another lane up.
func (d daily) add(o daily) {
	for i := range d.profit {
		d.profit[i] += o.profit[i]
		d.trades[i] += o.trades[i]
	}
}

// sum is the total of the days from, up to and not including to.
func (d daily) sum(from, to int) (profit verdict.Money, trades int) {
	for i := from; i < to; i++ {
		profit += d.profit[i]
		trades += int(d.trades[i])
	}
	return profit, trades
}

// drawdown is the deepest fall of the summed profits from their peak, which starts
// at 0.
func (d daily) drawdown() (deepest verdict.Money) {
	var sum, peak verdict.Money
	for _, p := range d.profit {
		sum += p
		peak = max(peak, sum)
		deepest = max(deepest, peak-sum)
	}
	return deepest
}

func (d daily) floats() []float64 {
	out := make([]float64, len(d.profit))
	for i, p := range d.profit {
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
	out := make([]float64, len(d.profit))
	for i := range out {
		out[i] = (d.profit[i] - base.profit[i]).Float() - float64(float64(d.trades[i]-base.trades[i])*mean)
	}
	return out
}

// mean is the profit of the average trade, 0 without trades.
func (d daily) mean() float64 {
	profit, trades := d.sum(0, len(d.profit))
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
