package metrics

import "math"

// freqtrade's Sharpe, Sortino and Calmar divide a mean per day by a deviation per
// trade of realised profits. They are not the textbook's, which are in daily.go.

var sharpe = Metric{
	Key: "sharpe", Name: "Sharpe (freqtrade)", Unit: Ratio, Better: +1,
	Formula:   "Σx/backtest_days / sd(x) · √365, x = profit_abs/S of each trade, sd with divisor n",
	Undefined: "with fewer than two different profits (freqtrade: −100, without a trade 0)",
	Of: func(r *Run) (float64, bool) {
		sd, ok := deviation(r.returns, 0)
		if !ok {
			return 0, false
		}
		return finite(r.meanPerDay() / sd * math.Sqrt(365))
	},
}

var sortino = Metric{
	Key: "sortino", Name: "Sortino (freqtrade)", Unit: Ratio, Better: +1,
	Formula:   "Σx/backtest_days / sd(x | x < 0) · √365, x = profit_abs/S of each trade, sd of the losers alone about their own mean, divisor their number",
	Undefined: "with fewer than two different losses (freqtrade: −100, without a trade 0)",
	Of: func(r *Run) (float64, bool) {
		var down []float64
		for _, x := range r.returns {
			if x < 0 {
				down = append(down, x)
			}
		}
		sd, ok := deviation(down, 0)
		if !ok {
			return 0, false
		}
		return finite(r.meanPerDay() / sd * math.Sqrt(365))
	},
}

var calmar = Metric{
	Key: "calmar", Name: "Calmar (freqtrade)", Unit: Ratio, Better: +1,
	Formula:   "100 · Σx/backtest_days / max_drawdown_account · √365, x = profit_abs/S of each trade",
	Undefined: "without a drawdown or with fewer than two trades (freqtrade: −100, without a trade 0)",
	Of: func(r *Run) (float64, bool) {
		if !r.low.ok {
			return 0, false
		}
		v, ok := over(r.profit/r.Start/float64(r.Days())*100, r.low.account)
		return v * math.Sqrt(365), ok
	},
}

var sqn = Metric{
	Key: "sqn", Name: "SQN", Unit: Ratio, Better: +1,
	Formula:   "√n · mean(x) / sd(x), x = profit_abs/S of each trade, sd with divisor n−1 (Van Tharp; freqtrade rounds it to 4 decimals)",
	Undefined: "with fewer than two different profits (freqtrade: −100, without a trade 0)",
	Of: func(r *Run) (float64, bool) {
		sd, ok := deviation(r.returns, 1)
		if !ok {
			return 0, false
		}
		m, _ := mean(r.returns)
		return finite(math.Sqrt(float64(len(r.returns))) * (m / sd))
	},
}

var cagr = Metric{
	Key: "cagr", Name: "CAGR", Unit: Fraction, Better: +1,
	Formula:   "(final_balance/S)^(365/backtest_days) − 1",
	Undefined: "with a balance below 0 or a result above 1e308",
	Of: func(r *Run) (float64, bool) {
		if r.Final() < 0 {
			return 0, false
		}
		return finite(power(r.Final()/r.Start, 365, int64(r.Days())) - 1)
	},
}

func (r *Run) meanPerDay() float64 { return sum(r.returns) / float64(r.Days()) }
