package metrics

// A day here is a UTC calendar day between the first and the last close; its
// profit is the sum of the trades closed on it, rounded to 10 decimals.

var bestDay = Metric{
	Key: "best_day_abs", Name: "Best day", Unit: Money, Better: +1,
	Formula: "largest profit of a day", Undefined: "without a trade (freqtrade: 0)",
	Of: func(r *Run) (float64, bool) { return highest(dayProfits(r)) },
}

var worstDay = Metric{
	Key: "worst_day_abs", Name: "Worst day", Unit: Money, Better: +1,
	Formula: "smallest profit of a day", Undefined: "without a trade (freqtrade: 0)",
	Of: func(r *Run) (float64, bool) { return lowest(dayProfits(r)) },
}

var winningDays = Metric{
	Key: "winning_days", Name: "Winning days", Unit: Count, Better: +1,
	Formula: "days with a profit above 0",
	Of:      func(r *Run) (float64, bool) { return r.countDays(+1), true },
}

var drawDays = Metric{
	Key: "draw_days", Name: "Draw days", Unit: Count,
	Formula: "days with a profit of 0, days without a trade among them",
	Of:      func(r *Run) (float64, bool) { return r.countDays(0), true },
}

var losingDays = Metric{
	Key: "losing_days", Name: "Losing days", Unit: Count, Better: -1,
	Formula: "days with a profit below 0",
	Of:      func(r *Run) (float64, bool) { return r.countDays(-1), true },
}

func dayProfits(r *Run) []float64 {
	out := make([]float64, len(r.daily))
	for i, d := range r.daily {
		out[i] = d.Profit
	}
	return out
}

func (r *Run) countDays(sign int) float64 {
	n := 0
	for _, d := range r.daily {
		if d.Profit > 0 && sign > 0 || d.Profit == 0 && sign == 0 || d.Profit < 0 && sign < 0 {
			n++
		}
	}
	return float64(n)
}
