package synthetic

import "math"

// ln 2 in two parts; the first has trailing zeros, so that k·ln2High is exact.
const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

// exp is eˣ for |x| ≤ 700, within 2 units in the last place, and the same bits
// everywhere:
//
//	eˣ = 2ᵏ·eʳ,   k = round(x/ln 2),   eʳ by its series up to r¹³
func exp(x float64) float64 {
	x = min(max(x, -700), 700)
	k := math.Floor(float64(x*(1/math.Ln2)) + 0.5)
	r := x - float64(k*ln2High)
	r -= float64(k * ln2Low)
	p := 1.0 / 6227020800
	for _, c := range inverseFactorials {
		p = float64(p*r) + c
	}
	return p * math.Float64frombits(uint64(1023+int64(k))<<52)
}

// inverseFactorials are 1/12! down to 1/0!.
var inverseFactorials = [...]float64{
	1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
	1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2, 1, 1,
}

// log is the natural logarithm of a normal x > 0, within a few units in the last
// place, and the same bits everywhere:
//
//	ln x = e·ln 2 + 2·(s + s³/3 + … + s²¹/21),   s = (m-1)/(m+1),   x = m·2ᵉ,   √½ ≤ m < √2
func log(x float64) float64 {
	bits := math.Float64bits(x)
	e := int64(bits>>52) - 1023
	m := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	if m > math.Sqrt2 {
		m /= 2
		e++
	}
	s := (m - 1) / (m + 1)
	z := s * s
	p := 1.0 / 21
	for _, c := range inverseOdds {
		p = float64(p*z) + c
	}
	low := float64(2*s*p) + float64(float64(e)*ln2Low)
	return low + float64(float64(e)*ln2High)
}

// inverseOdds are 1/19 down to 1/1.
var inverseOdds = [...]float64{1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1}
