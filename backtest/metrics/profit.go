package metrics

import "github.com/remora-bt/remora-bt/backtest"

var startingBalance = Metric{
	Key: "starting_balance", Name: "Starting balance", Unit: Money,
	Formula: "S = wallet before the first trade",
	Of:      func(r *Run) (float64, bool) { return r.Start, true },
}

var finalBalance = Metric{
	Key: "final_balance", Name: "Final balance", Unit: Money, Better: +1,
	Formula: "S + Σ profit_abs",
	Of:      func(r *Run) (float64, bool) { return r.Final(), true },
}

var profitTotalAbs = Metric{
	Key: "profit_total_abs", Name: "Absolute profit", Unit: Money, Better: +1,
	Formula: "Σ profit_abs",
	Of:      func(r *Run) (float64, bool) { return r.profit, true },
}

var profitTotal = Metric{
	Key: "profit_total", Name: "Total profit", Unit: Fraction, Better: +1,
	Formula: "Σ profit_abs / S",
	Of:      func(r *Run) (float64, bool) { return r.profit / r.Start, true },
}

var profitMean = Metric{
	Key: "profit_mean", Name: "Mean profit of a trade", Unit: Fraction, Better: +1,
	Formula: "mean of profit_ratio", Undefined: "without a trade",
	Of: func(r *Run) (float64, bool) { return mean(profitRatios(r.Trades)) },
}

var profitMedian = Metric{
	Key: "profit_median", Name: "Median profit of a trade", Unit: Fraction, Better: +1,
	Formula: "median of profit_ratio", Undefined: "without a trade",
	Of: func(r *Run) (float64, bool) { return median(profitRatios(r.Trades)) },
}

var bestTrade = Metric{
	Key: "best_trade_ratio", Name: "Best trade", Unit: Fraction, Better: +1,
	Formula: "largest profit_ratio", Undefined: "without a trade",
	Of: func(r *Run) (float64, bool) { return highest(profitRatios(r.Trades)) },
}

var worstTrade = Metric{
	Key: "worst_trade_ratio", Name: "Worst trade", Unit: Fraction, Better: +1,
	Formula: "smallest profit_ratio", Undefined: "without a trade",
	Of: func(r *Run) (float64, bool) { return lowest(profitRatios(r.Trades)) },
}

var avgStakeAmount = Metric{
	Key: "avg_stake_amount", Name: "Avg. stake amount", Unit: Money,
	Formula: "mean of stake_amount, each rounded to 8 decimals", Undefined: "without a trade",
	Of: func(r *Run) (float64, bool) {
		return mean(each(r.Trades, func(t backtest.Trade) float64 { return rounded(t.Stake, 8) }))
	},
}

var totalVolume = Metric{
	Key: "total_volume", Name: "Total trade volume", Unit: Money,
	Formula: "Σ amount·open_rate·(1+fee_open) + amount·close_rate·(1+fee_close)",
	Of: func(r *Run) (float64, bool) {
		return sum(each(r.Trades, backtest.Trade.Volume)), true
	},
}

func profitRatios(trades []backtest.Trade) []float64 {
	return each(trades, func(t backtest.Trade) float64 { return t.ProfitRatio })
}

func each(trades []backtest.Trade, f func(backtest.Trade) float64) []float64 {
	out := make([]float64, len(trades))
	for i, t := range trades {
		out[i] = f(t)
	}
	return out
}
