package metrics_test

import "testing"

// At a fixed stake losses may exceed the balance. Returns of what is below 0 have
// no meaning: a loss must not turn into a gain by its sign.
func TestReturnsBelowZero(t *testing.T) {
	r := runOf(-500, -1000, -100, 50).DailyReturns()
	for i, want := range []float64{-0.5, -2, 0, 0, 0} {
		if r[i] != want {
			t.Errorf("return of day %d = %v, want %v", i, r[i], want)
		}
	}
}
