package metrics

import (
	"math"
	"testing"
)

func TestPower(t *testing.T) {
	tests := []struct {
		x    float64
		p, q int64
		want float64
	}{
		{4, 1, 2, 2},
		{2, 3, 1, 8},
		{1, 365, 364, 1},
		{0, 1, 2, 0},
		{0.959915, 365, 364, math.Pow(0.959915, 365./364)},
		{1.7, 365, 2153, math.Pow(1.7, 365./2153)},
		{0.1, 105120, 630833, math.Pow(0.1, 105120./630833)},
		{2, 5000, 1, math.Inf(1)},
		{0.5, 5000, 1, 0},
		{1e300, 1, 1e10, math.Pow(1e300, 1e-10)},
	}
	for _, tt := range tests {
		got := power(tt.x, tt.p, tt.q)
		if got != tt.want && math.Abs(got/tt.want-1) > 1e-14 {
			t.Errorf("power(%v, %d, %d) = %v, want %v", tt.x, tt.p, tt.q, got, tt.want)
		}
	}
}

// x^(p/q) raised to q is x^p.
func TestPowerInverts(t *testing.T) {
	for q := int64(1); q < 200; q += 7 {
		r := power(1.23, 1, q)
		if back := power(r, q, 1); math.Abs(back/1.23-1) > float64(q)*1e-15 {
			t.Errorf("power(1.23, 1, %d)^%d = %v", q, q, back)
		}
	}
}
