package stats

import "slices"

// MonteCarloP is the p-value of a test by m random placebos of which b were as
// extreme as what was observed, or more so:
//
//	p = (b+1)/(m+1)
//
// It is never 0: what was observed is itself one of the possible draws. Undefined
// unless 0 ≤ b ≤ m. Without a placebo it is 1.
//
// Phipson, B. and Smyth, G. K. (2010). "Permutation P-values Should Never Be Zero".
// Statistical Applications in Genetics and Molecular Biology 9 (1): 39.
func MonteCarloP(b, m int) (float64, bool) {
	if b < 0 || m < b {
		return 0, false
	}
	return float64(b+1) / float64(m+1), true
}

// Holm adjusts p-values so that rejecting those ≤ α keeps the chance of any false
// rejection at α, whatever their dependence. In ascending order, i from 1 to m:
//
//	p'₍ᵢ₎ = max over j ≤ i of min(1, (m−j+1)·p₍ⱼ₎)
//
// The result is in the order of ps. Undefined if a value lies outside [0, 1].
//
// Holm, S. (1979). "A Simple Sequentially Rejective Multiple Test Procedure".
// Scandinavian Journal of Statistics 6 (2): 65–70.
func Holm(ps []float64) ([]float64, bool) {
	order, ok := ascending(ps)
	if !ok {
		return nil, false
	}
	out := make([]float64, len(ps))
	worst := 0.0
	for i, at := range order {
		worst = max(worst, min(1, float64(len(ps)-i)*ps[at]))
		out[at] = worst
	}
	return out, true
}

// BenjaminiHochberg adjusts p-values so that rejecting those ≤ α keeps the expected
// share of false ones among the rejected at α, for independent or positively
// dependent tests. In ascending order, i from 1 to m:
//
//	p'₍ᵢ₎ = min over j ≥ i of min(1, m/j·p₍ⱼ₎)
//
// The result is in the order of ps. Undefined if a value lies outside [0, 1].
//
// Benjamini, Y. and Hochberg, Y. (1995). "Controlling the False Discovery Rate".
// Journal of the Royal Statistical Society B 57 (1): 289–300.
func BenjaminiHochberg(ps []float64) ([]float64, bool) {
	order, ok := ascending(ps)
	if !ok {
		return nil, false
	}
	out := make([]float64, len(ps))
	best := 1.0
	for i, at := range slices.Backward(order) {
		best = min(best, float64(len(ps))/float64(i+1)*ps[at])
		out[at] = best
	}
	return out, true
}

// ascending returns the positions of ps from the least on, equal ones in their order.
func ascending(ps []float64) ([]int, bool) {
	order := make([]int, len(ps))
	for i, p := range ps {
		if !(p >= 0 && p <= 1) {
			return nil, false
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case ps[a] < ps[b]:
			return -1
		case ps[a] > ps[b]:
			return 1
		}
		return 0
	})
	return order, true
}
