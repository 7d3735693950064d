package stats

import "math"

// Wilson is the two-sided score interval for a proportion of which k of n were seen:
//
//	(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n),   p = k/n
//
// It lies within [0, 1] and is sensible for k = 0 and k = n. Undefined unless
// 0 ≤ k ≤ n, n ≥ 1 and 0 < level < 1.
//
// Wilson, E. B. (1927). "Probable Inference, the Law of Succession, and Statistical
// Inference". Journal of the American Statistical Association 22 (158): 209–212.
func Wilson(k, n int, level float64) (Interval, bool) {
	if n < 1 || k < 0 || k > n || !(level > 0 && level < 1) {
		return Interval{}, false
	}
	q, f := z(0.5+float64(0.5*level)), float64(n)
	p, q2 := float64(k)/f, float64(q*q)/f
	mid := (p + float64(0.5*q2)) / (1 + q2)
	half := float64(q / (1 + q2) * math.Sqrt(float64(p*(1-p))/f+q2/float64(4*f)))
	i := Interval{max(mid-half, 0), min(mid+half, 1)}
	if k == 0 {
		i.Lo = 0
	}
	if k == n {
		i.Hi = 1
	}
	return i, true
}
