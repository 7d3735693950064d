package stats

// Percentile is the two-sided percentile interval of bootstrap replicates: their
// type-7 quantiles at (1 ∓ level)/2. Undefined for no replicates or a level outside
// (0, 1). O(n log n).
func Percentile(replicates []float64, level float64) (Interval, bool) {
	if !(level > 0 && level < 1) {
		return Interval{}, false
	}
	q, ok := Quantiles(replicates, (1-level)/2, (1+level)/2)
	if !ok {
		return Interval{}, false
	}
	return Interval{q[0], q[1]}, true
}
