package stats

import (
	"math"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// BlockLength estimates from a series the mean block length that makes the
// stationary bootstrap of its mean most accurate, and the block length for the
// circular block bootstrap. With γ̂ the autocovariance (divisor n):
//
//	b = (2·g²·n/d)^(1/3),   at most ⌈min(3√n, n/3)⌉
//	g = Σ h(k/m)·|k|·γ̂(k),   s = Σ h(k/m)·γ̂(k),   k from −m to m
//	h(x) = 1 for |x| ≤ ½, else 2·(1 − |x|)
//	d = 2·s² (stationary), 4/3·s² (circular)
//
// m is twice the lag after which max(5, ⌊log₁₀ n⌋) autocorrelations in a row stay
// within ±2·√(log₁₀ n/n). This is the corrected rule of 2009 with the tuning of
// arch.bootstrap.optimal_block_length, whose figures it returns: an autocorrelation
// is taken over the two overlapping parts, which differs from Patton's program.
//
// The result may be below 1, which means that rows may be drawn one by one. It is
// undefined for fewer than two values and for a constant series (arch: NaN). Below
// 8 values, where arch fails, lags beyond the series count as 0. O(n·√n).
//
// Politis, D. N. and White, H. (2004). "Automatic Block-Length Selection for the
// Dependent Bootstrap". Econometric Reviews 23 (1): 53–70. Patton, A., Politis,
// D. N. and White, H. (2009). Correction. Econometric Reviews 28 (4): 372–375.
func BlockLength(xs []float64) (stationary, circular float64, ok bool) {
	eps, ok := unit(xs, 2)
	if !ok {
		return 0, 0, false
	}
	n := float64(len(xs))
	quiet := max(5, portable.Decade(n))
	top := int(math.Ceil(math.Sqrt(n))) + quiet
	cov, m := cutoff(eps, quiet, top)
	var g float64
	s := cov[0]
	for k := 1; k <= m; k++ {
		h := 1.0
		if 2*k > m {
			h = 2 * (1 - float64(k)/float64(m))
		}
		g += float64(2 * h * float64(k) * cov[k])
		s += float64(2 * h * cov[k])
	}
	longest := math.Ceil(min(3*math.Sqrt(n), n/3))
	length := func(c float64) float64 {
		b := portable.Cbrt(2*g*g/(c*s*s)) * portable.Cbrt(n)
		if math.IsNaN(b) {
			return longest
		}
		return min(b, longest)
	}
	return length(2), length(4.0 / 3), true
}

// cutoff returns the autocovariances of eps, which has mean 0, at lags 0 to top, and
// the last lag that the estimate of the spectrum is to use.
func cutoff(eps []float64, quiet, top int) (cov []float64, m int) {
	n := len(eps)
	band := 2 * math.Sqrt(portable.Log10(float64(n))/float64(n))
	cov = make([]float64, top+1)
	small, found := 0, -1 // lags in a row below the band; where the first such row began
	for i := 0; i <= top; i++ {
		if i >= quiet && small >= quiet && found < 0 {
			found = i - quiet
		}
		if i >= n {
			continue
		}
		cross := dot(eps[i:], eps[:n-i])
		cov[i] = cross / float64(n)
		late, early := tail(eps, i+1), eps[:max(n-i-1, 0)]
		// 0/0 compares false: a lag without overlap ends a row.
		if math.Abs(cross)/math.Sqrt(dot(late, late)*dot(early, early)) < band {
			small++
		} else {
			small = 0
		}
	}
	if found < 0 {
		return cov, top
	}
	return cov, min(2*max(found, 1), top)
}

func tail(xs []float64, from int) []float64 { return xs[min(from, len(xs)):] }
