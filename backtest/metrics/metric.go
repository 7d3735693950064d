package metrics

import (
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A Unit says what the number of a metric counts.
type Unit string

// The units.
const (
	Count    Unit = "count"
	Money    Unit = "quote"    // quote asset
	Fraction Unit = "fraction" // of 1; tables print it as percent
	Percent  Unit = "percent"
	Ratio    Unit = "ratio" // a pure number
	Seconds  Unit = "s"
	Days     Unit = "days"
	Date     Unit = "date" // milliseconds since 1970, printed as 2022-05-12 10:00:00 UTC
)

// A Metric is one figure of a run.
type Metric struct {
	Key       string // in files and JSON; freqtrade's where it has one
	Name      string // in tables
	Unit      Unit
	Better    int                             // +1 more is better, -1 less is better, 0 neither
	Formula   string                          // in the words of freqtrade's columns; source where there is one
	Undefined string                          // when Of returns ok false; "" for never
	Of        func(*Run) (v float64, ok bool) // undefined it is 0
}

// All lists every metric in the order in which files hold them.
func All() []Metric {
	return []Metric{
		backtestStart, backtestEnd, backtestDays,
		totalTrades, wins, draws, losses, winrate, maxConsecutiveWins, maxConsecutiveLosses, tradesPerDay, rejectedSignals,
		startingBalance, finalBalance, profitTotalAbs, profitTotal, profitMean, profitMedian, bestTrade, worstTrade,
		profitFactor, expectancy, expectancyRatio,
		cagr, sharpe, sortino, calmar, sqn,
		avgStakeAmount, totalVolume,
		bestDay, worstDay, winningDays, drawDays, losingDays,
		holdingAvg, winnerHoldingMin, winnerHoldingAvg, winnerHoldingMax, loserHoldingMin, loserHoldingAvg, loserHoldingMax,
		maxDrawdownAbs, maxDrawdownAccount, maxRelativeDrawdown, drawdownStart, drawdownEnd, drawdownDuration,
		maxDrawdownHigh, maxDrawdownLow, csumMin, csumMax,
		market,
		dailySharpe, dailySortino, volatility, cagrMTM, calmarMTM, maxDrawdownMTM, maxDrawdownMTMAbs, ulcerIndex,
		dailyVolatility, dailyCVaR, worstReturn, bestDaysGain, exposureTime,
	}
}

// Textbook lists the metrics that freqtrade does not have or defines otherwise:
// those of the daily equity marked to market.
func Textbook() []Metric {
	all := All()
	first := slices.IndexFunc(all, func(m Metric) bool { return m.Key == dailySharpe.Key })
	return all[first:]
}

// Find looks a metric up by its key.
func Find(key string) (m Metric, ok bool) {
	for _, m := range All() {
		if m.Key == key {
			return m, true
		}
	}
	return Metric{}, false
}

// Delta is the metric of filtered minus that of baseline, undefined if either is
// and for dates.
func (m Metric) Delta(baseline, filtered *Run) (v float64, ok bool) {
	a, okA := m.Of(baseline)
	b, okB := m.Of(filtered)
	return b - a, okA && okB && m.Unit != Date
}

// Text prints a value of the metric for a table.
func (m Metric) Text(v float64, ok bool) string {
	if !ok {
		return Undefined
	}
	switch m.Unit {
	case Count, Days:
		return fixed(v, 0)
	case Money:
		return fixed(v, 3)
	case Fraction:
		return fixed(v*100, 2) + "%"
	case Percent:
		return fixed(v, 2) + "%"
	case Seconds:
		return duration(v / 60)
	case Date:
		return data.Instant(v).String()
	default:
		return fixed(v, 3)
	}
}

// Signed is Text with a plus sign for what is above zero.
func (m Metric) Signed(v float64, ok bool) string { return signed(m.Text(v, ok), v) }

// provided is v, or undefined unless ok.
func provided(ok bool, v float64) (float64, bool) {
	if !ok {
		return 0, false
	}
	return v, true
}

// finite is v unless a division or a power has left the numbers.
func finite(v float64) (float64, bool) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, false
	}
	return v, true
}

// over is a/b, undefined where b is 0.
func over(a, b float64) (float64, bool) {
	if b == 0 {
		return 0, false
	}
	return finite(a / b)
}
