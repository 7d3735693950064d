package indicator

// An EMA is an exponential moving average, seeded with the simple mean of its
// first n samples:
//
//	emaₙ = (x₁ + … + xₙ) / n
//	emaₜ = (xₜ − emaₜ₋₁)·k + emaₜ₋₁,   k = 2/(n+1)
//
// pandas' ewm(span=n) starts at x₁ instead and differs for long.
type EMA struct {
	n, seen int
	k, v    float64 // v is the plain sum until n samples are in
}

// NewEMA returns an EMA over n samples. It panics if n < 1.
func NewEMA(n int) EMA {
	atLeast(1, n, "EMA")
	return EMA{n: n, k: 2 / float64(n+1)}
}

// Update adds x. The first n-1 calls return ok false.
func (e *EMA) Update(x float64) (v float64, ok bool) {
	if e.seen == e.n {
		e.v += float64((x - e.v) * e.k)
		return e.v, true
	}
	return e.seed(x)
}

func (e *EMA) seed(x float64) (v float64, ok bool) {
	e.seen++
	e.v += x
	if e.seen < e.n {
		return 0, false
	}
	e.v /= float64(e.n)
	return e.v, true
}
