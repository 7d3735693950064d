package stats

import (
	"math"
	"slices"
)

// Ranks returns the rank of every value, the least having 1. Equal values share
// the mean of their ranks. O(n log n). gonum has no ranks.
func Ranks(xs []float64) ([]float64, bool) {
	if !usable(xs, 1) {
		return nil, false
	}
	type item struct {
		v float64
		i int
	}
	order := make([]item, len(xs))
	for i, x := range xs {
		order[i] = item{x, i}
	}
	slices.SortFunc(order, func(a, b item) int {
		switch {
		case a.v < b.v:
			return -1
		case a.v > b.v:
			return 1
		}
		return 0
	})
	out := make([]float64, len(xs))
	for lo := 0; lo < len(order); {
		hi := lo + 1
		for hi < len(order) && order[hi].v == order[lo].v {
			hi++
		}
		for _, it := range order[lo:hi] {
			out[it.i] = float64(lo+hi+1) / 2
		}
		lo = hi
	}
	return out, true
}

// Correlation is Pearson's product-moment correlation, within [−1, 1]:
//
//	r = Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)² · Σ(y−ȳ)²)
//
// Undefined for lengths that differ, fewer than two values, or a constant side.
func Correlation(xs, ys []float64) (float64, bool) {
	if len(xs) != len(ys) {
		return 0, false
	}
	x, ok := unit(xs, 2)
	if !ok {
		return 0, false
	}
	y, ok := unit(ys, 2)
	if !ok {
		return 0, false
	}
	return clamp(dot(x, y)/math.Sqrt(float64(dot(x, x)*dot(y, y))), -1, 1), true
}

// Spearman is the rank correlation: Correlation of the Ranks, which is right with
// ties too (as in scipy.stats.spearmanr; the formula with Σd² is not). Of a score
// and the return that follows it this is the rank information coefficient.
//
// Spearman, C. (1904). "The Proof and Measurement of Association between Two
// Things". American Journal of Psychology 15 (1): 72–101.
func Spearman(xs, ys []float64) (float64, bool) {
	if len(xs) != len(ys) {
		return 0, false
	}
	x, ok := Ranks(xs)
	if !ok {
		return 0, false
	}
	y, ok := Ranks(ys)
	if !ok {
		return 0, false
	}
	return Correlation(x, y)
}
