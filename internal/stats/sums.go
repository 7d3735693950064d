package stats

import "math/rand/v2"

// Sums returns the sum of every column over every resample. A block adds the
// difference of two running sums, so that a resample costs O(Rows/Block) and not
// O(Rows); more columns share the cost of drawing it. Means, variances and Sharpe
// ratios follow from sums of values and squares.
//
// Rounding: about 1e-16 of Σ|x| a block. Take a column less its mean if the mean
// dwarfs the deviation. ok is false unless all columns have Rows finite values.
func (b Bootstrap) Sums(cols ...[]float64) ([][]float64, bool) {
	if !b.valid() || len(cols) == 0 {
		return nil, false
	}
	for _, c := range cols {
		if len(c) != b.Rows || !usable(c, 1) {
			return nil, false
		}
	}
	k, run := len(cols), running(cols)
	if !usable(run, 1) {
		return nil, false
	}
	bl := newBlocks(b.Rows, b.Block)
	return replicate(b.Resamples, k, func() func(int, []float64) bool {
		return func(i int, out []float64) bool {
			var src rand.PCG
			stream(&src, b.Seed, i)
			if k == 1 {
				out[0] = bl.sum(&src, run)
			} else {
				bl.sums(&src, run, out)
			}
			return true
		}
	})
}

// running interleaves the running sums: column c before row i is at i·k + c.
func running(cols [][]float64) []float64 {
	k, n := len(cols), len(cols[0])
	run := make([]float64, (n+1)*k)
	for c, col := range cols {
		for i, x := range col {
			run[(i+1)*k+c] = run[i*k+c] + x
		}
	}
	return run
}

// sum is sums for one column.
func (b *blocks) sum(src *rand.PCG, run []float64) float64 {
	var s float64
	n := int(b.n)
	for left := n; left > 0; {
		k := b.draw(src)
		length := min(int(k.len), left)
		left -= length
		end := int(k.start) + length
		if end > n {
			s += run[n]
			end -= n
		}
		s += run[end] - run[k.start]
	}
	return s
}

func (b *blocks) sums(src *rand.PCG, run, out []float64) {
	n, w := int(b.n), len(out)
	clear(out)
	for left := n; left > 0; {
		k := b.draw(src)
		length := min(int(k.len), left)
		left -= length
		end := int(k.start) + length
		if end > n {
			for c, x := range run[n*w:] {
				out[c] += x
			}
			end -= n
		}
		hi, lo := run[end*w:end*w+w], run[int(k.start)*w:int(k.start)*w+w]
		for c := range out {
			out[c] += hi[c] - lo[c]
		}
	}
}
