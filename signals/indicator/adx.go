package indicator

import "math"

// An ADX is Wilder's average directional index, 0 to 100: how much of the movement
// has had one direction, whichever.
//
//	dx   = 100 · |+di − −di| / (+di + −di)
//	adxₙ = (dx₁ + … + dxₙ) / n,   adxₜ = (adxₜ₋₁·(n−1) + dxₜ) / n
//
// Where +di + −di is below 1e-14, dx adds 0 to the first mean and leaves later
// values as they are.
type ADX struct {
	di      DI
	n, seen int
	size, v float64 // v is the plain sum until n values of dx are in
}

// NewADX returns an ADX over n candles. It panics if n < 2.
func NewADX(n int) ADX {
	atLeast(2, n, "ADX")
	return ADX{di: NewDI(n), n: n, size: float64(n)}
}

// Update adds a candle. The first 2n-1 calls return ok false.
func (a *ADX) Update(high, low, close float64) (v float64, ok bool) {
	di, ok := a.di.Update(high, low, close)
	if !ok {
		return 0, false
	}
	sum := di.Plus + di.Minus
	moved := sum >= tiny
	var dx float64
	if moved {
		dx = 100 * (math.Abs(di.Minus-di.Plus) / sum)
	}
	if a.seen == a.n {
		if moved {
			a.v = (float64(a.v*(a.size-1)) + dx) / a.size
		}
		return a.v, true
	}
	a.seen++
	a.v += dx
	if a.seen < a.n {
		return 0, false
	}
	a.v /= a.size
	return a.v, true
}
