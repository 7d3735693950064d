package runfolder

import (
	"math"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// Level is the level of the bootstrap intervals, two-sided.
const Level = 0.95

// FewDays is the number of common days below which nothing is resampled.
const FewDays = 30

// A Resampling says how often days are drawn again, and from which seed.
type Resampling struct {
	Resamples int
	Seed      uint64
}

// A Spread is how far a metric could have come out otherwise on days like these.
type Spread struct {
	A, B, Delta stats.Interval // of both runs and of b − a
	P           float64        // two-sided, that the true difference is 0
}

// Noise reports whether the difference cannot be told from 0.
func (s Spread) Noise() bool { return s.Delta.Contains(0) }

// Paired resamples the common days of two runs, both by the same days, with the
// stationary bootstrap, and returns the spread of every metric that it can tell,
// by key: those that are undefined in one of twenty resamples or more are left out.
// Mean block length: the longest of what Politis and White (2004, corrected 2009)
// give for the returns of both runs and their difference.
//
//	p = 2·min(1 + #{d* ≤ 0}, 1 + #{d* ≥ 0})/(1 + resamples), at most 1
func Paired(a, b *Series, how Resampling) map[string]Spread {
	a, b = Common(a, b)
	n := a.Days()
	if n < FewDays || how.Resamples < 1 {
		return nil
	}
	boot := stats.Bootstrap{Rows: n, Resamples: how.Resamples, Block: block(a, b), Seed: how.Seed}
	k := len(daily)
	columns, ok := boot.Run(3*k, func(rows []int32, out []float64) bool {
		x, y := newTotal(a), newTotal(b)
		for _, i := range rows {
			x.add(&a.days[i])
			y.add(&b.days[i])
		}
		for m := range daily {
			v, okV := daily[m].of(&x)
			w, okW := daily[m].of(&y)
			if okV && okW && (a.traded && b.traded || !daily[m].trades) {
				out[m], out[k+m], out[2*k+m] = v, w, 1
			} else {
				out[m], out[k+m], out[2*k+m] = 0, 0, 0
			}
		}
		return true
	})
	if !ok {
		return nil
	}
	out := map[string]Spread{}
	for m := range daily {
		if s, ok := spread(columns[m], columns[k+m], columns[2*k+m], how.Resamples); ok {
			out[daily[m].key] = s
		}
	}
	return out
}

// block is the mean block length that keeps the dependence of all three series.
func block(a, b *Series) float64 {
	x, y := a.Returns(), b.Returns()
	d := make([]float64, len(x))
	for i := range d {
		d[i] = y[i] - x[i]
	}
	longest := 1.0
	for _, xs := range [][]float64{x, y, d} {
		if s, _, ok := stats.BlockLength(xs); ok {
			longest = max(longest, s)
		}
	}
	return longest
}

// spread reads the replicates of one metric; defined is 1 where it is.
func spread(a, b, defined []float64, resamples int) (s Spread, ok bool) {
	var x, y, d []float64
	below, above := 1, 1
	for i := range defined {
		if defined[i] == 0 {
			continue
		}
		delta := b[i] - a[i]
		x, y, d = append(x, a[i]), append(y, b[i]), append(d, delta)
		if delta <= 0 {
			below++
		}
		if delta >= 0 {
			above++
		}
	}
	if 20*len(d) < 19*resamples {
		return s, false
	}
	var okA, okB, okD bool
	s.A, okA = stats.Percentile(x, Level)
	s.B, okB = stats.Percentile(y, Level)
	s.Delta, okD = stats.Percentile(d, Level)
	s.P = math.Min(1, 2*float64(min(below, above))/float64(1+len(d)))
	return s, okA && okB && okD
}
