package stats

import "math"

// The number of pairs is a float64 below, so that an effective number may stand in
// for it where neighbouring pairs depend on each other.

// SpearmanNullError is the standard deviation of the rank correlation of n
// independent pairs that are unrelated, ties or none:
//
//	√(1/(n−1))
//
// It is exact over all permutations. Undefined for n ≤ 1.
func SpearmanNullError(n float64) (float64, bool) {
	if !isFinite(n) || n <= 1 {
		return 0, false
	}
	return math.Sqrt(1 / (n - 1)), true
}

// SpearmanP is the two-sided p-value of a rank correlation against none, by
// Student's t with n−2 degrees of freedom, as scipy.stats.spearmanr has it:
//
//	t = ρ·√((n−2)/((1−ρ)(1+ρ)))
//
// It is 0 for ρ = ±1. Undefined for n ≤ 2 or |ρ| > 1.
func SpearmanP(rho, n float64) (float64, bool) {
	if !isFinite(n) || n <= 2 || !(math.Abs(rho) <= 1) {
		return 0, false
	}
	if math.Abs(rho) == 1 {
		return 0, true
	}
	t := math.Abs(rho) * math.Sqrt((n-2)/((1-rho)*(1+rho)))
	return min(2*studentTail(t, n-2), 1), true
}

// SpearmanInterval is a two-sided confidence interval for a rank correlation:
//
//	tanh(atanh ρ ± z·√((1 + ρ²/2)/(n−3)))
//
// It is the single point ρ for ρ = ±1. Undefined for n ≤ 3 or a level outside (0, 1).
//
// Bonett, D. G. and Wright, T. A. (2000). "Sample size requirements for estimating
// Pearson, Kendall and Spearman correlations". Psychometrika 65 (1): 23–28.
func SpearmanInterval(rho, n, level float64) (Interval, bool) {
	if !isFinite(n) || n <= 3 || !(math.Abs(rho) <= 1) || !(level > 0 && level < 1) {
		return Interval{}, false
	}
	if math.Abs(rho) == 1 {
		return Interval{rho, rho}, true
	}
	half := z(0.5+level/2) * math.Sqrt((1+float64(rho*rho)/2)/(n-3))
	c := math.Atanh(rho)
	return Interval{math.Tanh(c - half), math.Tanh(c + half)}, true
}
