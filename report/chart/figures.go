package chart

import (
	"math"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/internal/portable"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// intervalLevel is the level of the figures' intervals, two-sided.
const intervalLevel = 0.95

// figures are an arm's ratios and drawdown with intervals: stationary bootstrap of
// the daily returns, block length by Politis and White. There is none where more
// than one resample in twenty leaves a figure undefined.
func figures(r *metrics.Run, resamples int) []Figure {
	out := make([]Figure, 0, 4)
	for _, k := range []string{"daily_sharpe", "daily_sortino", "calmar_mtm", "max_drawdown_mtm"} {
		m, ok := metrics.Find(k)
		if !ok {
			panic("chart: no metric " + k)
		}
		v, defined := m.Of(r)
		out = append(out, Figure{Metric: m, Value: v, Defined: defined})
	}
	days := r.DailyReturns()
	if resamples == 0 {
		resamples = 500
	}
	if resamples < 0 || len(days) < 30 {
		return out
	}
	block, _, ok := stats.BlockLength(days)
	if !ok {
		return out
	}
	boot := stats.Bootstrap{Rows: len(days), Resamples: resamples, Block: block, Seed: 1}
	replicates, ok := boot.Run(4, func(rows []int32, figures []float64) bool { return resampled(days, rows, figures) })
	if !ok || 20*len(replicates[0]) < 19*resamples {
		return out
	}
	for i := range out {
		out[i].Interval, out[i].Bounded = stats.Percentile(replicates[i], intervalLevel)
		out[i].Bounded = out[i].Bounded && out[i].Defined
	}
	return out
}

// resampled works the four figures out over the given days, by the metrics'
// formulas save that the years are those of the days.
func resampled(days []float64, rows []int32, out []float64) bool {
	var sum, square, down, deepest float64
	equity, peak := 1.0, 1.0
	for _, i := range rows {
		x := days[i]
		sum += x
		square += float64(x * x)
		if x < 0 {
			down += float64(x * x)
		}
		equity = float64(equity * (1 + x))
		peak = max(peak, equity)
		deepest = max(deepest, (peak-equity)/peak)
	}
	n := float64(len(rows))
	v := square - float64(sum/n*sum)
	if v <= 1e-12*square || down == 0 || deepest == 0 || equity <= 0 {
		return false
	}
	year := math.Sqrt(365)
	out[0] = sum / n / math.Sqrt(v/(n-1)) * year
	out[1] = sum / n / math.Sqrt(down/n) * year
	out[2] = (portable.Exp(365/n*portable.Log(equity)) - 1) / deepest
	out[3] = deepest
	return true
}
