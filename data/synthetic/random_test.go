package synthetic

import (
	"math"
	"testing"
)

func TestRandomMoments(t *testing.T) {
	t.Parallel()
	s := newStream(7, "moments")
	for _, tt := range []struct {
		name           string
		draw           func() float64
		mean, variance float64
	}{
		{"uniform", s.uniform, 0.5, 1.0 / 12},
		{"noise", s.noise, 0, 1},
		{"exponential", s.exponential, 1, 1},
		{"shock", s.shock, 0, 1}, // the bound takes off less than 1 %
	} {
		t.Run(tt.name, func(t *testing.T) {
			const n = 1_000_000
			var sum, squares float64
			for range n {
				x := tt.draw()
				sum += x
				squares += x * x
			}
			mean := sum / n
			variance := squares/n - mean*mean
			if math.Abs(mean-tt.mean) > 0.005 || math.Abs(variance/tt.variance-1) > 0.03 {
				t.Errorf("mean %v and variance %v, want %v and %v", mean, variance, tt.mean, tt.variance)
			}
		})
	}
}

// The quartiles of Student's t with 4 degrees of freedom are ±0.740697 (any table),
// here divided by √2.
func TestShockIsStudent(t *testing.T) {
	t.Parallel()
	s := newStream(8, "student")
	const n = 400_000
	beyond, far := 0, 0
	for range n {
		x := math.Abs(s.shock())
		if x > 0.740697/math.Sqrt2 {
			beyond++
		}
		if x > 4.604095/math.Sqrt2 { // 0.995 quantile
			far++
		}
	}
	if got := float64(beyond) / n; math.Abs(got-0.5) > 0.004 {
		t.Errorf("share beyond the quartiles = %v, want 0.5", got)
	}
	if got := float64(far) / n; math.Abs(got-0.01) > 0.001 {
		t.Errorf("share beyond the 0.995 quantile = %v, want 0.01", got)
	}
}

func TestRegimeOddsAddUp(t *testing.T) {
	t.Parallel()
	for r, row := range regimes {
		sum := 0.0
		for _, p := range row.next {
			sum += p
		}
		if math.Abs(sum-1) > 1e-12 || row.next[r] != 0 {
			t.Errorf("regime %d: odds add up to %v with %v for itself, want 1 and 0", r, sum, row.next[r])
		}
	}
}
