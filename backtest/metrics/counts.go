package metrics

var totalTrades = Metric{
	Key: "total_trades", Name: "Total trades", Unit: Count,
	Formula: "n = number of closed trades",
	Of:      func(r *Run) (float64, bool) { return float64(len(r.Trades)), true },
}

var wins = Metric{
	Key: "wins", Name: "Wins", Unit: Count, Better: +1,
	Formula: "number of trades with profit_abs > 0",
	Of:      func(r *Run) (float64, bool) { return float64(r.wins), true },
}

var draws = Metric{
	Key: "draws", Name: "Draws", Unit: Count,
	Formula: "number of trades with profit_abs = 0",
	Of:      func(r *Run) (float64, bool) { return float64(r.draws), true },
}

var losses = Metric{
	Key: "losses", Name: "Losses", Unit: Count, Better: -1,
	Formula: "number of trades with profit_abs < 0",
	Of:      func(r *Run) (float64, bool) { return float64(r.losses), true },
}

var winrate = Metric{
	Key: "winrate", Name: "Win rate", Unit: Fraction, Better: +1,
	Formula: "wins / n", Undefined: "without a trade",
	Of: func(r *Run) (float64, bool) { return over(float64(r.wins), float64(len(r.Trades))) },
}

var maxConsecutiveWins = Metric{
	Key: "max_consecutive_wins", Name: "Max consecutive wins", Unit: Count, Better: +1,
	Formula: "longest row of trades with profit_ratio > 0, in the order of closing",
	Of:      func(r *Run) (float64, bool) { return float64(r.streak(true)), true },
}

var maxConsecutiveLosses = Metric{
	Key: "max_consecutive_losses", Name: "Max consecutive losses", Unit: Count, Better: -1,
	Formula: "longest row of trades with profit_ratio ≤ 0, draws included, in the order of closing",
	Of:      func(r *Run) (float64, bool) { return float64(r.streak(false)), true },
}

var tradesPerDay = Metric{
	Key: "trades_per_day", Name: "Daily avg trades", Unit: Ratio,
	Formula: "n / backtest_days (freqtrade rounds it to 2 decimals)",
	Of:      func(r *Run) (float64, bool) { return float64(len(r.Trades)) / float64(r.Days()), true },
}

var rejectedSignals = Metric{
	Key: "rejected_signals", Name: "Rejected entry signals", Unit: Count,
	Formula: "entry signals refused because every slot was taken",
	Of:      func(r *Run) (float64, bool) { return float64(r.Rejected), true },
}

// streak is the longest row of trades that won, or of those that did not.
func (r *Run) streak(won bool) int {
	longest, n := 0, 0
	for _, t := range r.Trades {
		if (t.ProfitRatio > 0) != won {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}
