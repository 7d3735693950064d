package stats

import "math"

// pelzGood is the distribution function of the two-sided distance by the series
//
//	P(D ≤ d) ≈ K₀(z) + K₁(z)/√n + K₂(z)/n + K₃(z)/n^(3/2),   z = d·√n
//
// in the form that converges quickly for small z (Jacobi's transformation). Good to
// about 1e-7 at n = 141, better beyond.
//
// Pelz, W. and Good, I. J. (1976). "Approximating the Lower Tail-Areas of the
// Kolmogorov-Smirnov One-Sample Statistic". Journal of the Royal Statistical
// Society B 38 (2): 152–156.
func pelzGood(n, d float64) float64 {
	z := d * math.Sqrt(n)
	z2 := z * z
	z4, z6, z8, z10 := z2*z2, z2*z2*z2, z2*z2*z2*z2, z2*z2*z2*z2*z2
	p2 := math.Pi * math.Pi
	p4, p6 := p2*p2, p2*p2*p2
	two := 1 - 2*z2
	c2 := [4]float64{float64(6*z6) + 2*z4, p2 / 4 * (2*z4 - float64(5*z2)), p4 / 16 * two}
	c3 := [4]float64{
		float64(-30*z6) - float64(90*z8), p2 / 4 * (float64(135*z4) - float64(96*z6)),
		p4 / 16 * (float64(212*z4) - float64(60*z2)), p6 / 64 * (5 - float64(30*z2)),
	}
	var k0, k1, k2, k3, more2, more3 float64
	for k := math.Ceil(16 * z / math.Pi); k >= 1; k-- {
		m2 := (2*k - 1) * (2*k - 1)
		odd := math.Exp(-m2 * p2 / (8 * z2))
		k0 += odd
		k1 += float64(odd * cubic([4]float64{-z2, p2 / 4}, m2))
		k2 += float64(odd * cubic(c2, m2))
		k3 += float64(odd * cubic(c3, m2))
		even := k * k * math.Exp(-k*k*p2/(2*z2))
		more2 += even
		more3 += float64(even * (float64(3*z2) - float64(p2*k*k)))
	}
	root := math.Sqrt(2 * math.Pi)
	k0 *= root / z
	k1 *= root / (6 * z4)
	k2 = root * (k2/(72*z6*z) - p2*more2/(36*z2*z))
	k3 = root * (k3/(6480*z10) + p2*more3/(216*z6))
	return k0 + k1/math.Sqrt(n) + k2/n + k3/(n*math.Sqrt(n))
}

// cubic is c₀ + c₁x + c₂x² + c₃x³.
func cubic(c [4]float64, x float64) float64 {
	return c[0] + float64(x*(c[1]+float64(x*(c[2]+float64(x*c[3])))))
}
