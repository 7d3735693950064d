package metrics

import "github.com/remora-bt/remora-bt/backtest"

// freqtrade rounds the averages to whole minutes.

var holdingAvg = Metric{
	Key: "holding_avg_s", Name: "Avg. duration", Unit: Seconds,
	Formula: "mean of close_date − open_date", Undefined: "without a trade",
	Of: func(r *Run) (float64, bool) { return mean(r.held(nil)) },
}

var winnerHoldingMin = Metric{
	Key: "winner_holding_min_s", Name: "Min. duration winners", Unit: Seconds,
	Formula: "shortest duration with profit_ratio > 0", Undefined: "without a winner",
	Of: func(r *Run) (float64, bool) { return lowest(r.held(winner)) },
}

var winnerHoldingAvg = Metric{
	Key: "winner_holding_avg_s", Name: "Avg. duration winners", Unit: Seconds,
	Formula: "mean duration with profit_ratio > 0", Undefined: "without a winner",
	Of: func(r *Run) (float64, bool) { return mean(r.held(winner)) },
}

var winnerHoldingMax = Metric{
	Key: "winner_holding_max_s", Name: "Max. duration winners", Unit: Seconds,
	Formula: "longest duration with profit_ratio > 0", Undefined: "without a winner",
	Of: func(r *Run) (float64, bool) { return highest(r.held(winner)) },
}

var loserHoldingMin = Metric{
	Key: "loser_holding_min_s", Name: "Min. duration losers", Unit: Seconds,
	Formula: "shortest duration with profit_ratio < 0", Undefined: "without a loser",
	Of: func(r *Run) (float64, bool) { return lowest(r.held(loser)) },
}

var loserHoldingAvg = Metric{
	Key: "loser_holding_avg_s", Name: "Avg. duration losers", Unit: Seconds,
	Formula: "mean duration with profit_ratio < 0", Undefined: "without a loser",
	Of: func(r *Run) (float64, bool) { return mean(r.held(loser)) },
}

var loserHoldingMax = Metric{
	Key: "loser_holding_max_s", Name: "Max. duration losers", Unit: Seconds,
	Formula: "longest duration with profit_ratio < 0", Undefined: "without a loser",
	Of: func(r *Run) (float64, bool) { return highest(r.held(loser)) },
}

func winner(t backtest.Trade) bool { return t.ProfitRatio > 0 }
func loser(t backtest.Trade) bool  { return t.ProfitRatio < 0 }

// held is how long the trades were open, in seconds; of all if keep is nil.
func (r *Run) held(keep func(backtest.Trade) bool) []float64 {
	var out []float64
	for _, t := range r.Trades {
		if keep == nil || keep(t) {
			out = append(out, float64(t.Close-t.Open)/1000)
		}
	}
	return out
}
