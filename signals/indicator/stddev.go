package indicator

import "math"

// A StdDev is the population standard deviation of the last n samples:
//
//	σ² = (Σ x²)/n − ((Σ x)/n)²
//
// with both sums sliding. It is 0 where σ² comes out below 1e-14. The difference
// of two large numbers costs digits: where σ is below 1e-7 of the mean little of
// it is left.
type StdDev struct {
	window
	n, sum, squares float64
}

// NewStdDev returns a StdDev over n samples. It panics if n < 2.
func NewStdDev(n int) StdDev {
	atLeast(2, n, "StdDev")
	return StdDev{window: newWindow(n), n: float64(n)}
}

// Update adds x. The first n-1 calls return ok false.
func (s *StdDev) Update(x float64) (v float64, ok bool) {
	_, v, ok = s.update(x)
	return v, ok
}

func (s *StdDev) update(x float64) (mean, dev float64, ok bool) {
	s.sum += x
	s.squares += float64(x * x)
	oldest, full := s.push(x)
	if !full {
		return 0, 0, false
	}
	mean = s.sum / s.n
	variance := s.squares/s.n - float64(mean*mean)
	s.sum -= oldest
	s.squares -= float64(oldest * oldest)
	if variance >= tiny {
		dev = math.Sqrt(variance)
	}
	return mean, dev, true
}
