package metrics

import (
	"math"
	"math/big"
)

// power is x^(p/q) for x ≥ 0 and p, q ≥ 1. math.Pow is written in assembly on
// some machines and its last digit differs between them; this one takes the q-th
// root of x^p with Newton's method in 256 bits and rounds once.
func power(x float64, p, q int64) float64 {
	guess := math.Pow(x, float64(p)/float64(q))
	if guess == 0 || math.IsInf(guess, 0) || math.IsNaN(guess) {
		return guess
	}
	a := raise(new(big.Float).SetPrec(256).SetFloat64(x), p)
	r := new(big.Float).SetPrec(256).SetFloat64(guess)
	n := new(big.Float).SetPrec(256).SetInt64(q)
	less := new(big.Float).SetPrec(256).SetInt64(q - 1)
	for range 4 { // r ← r·((q−1) + a/r^q)/q doubles the correct digits each time
		step := new(big.Float).Quo(a, raise(r, q))
		step.Add(step, less).Quo(step, n)
		r.Mul(r, step)
	}
	v, _ := r.Float64()
	return v
}

// raise is b^n by squaring.
func raise(b *big.Float, n int64) *big.Float {
	out := new(big.Float).SetPrec(256).SetInt64(1)
	for square := new(big.Float).Copy(b); n > 0; n >>= 1 {
		if n&1 == 1 {
			out.Mul(out, square)
		}
		square.Mul(square, square)
	}
	return out
}
