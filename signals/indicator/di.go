package indicator

// A DI is Wilder's pair of directional indicators, each 0 to 100. A candle moves
// up by its high's rise and down by its low's fall; only the larger counts, and
// neither if they are equal:
//
//	+dm = hₜ − hₜ₋₁ if that is above 0 and above lₜ₋₁ − lₜ, else 0;   −dm alike
//	Sₙ₋₁ = s₁ + … + sₙ₋₁,   Sₜ = Sₜ₋₁ − Sₜ₋₁/n + sₜ   for s = +dm, −dm, true range
//	±di = 100 · S(±dm)/S(tr)
//
// Both are 0 where S(tr) is below 1e-14.
type DI struct {
	tr        TrueRange
	n, seen   int // seen counts candles up to n
	size      float64
	high, low float64 // of the candle before

	plus, minus, ranges float64
}

// A DIValue is one output of DI.
type DIValue struct{ Plus, Minus float64 }

// NewDI returns a DI over n candles. It panics if n < 2.
func NewDI(n int) DI {
	atLeast(2, n, "DI")
	return DI{n: n, size: float64(n)}
}

// Update adds a candle. The first n calls return ok false.
func (d *DI) Update(high, low, close float64) (v DIValue, ok bool) {
	up, down := high-d.high, d.low-low
	d.high, d.low = high, low
	tr, ok := d.tr.Update(high, low, close)
	if !ok {
		d.seen = 1
		return DIValue{}, false
	}
	if ok = d.seen == d.n; ok {
		d.plus -= d.plus / d.size
		d.minus -= d.minus / d.size
		d.ranges -= d.ranges / d.size
	} else {
		d.seen++
	}
	switch {
	case down > 0 && up < down:
		d.minus += down
	case up > 0 && up > down:
		d.plus += up
	}
	d.ranges += tr
	if !ok || d.ranges < tiny {
		return DIValue{}, ok
	}
	return DIValue{100 * (d.plus / d.ranges), 100 * (d.minus / d.ranges)}, true
}
