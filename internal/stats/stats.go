// Package stats holds the statistics of a comparison: resampling, p-values,
// intervals, dependence, Sharpe ratios and what remains of them after many looks.
// It knows nothing of markets.
//
// No function returns NaN or an infinity. Where a figure is undefined (too few
// values, constant ones, values that are not finite, arguments out of range) ok is
// false and the figure 0. Nothing here reads a clock or the global random source,
// and no result depends on GOMAXPROCS.
package stats

import (
	"math"
	"slices"
)

// An Interval is a closed range, Lo ≤ Hi.
type Interval struct{ Lo, Hi float64 }

// Contains reports whether x lies in the interval, its ends included.
func (i Interval) Contains(x float64) bool { return i.Lo <= x && x <= i.Hi }

// The sums here are plain loops from left to right. gonum's add several lanes at
// once on some processors, which moves the last digit.

func sum(xs []float64) float64 {
	var s float64
	for _, x := range xs {
		s += x
	}
	return s
}

func dot(xs, ys []float64) float64 {
	var s float64
	for i, x := range xs {
		s += float64(x * ys[i])
	}
	return s
}

// centred returns xs less their mean, and the mean. xs must not be empty.
func centred(xs []float64) (out []float64, mean float64) {
	mean = sum(xs) / float64(len(xs))
	out = make([]float64, len(xs))
	for i, x := range xs {
		out[i] = x - mean
	}
	return out, mean
}

// unit returns xs centred and divided by their largest deviation, for figures that
// do not depend on location and scale: nothing overflows then. ok is false for
// fewer than n values, values that are not finite, and constant ones.
func unit(xs []float64, n int) ([]float64, bool) {
	if !varied(xs, n) {
		return nil, false
	}
	u, _ := centred(xs)
	var scale float64
	for _, x := range u {
		scale = max(scale, math.Abs(x))
	}
	for i := range u {
		u[i] /= scale
	}
	return u, usable(u, n)
}

func isFinite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// usable reports whether xs are at least n values, all finite.
func usable(xs []float64, n int) bool {
	if len(xs) < n {
		return false
	}
	for _, x := range xs {
		if !isFinite(x) {
			return false
		}
	}
	return true
}

// varied reports whether xs are usable and at least two of them differ. Only so is
// a deviation above 0 by more than rounding.
func varied(xs []float64, n int) bool {
	return usable(xs, max(n, 2)) && slices.Min(xs) != slices.Max(xs)
}

// defined passes v on if it is finite.
func defined(v float64) (float64, bool) {
	if !isFinite(v) {
		return 0, false
	}
	return v, true
}

func clamp(v, lo, hi float64) float64 { return min(max(v, lo), hi) }
