package stats

import (
	"math/bits"
	"math/rand/v2"
)

// A block is a run of rows from start on; row n is row 0 again.
type block struct{ start, len int32 }

// blocks draws the blocks of the stationary bootstrap over n rows: starts uniform,
// lengths geometric, P(L > k) = qᵏ with q = 1 − 1/mean, so that resampled rows are
// again a stationary series.
//
// Politis, D. N. and Romano, J. P. (1994). "The Stationary Bootstrap". Journal of
// the American Statistical Association 89 (428): 1303–1313.
type blocks struct {
	n       uint64
	beyond  []uint64   // P(L > k)·2⁶⁴, made by multiplication alone: the same on every machine
	shortly [256]int32 // a lower bound of L by the leading byte of the draw
}

// newBlocks needs n ≥ 1. A mean below 1 counts as 1, above n as n.
func newBlocks(n int, mean float64) *blocks {
	mean = clamp(mean, 1, float64(n))
	b := &blocks{n: uint64(n), beyond: make([]uint64, n+1)}
	q, p := 1-1/mean, 0x1p64
	for k := 1; k <= n; k++ {
		p *= q
		b.beyond[k] = uint64(p) // q < 1, so p < 2⁶⁴
	}
	b.beyond[n] = 0 // a longer block covers every row as well
	for lead := range b.shortly {
		last := uint64(lead+1)<<56 - 1 // the shortest block of this leading byte
		b.shortly[lead] = b.walk(1, last)
	}
	return b
}

func (b *blocks) walk(k int32, u uint64) int32 {
	for u < b.beyond[k] {
		k++
	}
	return k
}

// draw takes start and length from one random number u: the high word of u·n is
// uniform below n, the low word uniform below 2⁶⁴ whatever the high one.
func (b *blocks) draw(src *rand.PCG) block {
	start, u := bits.Mul64(src.Uint64(), b.n)
	return block{int32(start), b.walk(b.shortly[u>>56], u)}
}

// fill writes one resample of row numbers.
func (b *blocks) fill(src *rand.PCG, idx []int32) {
	n := int32(b.n)
	for i := 0; i < len(idx); {
		k := b.draw(src)
		row := k.start
		end := min(i+int(k.len), len(idx))
		for ; i < end; i++ {
			idx[i] = row
			if row++; row == n {
				row = 0
			}
		}
	}
}

// stream seeds src for task i of a job. Streams of one seed start far apart:
// the number is spread by the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func stream(src *rand.PCG, seed uint64, i int) {
	s := (uint64(i) + 1) * 0x9e3779b97f4a7c15
	s = (s ^ s>>30) * 0xbf58476d1ce4e5b9
	s = (s ^ s>>27) * 0x94d049bb133111eb
	src.Seed(seed, s^s>>31)
}
