package stats

import "math"

// RandomSubset returns mean and standard deviation of the sum of k values drawn
// from xs without replacement, all subsets being equally likely:
//
//	mean = k·μ,   variance = k·(n−k)/(n−1)·σ²,   σ² with divisor n
//
// So much would deleting k trades at random take away. The values are exact, of all
// subsets; but trades blocked together are not a random subset, see the placebo by
// shifts. Undefined unless 0 ≤ k ≤ n and n ≥ 1.
//
// Cochran, W. G. (1977). Sampling Techniques, theorem 2.2. Wiley.
func RandomSubset(xs []float64, k int) (mean, sd float64, ok bool) {
	n := len(xs)
	if !usable(xs, 1) || k < 0 || k > n {
		return 0, 0, false
	}
	dev, mu := centred(xs)
	mean = float64(k) * mu
	if varied(xs, 2) {
		sd = math.Sqrt(float64(k) * float64(n-k) / float64(n-1) * (dot(dev, dev) / float64(n)))
	}
	if !isFinite(mean) || !isFinite(sd) {
		return 0, 0, false
	}
	return mean, sd, true
}
