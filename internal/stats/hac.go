package stats

import "math"

// SharpeDifferenceHAC is the test of Ledoit and Wolf: the error of the difference
// by the delta method from the long-run covariance Ψ of the first two moments, with
// Parzen's kernel. Fat tails and dependence in time are allowed for.
//
//	v = (x − μ₁, y − μ₂, x² − γ₁, y² − γ₂),   γ = mean of squares
//	Ψ = n/(n−4) · Σ k(j/S)·Γ(j),   Γ(j) = Σ vᵢvᵢ₋ⱼ'/n,   Error = √(∇'Ψ∇/n)
//
// S is Andrews' automatic bandwidth, 2.6614·(α·n)^(1/5), α from AR(1) fits without
// constant to the four components, their coefficients held within ±0.97. Ratios
// inside the test have the divisor n, the ones returned n−1. Undefined as
// SharpeDifference is, and below five periods. O(n·S).
//
// Ledoit, O. and Wolf, M. (2008). "Robust performance hypothesis testing with the
// Sharpe ratio". Journal of Empirical Finance 15 (5): 850–859. Andrews, D. W. K.
// (1991). "Heteroskedasticity and Autocorrelation Consistent Covariance Matrix
// Estimation". Econometrica 59 (3): 817–858.
func SharpeDifferenceHAC(xs, ys []float64) (SharpeTest, bool) {
	n := len(xs)
	if len(ys) != n || !varied(xs, 5) || !varied(ys, 5) {
		return SharpeTest{}, false
	}
	x, okX := Sharpe(xs)
	y, okY := Sharpe(ys)
	if !okX || !okY {
		return SharpeTest{}, false
	}
	a, b := newSecond(xs), newSecond(ys)
	s := andrews(n, a.first, b.first, a.second, b.second)
	// ∇'Ψ∇ is the long-run variance of the one series u = ∇'v.
	u := make([]float64, n)
	for i := range u {
		u[i] = a.along(i) - b.along(i)
	}
	long := dot(u, u)
	for j := 1; j < n && float64(j) < s; j++ {
		long += float64(2 * parzen(float64(j)/s) * dot(u[j:], u[:n-j]))
	}
	long *= float64(n) / float64(n-4) / float64(n)
	return judged(x, y, math.Sqrt(long/float64(n)), s)
}

// second holds the two moments of a series, each less its mean.
type second struct {
	first, second []float64
	byMean        float64 // derivative of the Sharpe ratio: γ/(γ−μ²)^(3/2)
	bySquare      float64 // −μ/2/(γ−μ²)^(3/2)
}

func newSecond(xs []float64) second {
	var s second
	var mean float64
	s.first, mean = centred(xs)
	s.second, _ = centred(squares(xs))
	v := dot(s.first, s.first) / float64(len(xs))
	cube := v * math.Sqrt(v)
	s.byMean = (v + float64(mean*mean)) / cube
	s.bySquare = -mean / 2 / cube
	return s
}

func (s second) along(i int) float64 {
	return float64(s.byMean*s.first[i]) + float64(s.bySquare*s.second[i])
}

// andrews is the bandwidth for Parzen's kernel, every series weighing alike.
func andrews(n int, series ...[]float64) float64 {
	var num, den float64
	for _, v := range series {
		before, after := v[:n-1], v[1:]
		rho := clamp(dot(after, before)/max(dot(before, before), math.SmallestNonzeroFloat64), -0.97, 0.97)
		var rest float64
		for i := range after {
			e := after[i] - float64(rho*before[i])
			rest += float64(e * e)
		}
		four := rest / float64(n-1) * (rest / float64(n-1)) // σ⁴
		q := (1 - rho) * (1 - rho)
		num += 4 * rho * rho * four / (q * q * q * q)
		den += four / (q * q)
	}
	if den == 0 {
		return 0
	}
	return 2.6614 * math.Pow(num/den*float64(n), 0.2)
}

// parzen is Parzen's kernel of 0 ≤ x ≤ 1.
func parzen(x float64) float64 {
	if x <= 0.5 {
		return 1 - float64(6*x*x*(1-x))
	}
	return 2 * (1 - x) * (1 - x) * (1 - x)
}
