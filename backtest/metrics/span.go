package metrics

var backtestStart = Metric{
	Key: "backtest_start", Name: "Backtesting from", Unit: Date,
	Formula: "open time of the first candle after warm-up",
	Of:      func(r *Run) (float64, bool) { return float64(r.From), true },
}

var backtestEnd = Metric{
	Key: "backtest_end", Name: "Backtesting to", Unit: Date,
	Formula: "open time of the last candle",
	Of:      func(r *Run) (float64, bool) { return float64(r.To), true },
}

var backtestDays = Metric{
	Key: "backtest_days", Name: "Days", Unit: Days,
	Formula: "whole days from backtest_start to backtest_end, at least 1",
	Of:      func(r *Run) (float64, bool) { return float64(r.Days()), true },
}

var market = Metric{
	Key: "market_change", Name: "Market change", Unit: Fraction,
	Formula: "mean over the pairs of (last close − first close)/first close", Undefined: "if the candles are not known",
	Of: func(r *Run) (float64, bool) { return mean(r.Market) },
}
