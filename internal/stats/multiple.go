package stats

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
