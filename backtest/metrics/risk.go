package metrics

import "slices"

// How bad the worst days are and how good the best, by the daily returns r of
// daily.go. The worst 5 % of N days are the ⌈N/20⌉ lowest returns, as in numpy's
// sort(r)[:ceil(N/20)]; quantstats' cvar has another bound, the 5 % quantile of a
// normal distribution.

var dailyVolatility = Metric{
	Key: "daily_volatility", Name: "Volatility, daily", Unit: Fraction, Better: -1,
	Formula: "sd(r) with divisor N−1", Undefined: "with fewer than two days, or " + ruined,
	Of: func(r *Run) (float64, bool) {
		if r.ruined {
			return 0, false
		}
		sd, _ := deviation(r.dailyReturns, 1)
		return sd, len(r.dailyReturns) > 1
	},
}

var dailyCVaR = Metric{
	Key: "daily_cvar_5", Name: "CVaR 5 %, daily", Unit: Fraction, Better: +1,
	Formula:   "mean of the ⌈N/20⌉ lowest r, N = number of days (Rockafellar and Uryasev 2000, Optimization of Conditional Value-at-Risk)",
	Undefined: unmarked + ", or " + ruined,
	Of: func(r *Run) (float64, bool) {
		return r.extreme(func(sorted []float64, k int) []float64 { return sorted[:k] })
	},
}

var worstReturn = Metric{
	Key: "worst_daily_return", Name: "Worst day, marked to market", Unit: Fraction, Better: +1,
	Formula: "min(r)", Undefined: unmarked + ", or " + ruined,
	Of: func(r *Run) (float64, bool) {
		if r.ruined {
			return 0, false
		}
		return lowest(r.dailyReturns)
	},
}

var bestDaysGain = Metric{
	Key: "best_days_gain_5", Name: "Gain on the best 5 % of days", Unit: Fraction, Better: +1,
	Formula:   "mean of the ⌈N/20⌉ highest r, N = number of days",
	Undefined: unmarked + ", or " + ruined,
	Of: func(r *Run) (float64, bool) {
		return r.extreme(func(sorted []float64, k int) []float64 { return sorted[len(sorted)-k:] })
	},
}

// extreme is the mean of a twentieth of the ascending daily returns.
func (r *Run) extreme(pick func(sorted []float64, k int) []float64) (float64, bool) {
	if r.ruined {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(r.dailyReturns))
	return mean(pick(sorted, (len(sorted)+19)/20))
}
