package stats

import (
	"math"
	"slices"
)

// KolmogorovSmirnov is the greatest distance between the empirical distribution
// functions of two samples, ties or none. Undefined for an empty sample.
// O(n log n + m log m). gonum's adds 1/n up step by step: other last digits.
func KolmogorovSmirnov(xs, ys []float64) (float64, bool) {
	if !usable(xs, 1) || !usable(ys, 1) {
		return 0, false
	}
	x, y := slices.Sorted(slices.Values(xs)), slices.Sorted(slices.Values(ys))
	var d float64
	for i, j := 0, 0; i < len(x) && j < len(y); {
		v := min(x[i], y[j])
		for i < len(x) && x[i] == v {
			i++
		}
		for j < len(y) && y[j] == v {
			j++
		}
		d = max(d, math.Abs(float64(i)/float64(len(x))-float64(j)/float64(len(y))))
	}
	return d, true
}
