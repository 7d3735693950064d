package sweep

import (
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A RankOfRank is a rank information coefficient: Spearman's correlation of score and
// outcome over all rows. Its error allows for rows that share candles and for days
// that hang together:
//
//	z = x·y − IC/2·(x² + y²),   x, y the ranks, standardised
//	error² = Var(Σ z of a day)·τ·days/n²,   τ the correlation time of these sums
//
// Undefined where the error is, as for fewer than ten days.
type RankOfRank struct {
	IC    *float64 `json:"ic"`
	Error *float64 `json:"error"`
	T     *float64 `json:"t"` // IC/error
}

func rankOfRank(ranks, outcome []float64, day []int) (r RankOfRank) {
	if len(ranks) < few {
		return r
	}
	other, ok := stats.Ranks(outcome)
	if !ok {
		return r
	}
	ic, ok := stats.Correlation(ranks, other)
	if !ok {
		return r
	}
	x, y := scaleOf(ranks), scaleOf(other)
	z := other
	for i := range z {
		x, y := x.of(ranks[i]), y.of(other[i])
		z[i] = float64(x*y) - float64(ic/2*(float64(x*x)+float64(y*y)))
	}
	if e, ok := meanError(z, day); ok {
		r.IC, r.Error = &ic, &e
		r.T = verdict.Number(ic/e, e > 0)
	}
	return r
}

// A scale standardises: mean 0 and mean square 1.
type scale struct{ mean, sd float64 }

func scaleOf(xs []float64) scale {
	m, _ := stats.Describe(xs)
	n := float64(m.N)
	return scale{m.Mean, m.SD * math.Sqrt((n-1)/n)}
}

func (s scale) of(x float64) float64 { return (x - s.mean) / s.sd }

// fewDays are too few to tell how days hang together.
const fewDays = 10

// meanError is the error of a mean of rows that belong to days, ascending, from the
// sums of their deviations by day. Undefined for fewer than ten days.
func meanError(xs []float64, day []int) (float64, bool) {
	if len(xs) == 0 {
		return 0, false
	}
	var mean float64
	for _, x := range xs {
		mean += x
	}
	n := float64(len(xs))
	mean /= n
	sums := make([]float64, day[len(day)-1]-day[0]+1)
	for i, x := range xs {
		sums[day[i]-day[0]] += x - mean
	}
	if len(sums) < fewDays {
		return 0, false
	}
	if slices.Min(sums) == slices.Max(sums) {
		return 0, true
	}
	tau, ok := stats.CorrelationTime(sums)
	m, varied := stats.Describe(sums)
	if !ok || !varied {
		return 0, false
	}
	return m.SD * math.Sqrt(max(tau, 1)*float64(len(sums))) / n, true
}
