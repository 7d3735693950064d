package runfolder

import "math"

// daily lists the metrics that follow from sums over days. They can be resampled;
// over all days in their order they are what summary.json has under the same key,
// up to rounding.
var daily = []struct {
	key    string
	trades bool // needs the trades
	of     func(*total) (float64, bool)
}{
	{"total_trades", true, func(t *total) (float64, bool) { return t.trades, true }},
	{"wins", true, func(t *total) (float64, bool) { return t.wins, true }},
	{"draws", true, func(t *total) (float64, bool) { return t.draws, true }},
	{"losses", true, func(t *total) (float64, bool) { return t.losses, true }},
	{"winrate", true, func(t *total) (float64, bool) { return over(t.wins, t.trades) }},
	{"final_balance", true, func(t *total) (float64, bool) { return t.start + (t.won - t.lost), true }},
	{"profit_total_abs", true, func(t *total) (float64, bool) { return t.won - t.lost, true }},
	{"profit_total", true, func(t *total) (float64, bool) { return over(t.won-t.lost, t.start) }},
	{"profit_mean", true, func(t *total) (float64, bool) { return over(t.ratio, t.trades) }},
	{"profit_factor", true, func(t *total) (float64, bool) { return over(t.won, t.lost) }},
	{"expectancy", true, func(t *total) (float64, bool) { return over(t.won-t.lost, t.trades) }},
	{"expectancy_ratio", true, expectancyRatio},
	{"avg_stake_amount", true, func(t *total) (float64, bool) { return over(t.stake, t.trades) }},
	{"total_volume", true, func(t *total) (float64, bool) { return t.volume, true }},
	{"daily_sharpe", false, func(t *total) (float64, bool) {
		sd, ok := t.deviation()
		if !ok || t.ruined() {
			return 0, false
		}
		return t.change / t.n / sd * math.Sqrt(365), true
	}},
	{"daily_sortino", false, func(t *total) (float64, bool) {
		v, ok := over(t.change/t.n, math.Sqrt(t.down/t.n))
		return v * math.Sqrt(365), ok && !t.ruined()
	}},
	{"volatility", false, func(t *total) (float64, bool) {
		sd, _ := t.deviation()
		return sd * math.Sqrt(365), t.n > 1 && !t.ruined()
	}},
	{"max_drawdown_mtm", false, func(t *total) (float64, bool) { return t.depth, true }},
	{"ulcer_index", false, func(t *total) (float64, bool) { return 100 * math.Sqrt(t.ulcer/t.n), t.n > 0 && !t.ruined() }},
	{MeanReturn, false, func(t *total) (float64, bool) { return over(t.change, t.n) }},
}

// MeanReturn is the key of the mean daily return marked to market. No file has it:
// it is what the drift of a run is judged by.
const MeanReturn = "daily_return_mean"

func expectancyRatio(t *total) (float64, bool) {
	win, okW := over(t.won, t.wins)
	if !okW {
		win = 0
	}
	loss, ok := over(t.lost, t.losses)
	if !ok || loss == 0 {
		return 0, false
	}
	return float64((1+win/loss)*(t.wins/t.trades)) - 1, true
}

// over is a/b, undefined where b is 0 or the quotient leaves the numbers.
func over(a, b float64) (float64, bool) {
	if b == 0 || math.IsNaN(a/b) || math.IsInf(a/b, 0) {
		return 0, false
	}
	return a / b, true
}

// Daily works a metric out from the series; ok is false where it is undefined or
// does not follow from days.
func (s *Series) Daily(key string) (float64, bool) {
	t := newTotal(s)
	for i := range s.days {
		t.add(&s.days[i])
	}
	for _, m := range daily {
		if m.key == key && t.marked && (t.traded || !m.trades) {
			return m.of(&t)
		}
	}
	return 0, false
}

// OfTrades works a metric out from trades alone, as those of one pair; known is false
// for metrics that need more.
func OfTrades(trades []Trade, start float64, key string) (v float64, ok, known bool) {
	t := total{start: start, traded: true}
	for _, x := range trades {
		t.count(tallyOf(x))
	}
	for _, m := range daily {
		if m.key == key && m.trades && key != "final_balance" {
			v, ok = m.of(&t)
			return v, ok, true
		}
	}
	return 0, false, false
}
