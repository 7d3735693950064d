package metrics

import (
	"cmp"
	"iter"
	"slices"
)

// A Drawdown is a stretch in which an equity curve lies below a peak.
type Drawdown struct {
	Start, Valley int     // index of the peak, and of the first lowest point
	End           int     // index of the first point at or above the peak; the last point if it never recovers
	Recovered     bool    // false: still below the peak at the last point
	Depth         float64 // peak − valley
	Ratio         float64 // Depth / peak
}

// Drawdowns walks the drawdowns of an equity curve in order of time. They do not
// overlap; a curve that only rises has none. The start of one that follows a
// plateau is the plateau's last point.
func Drawdowns(equity []float64) iter.Seq[Drawdown] {
	return func(yield func(Drawdown) bool) {
		var d Drawdown
		under := false
		for i, e := range equity {
			switch peak := equity[d.Start]; {
			case e >= peak:
				if d.End, d.Recovered = i, true; under && !yield(d) {
					return
				}
				d, under = Drawdown{Start: i}, false
			case !under || peak-e > d.Depth:
				d.Valley, d.Depth, d.Ratio = i, peak-e, (peak-e)/peak
				under = true
			}
		}
		if d.End = len(equity) - 1; under {
			yield(d)
		}
	}
}

// Worst returns the n deepest drawdowns of the marked daily equity by Ratio,
// deepest first, the earlier first among equals; all if n is 0 or less.
func (r *Run) Worst(n int) []Drawdown {
	worst := slices.Clone(r.declines)
	slices.SortStableFunc(worst, func(a, b Drawdown) int { return cmp.Compare(b.Ratio, a.Ratio) })
	if n > 0 && n < len(worst) {
		worst = worst[:n]
	}
	return worst
}

var maxDrawdownMTM = Metric{
	Key: "max_drawdown_mtm", Name: "Max drawdown, marked to market", Unit: Fraction, Better: -1,
	Formula: "max((peak − E)/peak), E = equity at the end of each UTC day, open trades valued at its last close less the exit fee, peak = running maximum of E from S on", Undefined: unmarked,
	Of: func(r *Run) (float64, bool) {
		var v float64
		for _, d := range r.declines {
			v = max(v, d.Ratio)
		}
		return v, len(r.equity) > 0
	},
}

var maxDrawdownMTMAbs = Metric{
	Key: "max_drawdown_mtm_abs", Name: "Max drawdown in money, marked to market", Unit: Money, Better: -1,
	Formula: "max(peak − E)", Undefined: unmarked,
	Of: func(r *Run) (float64, bool) {
		var v float64
		for _, d := range r.declines {
			v = max(v, d.Depth)
		}
		return v, len(r.equity) > 0
	},
}

const unmarked = "without daily equity"
