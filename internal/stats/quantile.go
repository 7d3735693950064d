package stats

import (
	"math"
	"slices"
)

// Quantiles are the quantiles of xs at ps, for one sort, by linear interpolation
// between order statistics, type 7 of Hyndman and Fan (1996), as numpy and R have
// it by default:
//
//	h = (n−1)·p,   Q = x₍⌊h⌋₎ + (h − ⌊h⌋)·(x₍⌊h⌋+1₎ − x₍⌊h⌋₎),   x₍₀₎ the least
//
// Undefined for no values, values that are not finite, or a p outside [0, 1]. xs is
// not changed. O(n log n). gonum has types 1 and 4 alone.
func Quantiles(xs []float64, ps ...float64) ([]float64, bool) {
	if !usable(xs, 1) {
		return nil, false
	}
	s := slices.Sorted(slices.Values(xs))
	out := make([]float64, len(ps))
	for i, p := range ps {
		if !(p >= 0 && p <= 1) {
			return nil, false
		}
		out[i] = SortedQuantile(s, p)
	}
	if !usable(out, len(ps)) { // an interpolation between ±1e308
		return nil, false
	}
	return out, true
}

// SortedQuantile is the p-quantile of at least one ascending, finite value, for p from
// 0 to 1. Like numpy it interpolates from
// the nearer end, so that it never leaves the bracket.
func SortedQuantile(s []float64, p float64) float64 {
	h := float64(p * float64(len(s)-1))
	low := math.Floor(h)
	t := h - low
	a, b := s[int(low)], s[min(int(low)+1, len(s)-1)]
	if t >= 0.5 {
		return b - float64((b-a)*(1-t))
	}
	return a + float64((b-a)*t)
}
