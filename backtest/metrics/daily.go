package metrics

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
)

// The metrics here use the account marked to market at the end of each UTC day,
// E, and its daily returns rᵢ = Eᵢ/Eᵢ₋₁ − 1 with E₀ = S. The first and the last
// day may be partial. The rate without risk is 0; a year has 365 days.

const ruined = "once E was 0 or less"

var dailySharpe = Metric{
	Key: "daily_sharpe", Name: "Sharpe, daily", Unit: Ratio, Better: +1,
	Formula:   "mean(r)/sd(r) · √365, sd with divisor N−1 (Sharpe 1994, The Sharpe Ratio)",
	Undefined: "if all daily returns are equal, or " + ruined,
	Of: func(r *Run) (float64, bool) {
		m, _ := mean(r.dailyReturns)
		sd, ok := deviation(r.dailyReturns, 1)
		if !ok || r.ruined {
			return 0, false
		}
		return finite(m / sd * math.Sqrt(365))
	},
}

var dailySortino = Metric{
	Key: "daily_sortino", Name: "Sortino, daily", Unit: Ratio, Better: +1,
	Formula:   "mean(r)/√(mean(min(r, 0)²)) · √365 (Sortino and Price 1994, Performance Measurement in a Downside Risk Framework)",
	Undefined: "without a losing day, or " + ruined,
	Of: func(r *Run) (float64, bool) {
		m, ok := mean(r.dailyReturns)
		if !ok || r.ruined {
			return 0, false
		}
		var q float64
		for _, x := range r.dailyReturns {
			d := min(x, 0)
			q += float64(d * d)
		}
		v, ok := over(m, math.Sqrt(q/float64(len(r.dailyReturns))))
		if !ok {
			return 0, false
		}
		return finite(v * math.Sqrt(365))
	},
}

var volatility = Metric{
	Key: "volatility", Name: "Volatility, annualised", Unit: Fraction, Better: -1,
	Formula: "sd(r) · √365, sd with divisor N−1", Undefined: "with fewer than two days, or " + ruined,
	Of: func(r *Run) (float64, bool) {
		if r.ruined {
			return 0, false
		}
		sd, _ := deviation(r.dailyReturns, 1)
		return sd * math.Sqrt(365), len(r.dailyReturns) > 1
	},
}

var cagrMTM = Metric{
	Key: "cagr_mtm", Name: "CAGR, exact time", Unit: Fraction, Better: +1,
	Formula:   "(E_end/S)^(365 days/(backtest_end − backtest_start)) − 1",
	Undefined: "without daily equity, or with a result above 1e308",
	Of: func(r *Run) (float64, bool) {
		n := len(r.equity)
		if n == 0 || r.To <= r.From || r.equity[n-1] < 0 {
			return 0, false
		}
		year, span := 365*int64(dayLength), int64(r.To-r.From)
		d := gcd(year, span)
		return finite(power(r.equity[n-1]/r.Start, year/d, span/d) - 1)
	},
}

var calmarMTM = Metric{
	Key: "calmar_mtm", Name: "Calmar, marked to market", Unit: Ratio, Better: +1,
	Formula:   "cagr_mtm / max_drawdown_mtm (Young 1991, Calmar Ratio: A Smoother Tool, over the whole run)",
	Undefined: "without a drawdown, or " + ruined,
	Of: func(r *Run) (float64, bool) {
		growth, ok := cagrMTM.Of(r)
		depth, _ := maxDrawdownMTM.Of(r)
		if !ok || r.ruined {
			return 0, false
		}
		return over(growth, depth)
	},
}

var ulcerIndex = Metric{
	Key: "ulcer_index", Name: "Ulcer index", Unit: Percent, Better: -1,
	Formula:   "√(mean of (100·(peak − E)/peak)²) over the days (Martin and McCann 1989, The Investor's Guide to Fidelity Funds)",
	Undefined: unmarked + ", or " + ruined,
	Of: func(r *Run) (float64, bool) {
		if len(r.equity) == 0 || r.ruined {
			return 0, false
		}
		var q float64
		peak := r.equity[0]
		for _, e := range r.equity[1:] {
			peak = max(peak, e)
			d := 100 * (peak - e) / peak
			q += float64(d * d)
		}
		return math.Sqrt(q / float64(len(r.equity)-1)), true
	},
}

var exposureTime = Metric{
	Key: "exposure_time", Name: "Exposure time", Unit: Fraction,
	Formula:   "share of the run's time with at least one trade open; one opened and closed on one candle counts for the candle",
	Undefined: unmarked,
	Of:        func(r *Run) (float64, bool) { return r.Exposure, len(r.Marks) > 0 },
}

// Day is the date of a point of the daily equity: point 0 is the start of the
// first day, point i its end and so on.
func (r *Run) Day(point int) data.Instant { return r.Marks[max(0, point-1)].Day }

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
