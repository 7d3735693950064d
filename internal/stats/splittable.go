package stats

import "math"

// A splitTable holds the sums of every setting over every block of rows, of which a
// Sharpe ratio over any set of blocks follows.
type splitTable struct {
	blocks  int
	rows    []float64 // of a block
	origin  []float64 // of a setting: its mean, taken off before squaring
	sums    []float64 // of block b and setting s at b·settings + s
	squares []float64
}

func newSplitTable(returns [][]float64, blocks int) *splitTable {
	rows, n := len(returns[0]), len(returns)
	t := &splitTable{
		blocks: blocks, rows: make([]float64, blocks), origin: make([]float64, n),
		sums: make([]float64, blocks*n), squares: make([]float64, blocks*n),
	}
	for b := range blocks {
		t.rows[b] = float64((b+1)*rows/blocks - b*rows/blocks)
	}
	for s, r := range returns {
		dev, mean := centred(r)
		t.origin[s] = mean
		for b := range blocks {
			part := dev[b*rows/blocks : (b+1)*rows/blocks]
			t.sums[b*n+s], t.squares[b*n+s] = sum(part), dot(part, part)
		}
	}
	return t
}

// A side is one half of a split, with scratch sums.
type side struct{ ratio, sum, square []float64 }

func newSide(settings int) *side {
	return &side{make([]float64, settings), make([]float64, settings), make([]float64, settings)}
}

// score sets the Sharpe ratio of every setting over the blocks whose bits are set.
func (t *splitTable) score(a *side, set uint32) {
	clear(a.sum)
	clear(a.square)
	n, rows := len(t.origin), 0.0
	for b := range t.blocks {
		if set>>b&1 == 0 {
			continue
		}
		rows += t.rows[b]
		sums, squares := t.sums[b*n:b*n+n], t.squares[b*n:b*n+n]
		for s := range a.sum {
			a.sum[s] += sums[s]
			a.square[s] += squares[s]
		}
	}
	for s := range a.ratio {
		a.ratio[s], _ = sharpeOf(rows, t.origin[s], a.sum[s], a.square[s])
	}
}

// sharpeOf is the Sharpe ratio of n values from the sum and the sum of squares of
// their differences to origin. A variance below 1e-12 of the squares is rounding.
func sharpeOf(n, origin, sum, square float64) (float64, bool) {
	v := square - float64(sum/n*sum)
	if n < 2 || v <= 1e-12*square {
		return 0, false
	}
	return defined((origin + sum/n) / math.Sqrt(v/(n-1)))
}
