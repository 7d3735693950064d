package indicator

// An ATR is Wilder's average of the true range:
//
//	atrₙ = (tr₁ + … + trₙ) / n
//	atrₜ = (atrₜ₋₁·(n−1) + trₜ) / n
//
// where tr₁ belongs to the second candle.
type ATR struct {
	tr      TrueRange
	n, seen int
	size, v float64 // v is the plain sum until n ranges are in
}

// NewATR returns an ATR over n true ranges. It panics if n < 1.
func NewATR(n int) ATR {
	atLeast(1, n, "ATR")
	return ATR{n: n, size: float64(n)}
}

// Update adds a candle. The first n calls return ok false.
func (a *ATR) Update(high, low, close float64) (v float64, ok bool) {
	tr, ok := a.tr.Update(high, low, close)
	if !ok {
		return 0, false
	}
	if a.seen == a.n {
		a.v = (float64(a.v*(a.size-1)) + tr) / a.size
		return a.v, true
	}
	a.seen++
	a.v += tr
	if a.seen < a.n {
		return 0, false
	}
	a.v /= a.size
	return a.v, true
}
