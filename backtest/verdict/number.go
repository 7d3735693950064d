package verdict

import "math"

// ratio is a/b, undefined where b is 0 or the quotient leaves the numbers.
func ratio(a, b float64) (float64, bool) {
	if b == 0 || math.IsNaN(a/b) || math.IsInf(a/b, 0) {
		return 0, false
	}
	return a / b, true
}

// Number is a number for JSON: nil, written null, unless it is defined and finite.
func Number(x float64, ok bool) *float64 {
	if !ok || math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// at is *p, or missing if there is none.
func at(p *float64, missing float64) float64 {
	if p == nil {
		return missing
	}
	return *p
}
