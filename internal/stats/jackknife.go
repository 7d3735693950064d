package stats

import "math"

// Jackknife applies f to the rows 0 ≤ i < n without the first width of them, then
// without the next width, and so on, and returns k columns of results in that
// order; the last group may be smaller. f is as for Bootstrap.Run; groups for which
// it is false are left out.
//
// Width 1 is the jackknife that scipy.stats.bootstrap and arch take the
// acceleration of BCa from, arch for dependent rows too. A group as long as the
// mean block keeps the dependence (Künsch 1989), at the price of fewer values.
//
// ok is false for fewer than two groups and if no result is left. O(n/width·n).
func Jackknife(n, width, k int, f func(idx []int32, out []float64) bool) ([][]float64, bool) {
	if n < 2 || n > math.MaxInt32 || width < 1 || width >= n || k < 1 {
		return nil, false
	}
	return replicate((n+width-1)/width, k, func() func(int, []float64) bool {
		idx := make([]int32, n)
		return func(g int, out []float64) bool {
			lo, hi := g*width, min((g+1)*width, n)
			rest := idx[:0]
			for i := range n {
				if i < lo || i >= hi {
					rest = append(rest, int32(i))
				}
			}
			return f(rest, out)
		}
	})
}
