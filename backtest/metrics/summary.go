package metrics

// summary lists the figures of freqtrade's summary in its order, save the trading
// mode, which is text.
var summary = []source{
	{"backtest_from", "Backtesting from", asDate, backtestStart},
	{"backtest_to", "Backtesting to", asDate, backtestEnd},
	{"max_open_trades", "Max open trades", asCount, maxOpenTrades},
	{"total_trades", "Total Trades", asCount, totalTrades},
	{"daily_avg_trades", "Daily Avg Trades", asShort, tradesPerDay},
	{"starting_balance", "Starting balance", asMoney, startingBalance},
	{"final_balance", "Final balance", asMoney, finalBalance},
	{"profit_abs", "Absolute profit", asMoney, profitTotalAbs},
	{"profit_pct", "Total profit %", asPercent, profitTotal},
	{"cagr_pct", "CAGR %", asPercent, cagr},
	{"sortino", "Sortino", asRatio, sortino},
	{"sharpe", "Sharpe", asRatio, sharpe},
	{"calmar", "Calmar", asRatio, calmar},
	{"sqn", "SQN", asRatio, printedSQN},
	{"profit_factor", "Profit factor", asRatio, profitFactor},
	{"expectancy", "Expectancy", asRatio, expectancy},
	{"expectancy_ratio", "Expectancy Ratio", asRatio, expectancyRatio},
	{"avg_daily_profit", "Avg. daily profit", asMoney, avgDailyProfit},
	{"avg_stake_amount", "Avg. stake amount", asMoney, avgStakeAmount},
	{"total_trade_volume", "Total trade volume", asMoney, totalVolume},
	{"best_trade_pct", "Best trade", asPercent, bestTrade},
	{"worst_trade_pct", "Worst trade", asPercent, worstTrade},
	{"best_day", "Best day", asMoney, bestDay},
	{"worst_day", "Worst day", asMoney, worstDay},
	{"days_win", "Days win", asCount, winningDays},
	{"days_draw", "Days draw", asCount, drawDays},
	{"days_lose", "Days lose", asCount, losingDays},
	{"winners_min_minutes", "Min. Duration Winners", asMinutes, winnerHoldingMin},
	{"winners_max_minutes", "Max. Duration Winners", asMinutes, winnerHoldingMax},
	{"winners_avg_minutes", "Avg. Duration Winners", asMinutes, winnerHoldingAvg},
	{"losers_min_minutes", "Min. Duration Losers", asMinutes, loserHoldingMin},
	{"losers_max_minutes", "Max. Duration Losers", asMinutes, loserHoldingMax},
	{"losers_avg_minutes", "Avg. Duration Losers", asMinutes, loserHoldingAvg},
	{"max_consec_wins", "Max Consecutive Wins", asCount, maxConsecutiveWins},
	{"max_consec_losses", "Max Consecutive Loss", asCount, maxConsecutiveLosses},
	{"rejected_signals", "Rejected Entry signals", asCount, rejectedSignals},
	{"entry_timeouts", "Entry Timeouts", asCount, never},
	{"exit_timeouts", "Exit Timeouts", asCount, never},
	{"min_balance", "Min balance", asMoney, csumMin},
	{"max_balance", "Max balance", asMoney, csumMax},
	{"max_underwater_pct", "Max % of account underwater", asPercent, maxRelativeDrawdown},
	{"drawdown_abs", "Absolute drawdown", asMoney, maxDrawdownAbs},
	{"drawdown_pct", "Absolute drawdown %", asPercent, maxDrawdownAccount},
	{"drawdown_duration_minutes", "Drawdown duration", asSpan, drawdownDuration},
	{"profit_at_dd_start", "Profit at drawdown start", asMoney, maxDrawdownHigh},
	{"profit_at_dd_end", "Profit at drawdown end", asMoney, maxDrawdownLow},
	{"drawdown_start", "Drawdown start", asDate, drawdownStart},
	{"drawdown_end", "Drawdown end", asDate, drawdownEnd},
	{"market_change_pct", "Market change", asPercent, market},
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
