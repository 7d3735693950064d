package strategies

import "math"

// orNaN stands NaN for a value that is absent. As in a data frame every comparison
// with it is then false, so a rule needs no case of its own for the warm-up.
func orNaN(v float64, ok bool) float64 {
	if !ok {
		return math.NaN()
	}
	return v
}

// A crossing watches two lines:
//
//	up:   aₜ > bₜ and aₜ₋₁ ≤ bₜ₋₁
//	down: aₜ < bₜ and aₜ₋₁ ≥ bₜ₋₁
type crossing struct{ a, b float64 } // on the candle before

func newCrossing() crossing { return crossing{math.NaN(), math.NaN()} }

func (c *crossing) update(a, b float64) (up, down bool) {
	up, down = a > b && c.a <= c.b, a < b && c.a >= c.b
	c.a, c.b = a, b
	return up, down
}

func action(enter, exit bool) Action {
	var a Action
	if enter {
		a |= Enter
	}
	if exit {
		a |= Exit
	}
	return a
}
