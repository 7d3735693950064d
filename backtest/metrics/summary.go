package metrics

// summary lists the figures of freqtrade's summary in its order, save the trading
// mode, which is text.
var summary = []source{
	{"backtest_from", "Backtesting from", asDate, backtestStart, 0},
	{"backtest_to", "Backtesting to", asDate, backtestEnd, 0},
	{"max_open_trades", "Max open trades", asCount, maxOpenTrades, 0},
	{"total_trades", "Total Trades", asCount, totalTrades, 0},
	{"daily_avg_trades", "Daily Avg Trades", asShort, tradesPerDay, 0},
	{"starting_balance", "Starting balance", asMoney, startingBalance, 0},
	{"final_balance", "Final balance", asMoney, finalBalance, 0},
	{"profit_abs", "Absolute profit", asMoney, profitTotalAbs, 0},
	{"profit_pct", "Total profit %", asPercent, profitTotal, 0},
	{"cagr_pct", "CAGR %", asPercent, cagr, 0},
	{"sortino", "Sortino", asRatio, sortino, -100},
	{"sharpe", "Sharpe", asRatio, sharpe, -100},
	{"calmar", "Calmar", asRatio, calmar, -100},
	{"sqn", "SQN", asRatio, printedSQN, -100},
	{"profit_factor", "Profit factor", asRatio, profitFactor, 0},
	{"expectancy", "Expectancy", asRatio, expectancy, 0},
	{"expectancy_ratio", "Expectancy Ratio", asRatio, expectancyRatio, 100},
	{"avg_daily_profit", "Avg. daily profit", asMoney, avgDailyProfit, 0},
	{"avg_stake_amount", "Avg. stake amount", asMoney, avgStakeAmount, 0},
	{"total_trade_volume", "Total trade volume", asMoney, totalVolume, 0},
	{"best_trade_pct", "Best trade", asPercent, bestTrade, 0},
	{"worst_trade_pct", "Worst trade", asPercent, worstTrade, 0},
	{"best_day", "Best day", asMoney, bestDay, 0},
	{"worst_day", "Worst day", asMoney, worstDay, 0},
	{"days_win", "Days win", asCount, winningDays, 0},
	{"days_draw", "Days draw", asCount, drawDays, 0},
	{"days_lose", "Days lose", asCount, losingDays, 0},
	{"winners_min_minutes", "Min. Duration Winners", asMinutes, winnerHoldingMin, 0},
	{"winners_max_minutes", "Max. Duration Winners", asMinutes, winnerHoldingMax, 0},
	{"winners_avg_minutes", "Avg. Duration Winners", asMinutes, winnerHoldingAvg, 0},
	{"losers_min_minutes", "Min. Duration Losers", asMinutes, loserHoldingMin, 0},
	{"losers_max_minutes", "Max. Duration Losers", asMinutes, loserHoldingMax, 0},
	{"losers_avg_minutes", "Avg. Duration Losers", asMinutes, loserHoldingAvg, 0},
	{"max_consec_wins", "Max Consecutive Wins", asCount, maxConsecutiveWins, 0},
	{"max_consec_losses", "Max Consecutive Loss", asCount, maxConsecutiveLosses, 0},
	{"rejected_signals", "Rejected Entry signals", asCount, rejectedSignals, 0},
	{"entry_timeouts", "Entry Timeouts", asCount, never, 0},
	{"exit_timeouts", "Exit Timeouts", asCount, never, 0},
	{"min_balance", "Min balance", asMoney, csumMin, 0},
	{"max_balance", "Max balance", asMoney, csumMax, 0},
	{"max_underwater_pct", "Max % of account underwater", asPercent, maxRelativeDrawdown, 0},
	{"drawdown_abs", "Absolute drawdown", asMoney, maxDrawdownAbs, 0},
	{"drawdown_pct", "Absolute drawdown %", asPercent, maxDrawdownAccount, 0},
	{"drawdown_duration_minutes", "Drawdown duration", asSpan, drawdownDuration, 0},
	{"profit_at_dd_start", "Profit at drawdown start", asMoney, maxDrawdownHigh, 0},
	{"profit_at_dd_end", "Profit at drawdown end", asMoney, maxDrawdownLow, 0},
	{"drawdown_start", "Drawdown start", asDate, drawdownStart, 0},
	{"drawdown_end", "Drawdown end", asDate, drawdownEnd, 0},
	{"market_change_pct", "Market change", asPercent, market, 0},
}

// What the summary prints besides the metrics.

// maxOpenTrades is the limit of slots, but not more than there are pairs.
var maxOpenTrades = Metric{
	Of: func(r *Run) (float64, bool) {
		if r.Slots < 0 {
			return float64(len(r.Pairs)), true
		}
		return float64(min(r.Slots, len(r.Pairs))), true
	},
}

var avgDailyProfit = Metric{
	Better: +1,
	Of:     func(r *Run) (float64, bool) { return r.profit / float64(r.Days()), true },
}

// printedSQN is rounded once before it is printed.
var printedSQN = Metric{
	Better: +1, Undefined: sqn.Undefined,
	Of: func(r *Run) (float64, bool) {
		v, ok := sqn.Of(r)
		return npRound(v, 4), ok
	},
}

// never is what a backtest without an order book cannot have.
var never = Metric{Of: func(*Run) (float64, bool) { return 0, true }}
