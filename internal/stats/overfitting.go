package stats

import (
	"github.com/remora-bt/remora-bt/internal/portable"
)

// Overfitting is what combinatorially symmetric cross-validation says of choosing
// the best of many settings.
type Overfitting struct {
	// PBO is the share of splits in which the setting with the best Sharpe ratio in
	// sample ranked no better than the median out of sample. About ½ for settings
	// without merit.
	PBO float64
	// Loss is the share of splits in which it had a ratio below 0 out of sample.
	Loss float64
	// Slope is that of the regression of its ratio out of sample on the one in
	// sample; 0 where the latter never varies. Below 0: the better it looked, the
	// worse it became.
	Slope float64
	// Logits are ln(ω/(1−ω)), ω the rank out of sample over settings + 1, one a split.
	Logits []float64
}

// CrossValidate cuts the returns of every setting, one slice each, into blocks of
// consecutive rows, and takes every half of the blocks in turn as in sample and the
// others as out of sample:
//
//	PBO = share of logits ≤ 0
//
// Of settings that are equally good in sample the first counts as chosen; equal
// ranks out of sample are shared; a setting that does not vary has the ratio 0.
// Blocks are as equal as the rows allow (the paper asks for a multiple).
//
// Undefined for fewer than two settings, lengths that differ, an odd number of
// blocks, fewer than 2 or more than 20 of them, or fewer than two rows a block. 16
// blocks make 12,870 splits; O(splits·blocks·settings).
//
// Bailey, D. H., Borwein, J., López de Prado, M. and Zhu, Q. J. (2017). "The
// Probability of Backtest Overfitting". Journal of Computational Finance 20 (4): 39–69.
func CrossValidate(returns [][]float64, blocks int) (Overfitting, bool) {
	if len(returns) < 2 || blocks < 2 || blocks > 20 || blocks%2 != 0 {
		return Overfitting{}, false
	}
	rows := len(returns[0])
	for _, r := range returns {
		if len(r) != rows || rows < 2*blocks || !usable(r, 1) {
			return Overfitting{}, false
		}
	}
	t := newSplitTable(returns, blocks)
	halves := halvesOf(blocks)
	splits := make([]split, 2*len(halves)) // every half, then its complement
	chunks(len(halves), 64, func(lo, hi int) {
		a, b := newSide(len(returns)), newSide(len(returns))
		for i := lo; i < hi; i++ {
			t.score(a, halves[i])
			t.score(b, ^halves[i])
			splits[2*i], splits[2*i+1] = judge(a.ratio, b.ratio), judge(b.ratio, a.ratio)
		}
	})
	return summarise(splits)
}

// halvesOf lists the halves of a set of n blocks that hold block 0, as bits,
// ascending. Their complements are the other halves.
func halvesOf(n int) []uint32 {
	var out []uint32
	for set := uint32(1); set < 1<<n; set += 2 {
		count := 0
		for rest := set; rest != 0; rest &= rest - 1 {
			count++
		}
		if 2*count == n {
			out = append(out, set)
		}
	}
	return out
}

// A split is the fate of the setting chosen in sample.
type split struct{ in, out, logit float64 }

func judge(in, out []float64) split {
	best := 0
	for i, r := range in {
		if r > in[best] {
			best = i
		}
	}
	rank := 0.5 // its own tie counts a half
	for _, r := range out {
		switch {
		case r < out[best]:
			rank++
		case r == out[best]:
			rank += 0.5
		}
	}
	w := rank / float64(len(in)+1)
	return split{in[best], out[best], portable.Log(w / (1 - w))}
}

func summarise(splits []split) (Overfitting, bool) {
	var o Overfitting
	var worse, lost int
	in, out := make([]float64, len(splits)), make([]float64, len(splits))
	for i, s := range splits {
		in[i], out[i] = s.in, s.out
		o.Logits = append(o.Logits, s.logit)
		if s.logit <= 0 {
			worse++
		}
		if s.out < 0 {
			lost++
		}
	}
	o.PBO = float64(worse) / float64(len(splits))
	o.Loss = float64(lost) / float64(len(splits))
	if varied(in, 2) {
		x, _ := centred(in)
		y, _ := centred(out)
		o.Slope = dot(x, y) / dot(x, x)
	}
	if !isFinite(o.Slope) {
		return Overfitting{}, false
	}
	return o, true
}
