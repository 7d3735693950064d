package stats

import "math"

// Clustered is the deviation of a sum over days whose terms depend on each other
// up to some days apart: exactly that of the stationary bootstrap with the mean
// block length b, in closed form, so that nothing need be drawn.
//
//	v = Σᵢ uᵢ² + 2·Σₖ (1−k/n)·qᵏ·Σᵢ uᵢ·uᵢ₊ₖ,   q = 1 − 1/b
//
// with u less its mean and rows taken circularly: two rows k apart in a resample
// come from one block with probability qᵏ. Terms with qᵏ < 10⁻⁶ are left out.
//
// Politis, D. N. and Romano, J. P. (1994). "The Stationary Bootstrap". Journal of
// the American Statistical Association 89 (428): 1303–1313.
func Clustered(u []float64, block float64) float64 {
	n := len(u)
	if n < 2 {
		return 0
	}
	var mean float64
	for _, x := range u {
		mean += x / float64(n)
	}
	q := 1 - 1/min(max(block, 1), float64(n))
	v, power := 0.0, 1.0
	for k := 0; k < n && power > 1e-6; k++ {
		var cov float64
		for i := range u {
			j := i + k
			if j >= n {
				j -= n
			}
			cov += float64((u[i] - mean) * (u[j] - mean))
		}
		if k > 0 {
			cov *= 2 * (1 - float64(k)/float64(n))
		}
		v += float64(power * cov)
		power *= q
	}
	return math.Sqrt(max(v, 0))
}
