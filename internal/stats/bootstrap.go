package stats

import (
	"math"
	"math/rand/v2"
)

// A Bootstrap resamples the rows of a paired sample in blocks, by the stationary
// bootstrap: columns are resampled by the same rows, so that what belongs together
// stays together, and neighbours stay neighbours for Block rows on average.
//
// Resample i depends on Rows, Block, Seed and i alone.
type Bootstrap struct {
	Rows      int     // length of every column
	Resamples int     // 10,000 gives a 95 % bound to about 2 % of the interval's width
	Block     float64 // mean block length in rows, see BlockLength; below 1 counts as 1, above Rows as Rows
	Seed      uint64
}

func (b Bootstrap) valid() bool {
	return b.Rows >= 1 && b.Rows <= math.MaxInt32 && b.Resamples >= 1 && isFinite(b.Block)
}

// Run applies f to every resample of row numbers and returns k columns of
// replicates in the order of resamples. f writes k figures; it is called from
// several goroutines at once and must keep neither slice. A resample for which f
// returns false, or a figure that is not finite, is left out of every column.
//
// ok is false for a Bootstrap without rows or resamples, and if no resample is left.
// O(Resamples·(Rows + cost of f)), about 2 ns a row.
func (b Bootstrap) Run(k int, f func(idx []int32, out []float64) bool) ([][]float64, bool) {
	if !b.valid() || k < 1 {
		return nil, false
	}
	bl := newBlocks(b.Rows, b.Block)
	return replicate(b.Resamples, k, func() func(i int, out []float64) bool {
		idx := make([]int32, b.Rows)
		return func(i int, out []float64) bool {
			var src rand.PCG
			stream(&src, b.Seed, i)
			bl.fill(&src, idx)
			return f(idx, out)
		}
	})
}

// replicate calls the functions that begin returns for 0 ≤ i < n. begin is called
// once for every few i, so that they may share scratch memory.
func replicate(n, k int, begin func() func(i int, out []float64) bool) ([][]float64, bool) {
	rows := make([]float64, n*k)
	keep := make([]bool, n)
	chunks(n, 64, func(lo, hi int) {
		f := begin()
		for i := lo; i < hi; i++ {
			out := rows[i*k : (i+1)*k]
			keep[i] = f(i, out) && usable(out, k)
		}
	})
	cols := make([][]float64, k)
	for c := range cols {
		cols[c] = make([]float64, 0, n)
		for i, ok := range keep {
			if ok {
				cols[c] = append(cols[c], rows[i*k+c])
			}
		}
	}
	return cols, len(cols[0]) > 0
}
