package stats

import (
	"slices"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// StabilityIndex is the population stability index of a sample against an expected
// one. Bins are bounded by the type-7 quantiles i/bins of the expected sample, equal
// bounds merged; a value on a bound belongs below it; the outer bins are open.
//
//	PSI = Σ (a − e)·ln(a/e),   share = (count + ½)/(n + ½·bins)
//
// The halves keep an empty bin finite. 0 for equal shares; by custom below 0.1 is
// stable and above 0.25 is not. Undefined for an empty sample or fewer than two
// bins. A constant expected sample leaves the two bins up to and above its value.
//
// Siddiqi, N. (2006). Credit Risk Scorecards. Wiley.
func StabilityIndex(expected, actual []float64, bins int) (float64, bool) {
	if bins < 2 || !usable(expected, 1) || !usable(actual, 1) {
		return 0, false
	}
	s := slices.Sorted(slices.Values(expected))
	var bounds []float64
	for i := 1; i < bins; i++ {
		bounds = append(bounds, SortedQuantile(s, float64(i)/float64(bins)))
	}
	bounds = slices.Compact(bounds)
	e, a := shares(expected, bounds), shares(actual, bounds)
	var psi float64
	for i := range e {
		psi += float64((a[i] - e[i]) * portable.Log(a[i]/e[i]))
	}
	return defined(psi)
}

// shares counts xs into the bins that ascending bounds make.
func shares(xs, bounds []float64) []float64 {
	out := make([]float64, len(bounds)+1)
	for i := range out {
		out[i] = 0.5
	}
	for _, x := range xs {
		i, _ := slices.BinarySearch(bounds, x)
		out[i]++
	}
	whole := float64(len(xs)) + float64(0.5*float64(len(out)))
	for i := range out {
		out[i] /= whole
	}
	return out
}
