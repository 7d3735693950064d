// Package indicator holds technical indicators that take one sample at a time.
//
// Each follows the TA-Lib C library 0.6 in its order of operations and its
// warm-up, so results are equal to it in every bit. A sum that slides, adding the
// newest sample and taking the oldest away, is therefore part of the definition.
// Inputs must be finite. An indicator must not be copied once it has seen a
// sample; Update does not allocate.
package indicator

import "fmt"

// An SMA is the simple mean of the last n samples:
//
//	smaₜ = (xₜ₋ₙ₊₁ + … + xₜ) / n
type SMA struct {
	window
	n, sum float64
}

// NewSMA returns an SMA over n samples. It panics if n < 1.
func NewSMA(n int) SMA {
	atLeast(1, n, "SMA")
	return SMA{window: newWindow(n), n: float64(n)}
}

// Update adds x. The first n-1 calls return ok false.
func (s *SMA) Update(x float64) (v float64, ok bool) {
	s.sum += x
	oldest, full := s.push(x)
	if !full {
		return 0, false
	}
	v = s.sum / s.n
	s.sum -= oldest
	return v, true
}

// A window is the last len(ring) samples.
type window struct {
	ring []float64
	next int // where the next sample goes
	full bool
}

func newWindow(n int) window { return window{ring: make([]float64, n)} }

// push adds x and returns the oldest sample of the window, x itself where the
// window holds one sample. Until the window is full there is none.
func (w *window) push(x float64) (oldest float64, full bool) {
	w.ring[w.next] = x
	w.next++
	if w.next == len(w.ring) {
		w.next, w.full = 0, true
	}
	return w.ring[w.next], w.full
}

// atLeast panics if a length is below the least with which the indicator is defined.
func atLeast(least, n int, what string) {
	if n < least {
		panic(fmt.Sprintf("indicator: %s length %d is below %d", what, n, least))
	}
}
