package stats

import (
	"math"
	"slices"
)

// Percentile is the two-sided percentile interval of bootstrap replicates: their
// type-7 quantiles at (1 ∓ level)/2. Undefined for no replicates or a level outside
// (0, 1). O(n log n).
func Percentile(replicates []float64, level float64) (Interval, bool) {
	if !(level > 0 && level < 1) {
		return Interval{}, false
	}
	q, ok := Quantiles(replicates, (1-level)/2, (1+level)/2)
	if !ok {
		return Interval{}, false
	}
	return Interval{q[0], q[1]}, true
}

// BCa is Efron's bias-corrected and accelerated interval: the percentile interval
// at levels moved for the bias and the skewness of the statistic:
//
//	α' = Φ(z₀ + (z₀ + z_α)/(1 − a·(z₀ + z_α)))
//	z₀ = Φ⁻¹(share of replicates below the observed figure, ties by half)
//	a  = Acceleration(jackknife)
//
// So does scipy.stats.bootstrap; arch counts only replicates strictly below.
// Undefined where all replicates lie on one side of the observed figure, for a
// jackknife without variation, and where 1 − a·(z₀ + z_α) ≤ 0; Percentile is
// defined still.
//
// Efron, B. (1987). "Better Bootstrap Confidence Intervals". Journal of the
// American Statistical Association 82 (397): 171–185.
func BCa(replicates []float64, observed float64, jackknife []float64, level float64) (Interval, bool) {
	if !usable(replicates, 1) || !isFinite(observed) || !(level > 0 && level < 1) {
		return Interval{}, false
	}
	a, ok := Acceleration(jackknife)
	if !ok {
		return Interval{}, false
	}
	twice := 0 // a replicate below counts 2, an equal one 1
	for _, x := range replicates {
		if x < observed {
			twice++
		}
		if x <= observed {
			twice++
		}
	}
	z0, ok := NormalQuantile(float64(twice) / float64(2*len(replicates)))
	if !ok {
		return Interval{}, false
	}
	s := slices.Sorted(slices.Values(replicates))
	var ends [2]float64
	for i, p := range [2]float64{(1 - level) / 2, (1 + level) / 2} {
		w := z0 + z(p)
		den := 1 - float64(a*w)
		if den <= 0 {
			return Interval{}, false
		}
		ends[i] = SortedQuantile(s, NormalCDF(z0+w/den))
	}
	if !usable(ends[:], 2) {
		return Interval{}, false
	}
	return Interval{ends[0], ends[1]}, true
}

// Acceleration is a sixth of the skewness of a jackknifed statistic, the a of BCa:
//
//	a = Σu³ / (6·(Σu²)^(3/2)),   u = mean(θ) − θᵢ
//
// Undefined for fewer than two values or equal ones.
func Acceleration(jackknife []float64) (float64, bool) {
	u, ok := unit(jackknife, 2)
	if !ok {
		return 0, false
	}
	var two, three float64
	for _, x := range u {
		two += float64(x * x)
		three -= float64(x * x * x)
	}
	return defined(three / (6 * two * math.Sqrt(two)))
}
