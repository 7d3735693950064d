package stats

import (
	"math"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// CorrelationTime is the integrated autocorrelation time in rows: the variance of
// the mean of a series is τ times what it were for independent rows.
//
//	τ = 1 + 2·Σ ρ(k)
//
// The sum ends by Geyer's initial monotone sequence: pairs ρ(2m) + ρ(2m+1) are
// added while positive, none counting more than the one before. An alternating
// series has τ < 1; as in Stan it is at least 1/log₁₀ n. White noise has 1, AR(1)
// has (1+φ)/(1−φ). Undefined for fewer than four values and a constant series.
// O(n·τ), at worst O(n²).
//
// Geyer, C. J. (1992). "Practical Markov Chain Monte Carlo". Statistical Science
// 7 (4): 473–483.
func CorrelationTime(xs []float64) (float64, bool) {
	eps, ok := unit(xs, 4)
	if !ok {
		return 0, false
	}
	n := len(xs)
	whole := dot(eps, eps)
	tau := geyer(n-1, func(k int) float64 { return dot(eps[k:], eps[:n-k]) / whole })
	return max(tau, 1/portable.Log10(float64(max(n, 11)))), true
}

// geyer sums autocorrelations up to lag last by the initial monotone sequence.
// ρ(0) is 1.
func geyer(last int, rho func(k int) float64) float64 {
	tau, before := -1.0, math.Inf(1)
	for k := 0; k+1 <= last; k += 2 {
		pair := 1 + rho(k+1)
		if k > 0 {
			pair = rho(k) + rho(k+1)
		}
		if !(pair > 0) {
			break
		}
		before = min(before, pair)
		tau += 2 * before
	}
	return tau
}
