package shift

import "slices"

// A Base is the baseline of one strategy laid out once, for many of its masks. One
// goroutine uses it at a time, but for the making of tallies.
type Base struct {
	run     *run
	worker  *worker
	changes [][]Change // of the mask at work
	profit  []Money
	trades  []int32
	rungs   [values][]rung
}

// NewBase lays the lines of one strategy out, by closing day. Day 0 of all of them is
// the calendar day first.
func NewBase(first int32, lines []Line) *Base {
	b := new(Base)
	walk := func(int) [][]Change { return b.changes }
	p := &Panel{Parts: []Part{{First: first, Lines: lines, Walk: func() Walk { return walk }}}, Window: Around, Bare: true}
	b.run = p.layOut()
	b.worker = b.run.worker()
	b.profit, b.trades = p.Book(p.Calendar())
	for k := range b.rungs {
		if k == Worst && b.run.worst == nil {
			continue
		}
		b.rungs[k] = newRungs(b.run.parts[0], k)
	}
	return b
}

// Mask is the outcome of one mask by its changes of every line. It has no placebos:
// its tests have a selection that is not centred, and no p.
func (b *Base) Mask(changes [][]Change) *Outcome {
	b.changes = changes
	b.run.out = newOutcome(b.run, b.profit, b.trades)
	b.worker.placebo(0)
	b.run.out.finish(nil)
	return b.run.out
}

// Retest replaces the test of one value, and what hangs on it.
func (o *Outcome) Retest(k int, t Test) {
	o.Test[k] = t
	o.Less = o.Delta - o.Test[Profit].Selection
}

// Judge tests a mask by Σz and the number of refused trades of every line, and Σz² of
// all lines added by day: of the mask itself (number 0) and of its placebos.
func Judge(z, refused [][]float64, square []float64) Test {
	signs := make([]float64, len(z))
	for i := range signs {
		signs[i] = 1
	}
	return judge(&sample{z, square}, refused, signs, nil)
}

// Means is m of every day of a line: the mean profit of the baseline trades around it.
func Means(l Line, w Window) []float64 { return newFrame(l.Trades, w).newValue(l.Profit).mean }

// Prices is what one trade fewer on a day must be paid for in Σz, so that a mask's
// selection is a sum over its changes:
//
//	Σz = Σ ΔP_d − w_d·ΔN_d,   w_d = m_d + Σ r_e/WN_e over the days e whose window holds d
//
// with r = P − m·N and WN the baseline trades of the window.
func Prices(l Line, w Window) []float64 {
	f := newFrame(l.Trades, w)
	v := f.newValue(l.Profit)
	return f.prices(&v)
}

func (f *frame) prices(v *value) []float64 {
	out := make([]float64, len(v.mean))
	for d := range out {
		out[d] = v.mean[d] + (v.sum[f.to[d]+1] - v.sum[f.from[d]])
	}
	return out
}

// CutOf is a cut without its interval: the days of both arms, the baseline's trades
// and those of them that the mask refuses.
func CutOf(base, filtered []Money, trades, refused int) Cut {
	k := worstDays(len(base))
	if trades == 0 {
		return Cut{}
	}
	was := lowest(base, k)
	if was >= 0 {
		return Cut{}
	}
	cut := float64(100 * (1 - float64(lowest(filtered, k))/float64(was)))
	return Cut{Cut: cut, Beyond: cut - 100*float64(refused)/float64(trades), OK: true}
}

// lowest adds the k lowest days up, of at least as many.
func lowest(days []Money, k int) (sum Money) {
	low := slices.Sorted(slices.Values(days[:k]))
	for _, x := range days[k:] {
		if x < low[k-1] {
			at, _ := slices.BinarySearch(low, x)
			copy(low[at+1:], low[at:k-1])
			low[at] = x
		}
	}
	for _, x := range low {
		sum += x
	}
	return sum
}
