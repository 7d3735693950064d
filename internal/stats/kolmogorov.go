package stats

import (
	"math"
	"slices"
)

// KolmogorovSmirnov is the greatest distance between the empirical distribution
// functions of two samples, ties or none. Undefined for an empty sample.
// O(n log n + m log m).
func KolmogorovSmirnov(xs, ys []float64) (float64, bool) {
	if !usable(xs, 1) || !usable(ys, 1) {
		return 0, false
	}
	x, y := slices.Sorted(slices.Values(xs)), slices.Sorted(slices.Values(ys))
	var d float64
	for i, j := 0, 0; i < len(x) && j < len(y); {
		v := min(x[i], y[j])
		for i < len(x) && x[i] == v {
			i++
		}
		for j < len(y) && y[j] == v {
			j++
		}
		d = max(d, math.Abs(float64(i)/float64(len(x))-float64(j)/float64(len(y))))
	}
	return d, true
}

// KolmogorovSmirnovP is the two-sided p-value of a distance between samples of n
// and m values, for large samples: Kolmogorov's distribution for n·m/(n+m) values,
// rounded to even, as scipy.stats.ks_2samp(method="asymp") has it. Undefined unless
// n, m ≥ 1 and 0 ≤ d ≤ 1.
func KolmogorovSmirnovP(d float64, n, m int) (float64, bool) {
	if n < 1 || m < 1 || !(d >= 0 && d <= 1) {
		return 0, false
	}
	size := math.RoundToEven(float64(n) * float64(m) / (float64(n) + float64(m)))
	return kolmogorovTail(max(int(size), 1), d), true
}

// KolmogorovSmirnovExactP is the exact p-value of a distance between samples
// without ties: the share of orders of the n + m values whose distance is at least
// d. With ties it is too large. The share is added up path by path as it leaves the
// band, so that it keeps its relative accuracy however small. Undefined as
// KolmogorovSmirnovP is, and for n·m > 1e8. O(n·m).
func KolmogorovSmirnovExactP(d float64, n, m int) (float64, bool) {
	if n < 1 || m < 1 || !(d >= 0 && d <= 1) || n > 1e8/m {
		return 0, false
	}
	g := gcd(n, m)
	stepX, stepY := m/g, n/g // one value of a sample, in units of 1/lcm
	far := int(math.Round(d * float64(n) * float64(stepX)))
	if far == 0 {
		return 1, true
	}
	inside := make([]float64, m+1) // chance to pass (i, j) without having left the band
	var left float64
	for i := range n + 1 {
		for j := range m + 1 {
			var p float64
			switch {
			case i == 0 && j == 0:
				p = 1
			case i > 0:
				p = inside[j] * float64(n-i+1) / float64(n+m-i-j+1)
			}
			if j > 0 {
				p += float64(inside[j-1] * float64(m-j+1) / float64(n+m-i-j+1))
			}
			if off := i*stepX - j*stepY; off >= far || off <= -far {
				left += p
				p = 0
			}
			inside[j] = p
		}
	}
	return min(left, 1), true
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
