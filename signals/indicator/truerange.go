package indicator

import "math"

// A TrueRange is the range of a candle with the gap from the close before:
//
//	trₜ = max(hₜ − lₜ, |hₜ − cₜ₋₁|, |lₜ − cₜ₋₁|)
//
// The zero value is ready.
type TrueRange struct {
	prev float64 // the close before
	any  bool
}

// Update adds a candle. The first call returns ok false.
func (t *TrueRange) Update(high, low, close float64) (v float64, ok bool) {
	v = max(high-low, math.Abs(high-t.prev), math.Abs(low-t.prev))
	t.prev = close
	if !t.any {
		t.any = true
		return 0, false
	}
	return v, true
}
