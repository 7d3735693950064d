package stats

import "math"

// Ranks returns the rank of every value, the least having 1. Equal values share
// the mean of their ranks. O(n). gonum has no ranks.
func Ranks(xs []float64) ([]float64, bool) {
	if !usable(xs, 1) {
		return nil, false
	}
	order := ascending(xs)
	out := make([]float64, len(xs))
	for lo := 0; lo < len(order); {
		hi := lo + 1
		for hi < len(order) && xs[order[hi]] == xs[order[lo]] {
			hi++
		}
		for _, i := range order[lo:hi] {
			out[i] = float64(lo+hi+1) / 2
		}
		lo = hi
	}
	return out, true
}

// ascending lists the places of xs, none of which is NaN, from the lowest value on.
func ascending(xs []float64) []int32 {
	keys := make([]uint64, len(xs))
	for i, x := range xs {
		keys[i] = math.Float64bits(x + 0) // −0 is 0
		if keys[i]>>63 == 1 {
			keys[i] = ^keys[i]
		} else {
			keys[i] |= 1 << 63
		}
	}
	return Order(keys)
}

// Order lists the places of keys from the lowest one on, equal ones as they stand: a
// radix sort, for there can be half a million. O(n) for each byte in which keys differ.
func Order(keys []uint64) []int32 {
	type item struct {
		key uint64
		at  int32
	}
	items, other := make([]item, len(keys)), make([]item, len(keys))
	var differ uint64
	for i, k := range keys {
		items[i] = item{k, int32(i)}
		differ |= k ^ keys[0]
	}
	for shift := 0; differ>>shift > 0; shift += 8 {
		var ends [256]int32
		for i := range items {
			ends[uint8(items[i].key>>shift)]++
		}
		before := int32(0)
		for k, n := range ends {
			ends[k], before = before, before+n
		}
		for _, it := range items {
			k := uint8(it.key >> shift)
			other[ends[k]] = it
			ends[k]++
		}
		items, other = other, items
	}
	out := make([]int32, len(keys))
	for i, it := range items {
		out[i] = it.at
	}
	return out
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
