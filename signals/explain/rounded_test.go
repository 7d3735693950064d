package explain

import "testing"

func TestRounded(t *testing.T) {
	for _, tt := range []struct {
		x      float64
		places int
		want   string
	}{
		{122.2350, 2, "122.24"}, // its binary value is below
		{0.7725549999999999, 2, "0.77"},
		{0.016555, 3, "0.017"},
		{0.24, 3, "0.24"},
		{0.1, 3, "0.1"},
		{15, 2, "15"},
		{1, 2, "1"},
		{0, 2, "0"},
		{-0.001, 2, "0"},
		{0.005, 2, "0.01"},
		{-0.005, 2, "-0.01"},
		{0.995, 2, "1"},
		{99.999, 2, "100"},
		{-99.999, 2, "-100"},
		{9.99, 1, "10"},
		{0.000069, 6, "0.000069"},
		{0.0000004, 6, "0"},
		{1e21, 2, "1000000000000000000000"},
		{1.005, 2, "1.01"},
	} {
		if got := rounded(tt.x, tt.places); got != tt.want {
			t.Errorf("rounded(%v, %d) = %s, want %s", tt.x, tt.places, got, tt.want)
		}
	}
}
