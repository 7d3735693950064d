package metrics

import (
	"math"
	"slices"
)

// The sums here are plain loops from left to right. gonum's add several lanes at
// once on some processors, which moves the last digit.

func sum(xs []float64) float64 {
	var s float64
	for _, x := range xs {
		s += x
	}
	return s
}

// mean is undefined for no values.
func mean(xs []float64) (float64, bool) { return over(sum(xs), float64(len(xs))) }

// deviation is the standard deviation with the divisor len(xs)−ddof, in two
// passes. It is undefined where all values are equal: then it is 0, or would be
// but for rounding.
func deviation(xs []float64, ddof int) (float64, bool) {
	if len(xs) == 0 || slices.Min(xs) == slices.Max(xs) {
		return 0, false
	}
	m, _ := mean(xs)
	var q float64
	for _, x := range xs {
		q += float64((x - m) * (x - m))
	}
	sd := math.Sqrt(q / float64(len(xs)-ddof))
	return sd, sd > 0
}

// median is the middle value, or the mean of the two middle values.
func median(xs []float64) (float64, bool) {
	n := len(xs)
	if n == 0 {
		return 0, false
	}
	s := slices.Sorted(slices.Values(xs))
	return (s[(n-1)/2] + s[n/2]) / 2, true
}

// lowest and highest are undefined for no values.
func lowest(xs []float64) (float64, bool) {
	if len(xs) == 0 {
		return 0, false
	}
	return slices.Min(xs), true
}

func highest(xs []float64) (float64, bool) {
	if len(xs) == 0 {
		return 0, false
	}
	return slices.Max(xs), true
}
