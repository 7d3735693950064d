package indicator

// An RSI is Wilder's relative strength index, 0 to 100. With uₜ = max(xₜ−xₜ₋₁, 0)
// and dₜ = max(xₜ₋₁−xₜ, 0):
//
//	Uₙ = (u₁ + … + uₙ) / n,   Uₜ = (Uₜ₋₁·(n−1) + uₜ) / n,   D alike
//	rsi = 100 · U/(U+D)
//
// It is 0 where U+D is below 1e-14, that is where nothing has moved. TA-Lib before
// 0.6 had that limit at 1e-8.
type RSI struct {
	n, seen    int // seen counts samples up to n+1
	size       float64
	prev       float64
	gain, loss float64 // plain sums until n changes are in
}

// tiny is what TA-Lib takes for zero.
const tiny = 1e-14

// NewRSI returns an RSI over n changes. It panics if n < 2.
func NewRSI(n int) RSI {
	atLeast(2, n, "RSI")
	return RSI{n: n, size: float64(n)}
}

// Update adds x. The first n calls return ok false.
func (r *RSI) Update(x float64) (v float64, ok bool) {
	change := x - r.prev
	r.prev = x
	up, down := max(change, 0), max(-change, 0)
	if r.seen <= r.n {
		return r.seed(up, down)
	}
	r.gain = (float64(r.gain*(r.size-1)) + up) / r.size
	r.loss = (float64(r.loss*(r.size-1)) + down) / r.size
	return r.value(), true
}

func (r *RSI) seed(up, down float64) (v float64, ok bool) {
	r.seen++
	if r.seen == 1 {
		return 0, false // the first sample has no change
	}
	r.gain += up
	r.loss += down
	if r.seen <= r.n {
		return 0, false
	}
	r.gain /= r.size
	r.loss /= r.size
	return r.value(), true
}

func (r *RSI) value() float64 {
	if sum := r.gain + r.loss; sum >= tiny {
		return 100 * (r.gain / sum)
	}
	return 0
}
