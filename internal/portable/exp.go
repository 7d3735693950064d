package portable

import "math"

// Exp is eˣ within two units in the last place:
//
//	eˣ = 2ᵏ·eʳ,   k = ⌊x/ln 2 + ½⌋,   eʳ by its series up to r¹³
func Exp(x float64) float64 {
	const ( // ln 2 in two parts; the first has trailing zeros, so that k·high is exact
		high = 6.93147180369123816490e-01
		low  = 1.90821492927058770002e-10
	)
	switch {
	case math.IsNaN(x) || x > 710:
		return x * math.Inf(1)
	case x < -750:
		return 0
	}
	k := math.Floor(float64(x*(1/math.Ln2)) + 0.5)
	r := x - float64(k*high)
	r -= float64(k * low)
	p := polynomial(r, inverseFactorials[:])
	if math.Abs(k) < 1000 {
		return p * math.Float64frombits(uint64(1023+int64(k))<<52)
	}
	return math.Ldexp(p, int(k))
}

// inverseFactorials are 1/0! up to 1/13!.
var inverseFactorials = [...]float64{
	1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880,
	1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800,
}

// polynomial is c₀ + c₁·x + c₂·x² + …, by Horner's rule with every product rounded.
func polynomial(x float64, c []float64) float64 {
	sum := c[len(c)-1]
	for i := len(c) - 2; i >= 0; i-- {
		sum = c[i] + float64(sum*x)
	}
	return sum
}
