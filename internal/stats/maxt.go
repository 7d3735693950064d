package stats

import (
	"cmp"
	"slices"
)

// StepDownMaxT adjusts the p-values of several statistics that share their placebos,
// so that rejecting those ≤ α keeps the chance of any false rejection at α; unlike
// Holm's it makes use of how the statistics hang together. In descending order of
// what was observed, t₍₁₎ ≥ t₍₂₎ ≥ …, with m placebos:
//
//	p'₍ᵢ₎ = max over j ≤ i of (1 + #{s: max over k ≥ j of t_s,₍ₖ₎ ≥ t₍ⱼ₎})/(1 + m)
//
// placebos holds the values of each statistic over the same placebos. The result is
// in the order of observed. Undefined for lengths that differ.
//
// Romano, J. P. and Wolf, M. (2005). "Exact and Approximate Stepdown Methods for
// Multiple Hypothesis Testing". Journal of the American Statistical Association 100
// (469): 94–108.
func StepDownMaxT(observed []float64, placebos [][]float64) ([]float64, bool) {
	if len(observed) != len(placebos) || !usable(observed, 1) {
		return nil, false
	}
	order := make([]int, len(observed))
	for i := range order {
		order[i] = i
		if len(placebos[i]) != len(placebos[0]) || len(placebos[i]) > 0 && !usable(placebos[i], 1) {
			return nil, false
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(observed[b], observed[a]) })
	out := make([]float64, len(observed))
	highest := slices.Clone(placebos[order[len(order)-1]])
	for j := len(order) - 1; j >= 0; j-- {
		at, count := order[j], 1
		for s, x := range placebos[at] {
			highest[s] = max(highest[s], x)
			if highest[s] >= observed[at] {
				count++
			}
		}
		out[at] = float64(count) / float64(1+len(highest))
	}
	for j := 1; j < len(order); j++ {
		out[order[j]] = max(out[order[j]], out[order[j-1]])
	}
	return out, true
}
