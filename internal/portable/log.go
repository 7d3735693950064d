// Package portable holds the elementary functions of package math that printed figures
// need and whose last bit is not the same on every machine: math has assembly for some
// platforms, and its Go code may be fused into multiply-adds on others (arm64,
// GOAMD64=v3). These give the same bits everywhere. Square roots, rounding and powers
// of ten are exact in package math and are not here.
package portable

import (
	"math"
	"strconv"
)

// Log is the natural logarithm of x to within one unit in the last place, by the method
// of FreeBSD's log. As in package math it is -Inf for 0 and NaN below.
func Log(x float64) float64 {
	const (
		ln2Hi = 6.93147180369123816490e-01
		ln2Lo = 1.90821492927058770002e-10
		l1    = 6.666666666666735130e-01
		l2    = 3.999999999940941908e-01
		l3    = 2.857142874366239149e-01
		l4    = 2.222219843214978396e-01
		l5    = 1.818357216161805012e-01
		l6    = 1.531383769920937332e-01
		l7    = 1.479819860511658591e-01
	)
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	}
	f1, exp := math.Frexp(x)
	if f1 < math.Sqrt2/2 {
		f1 *= 2
		exp--
	}
	f, k := f1-1, float64(exp)
	s := f / (2 + f)
	s2 := float64(s * s)
	s4 := float64(s2 * s2)
	odd := float64(s2 * (l1 + float64(s4*(l3+float64(s4*(l5+float64(s4*l7)))))))
	even := float64(s4 * (l2 + float64(s4*(l4+float64(s4*l6)))))
	half := float64(0.5 * float64(f*f))
	return float64(k*ln2Hi) - ((half - (float64(s*(half+(odd+even))) + float64(k*ln2Lo))) - f)
}

// Log10 is the logarithm to base ten, to within two units in the last place; for the
// whole part of it take Decade.
func Log10(x float64) float64 { return Log(x) / math.Ln10 }

// Decade is ⌊log₁₀ x⌋ of a finite x > 0 as it is printed: n for the number that 1e⟨n⟩
// is read as, n − 1 for the one below.
func Decade(x float64) int {
	var b [32]byte
	digits := strconv.AppendFloat(b[:0], x, 'e', -1, 64) // shortest: never rounded up to the next power
	for i, c := range digits {
		if c == 'e' {
			n, _ := strconv.Atoi(string(digits[i+1:]))
			return n
		}
	}
	return 0
}
