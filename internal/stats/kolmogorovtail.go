package stats

import "math"

// kolmogorovTail is P(D ≥ d) for the two-sided distance of n values from their true
// distribution, n ≥ 1. The choice of method follows
//
// Simard, R. and L'Ecuyer, P. (2011). "Computing the Two-Sided Kolmogorov-Smirnov
// Distribution". Journal of Statistical Software 39 (11): 1–18.
//
// Exact up to n = 140 and in the tail, n·d² ≥ 2.2; between, beyond the near certain
// n·d^(3/2) ≤ 1.4, the Pelz-Good series.
func kolmogorovTail(n int, d float64) float64 {
	f := float64(n)
	t := f * d
	switch {
	case d >= 1:
		return 0
	case t <= 0.5:
		return 1
	case t <= 1: // Ruben and Gambino: the distribution is n!·((2t−1)/n)ⁿ
		p := 1.0
		for i := 1; i <= n && p > 0; i++ {
			p *= float64(i) / f * (2*t - 1)
		}
		return 1 - p
	case t >= f-1:
		return 2 * math.Pow(1-d, f)
	case d >= 0.5 || t*d > 4 || n > 140 && t*d >= 2.2:
		return clamp(2*smirnovTail(n, d), 0, 1)
	case n <= 140 || n <= 5000 && t*math.Sqrt(d) <= 1.4:
		return clamp(1-durbin(n, d), 0, 1)
	}
	return clamp(1-pelzGood(f, d), 0, 1)
}

// smirnovTail is the one-sided tail P(D⁺ ≥ d) for 0 < d < 1, exactly:
//
//	d · Σ C(n,j)·(d + j/n)^(j−1)·(1 − d − j/n)^(n−j),   j from 0 to ⌊n(1−d)⌋
//
// Twice it is the two-sided tail where both sides cannot be far at once (d ≥ ½), or
// hardly ever are.
func smirnovTail(n int, d float64) float64 {
	f := float64(n)
	top, _ := math.Lgamma(f + 1)
	var s float64
	for j := 0; j <= n; j++ {
		k := float64(j)
		rest := 1 - d - k/f
		if rest <= 0 {
			break
		}
		a, _ := math.Lgamma(k + 1)
		b, _ := math.Lgamma(f - k + 1)
		s += math.Exp(top - a - b + float64((k-1)*math.Log(d+k/f)) + float64((f-k)*math.Log(rest)))
	}
	return d * s
}

// durbin is the distribution function by Durbin's matrix as Marsaglia, Tsang and
// Wang (2003) power it, "Evaluating Kolmogorov's Distribution", Journal of
// Statistical Software 8 (18). With d = (k−h)/n it is n!/nⁿ times the middle entry of
// the n-th power of a matrix of side 2k−1.
func durbin(n int, d float64) float64 {
	t := float64(n) * d
	k := int(math.Ceil(t))
	m, h := 2*k-1, float64(k)-t
	a := newSquare(m)
	for i := range m {
		for j := range m {
			if i-j+1 >= 0 {
				a[i][j] = 1
			}
		}
	}
	for i := range m {
		a[i][0] -= math.Pow(h, float64(i+1))
		a[m-1][i] -= math.Pow(h, float64(m-i))
	}
	if 2*h > 1 {
		a[m-1][0] += math.Pow(2*h-1, float64(m))
	}
	for i := range m {
		for j := range m {
			for g := 1; g <= i-j+1; g++ {
				a[i][j] /= float64(g)
			}
		}
	}
	// One row times the matrix n times, n!/nⁿ going over the steps evenly, so that
	// nothing underflows.
	f := float64(n)
	lf, _ := math.Lgamma(f + 1)
	step := math.Exp(lf/f) / f
	v := make([]float64, m)
	v[k-1] = 1
	for range n {
		v = a.timesLeft(v, step)
	}
	return v[k-1]
}

type square [][]float64

func newSquare(m int) square {
	a := make(square, m)
	for i := range a {
		a[i] = make([]float64, m)
	}
	return a
}

// timesLeft is the row vector v·a, scaled.
func (a square) timesLeft(v []float64, scale float64) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		for j, y := range a[i] {
			out[j] += float64(x * y)
		}
	}
	for j := range out {
		out[j] *= scale
	}
	return out
}
