package metrics

var profitFactor = Metric{
	Key: "profit_factor", Name: "Profit factor", Unit: Ratio, Better: +1,
	Formula: "Σ max(profit_abs, 0) / Σ max(−profit_abs, 0)", Undefined: "without a losing trade (freqtrade: 0)",
	Of: func(r *Run) (float64, bool) { return over(r.won, r.lost) },
}

var expectancy = Metric{
	Key: "expectancy", Name: "Expectancy", Unit: Money, Better: +1,
	Formula:   "wins/n · mean profit_abs of winners − losses/n · mean loss of losers",
	Undefined: "without a trade (freqtrade: 0)",
	Of: func(r *Run) (float64, bool) {
		n := float64(len(r.Trades))
		win, _ := over(r.won, float64(r.wins))
		loss, _ := over(r.lost, float64(r.losses))
		return over(float64(float64(r.wins)*win)-float64(float64(r.losses)*loss), n)
	},
}

var expectancyRatio = Metric{
	Key: "expectancy_ratio", Name: "Expectancy ratio", Unit: Ratio, Better: +1,
	Formula:   "(1 + mean profit_abs of winners / mean loss of losers) · wins/n − 1",
	Undefined: "without a losing trade (freqtrade: 100)",
	Of: func(r *Run) (float64, bool) {
		win, _ := over(r.won, float64(r.wins))
		loss, ok := over(r.lost, float64(r.losses))
		if !ok || loss == 0 {
			return 0, false
		}
		rate := float64(r.wins) / float64(len(r.Trades))
		return finite(float64((1+win/loss)*rate) - 1)
	},
}
