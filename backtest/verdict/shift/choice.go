package shift

import (
	"cmp"
	"slices"
)

// A Trade is one of the baseline's: its day and what counts of it.
type Trade struct {
	Day    int32
	Profit Money
}

// BestChoice is what refusing the worst equally many trades of the same window would
// have brought one line: for every day with refused trades, the mean of the window
// less that of its worst trades, as many as the mask refuses in the window.
//
//	Σ_d n_d·(m_d − mean of the ΣN worst profits of the window of d),  ΣN = Σ n over the window
//
// O((trades + days)·log trades).
func BestChoice(l Line, trades []Trade, changes []Change, w Window) float64 {
	f := newFrame(l.Trades, w)
	v := f.newValue(l.Profit)
	n := len(l.Trades)
	refused := make([]int32, n+1) // before each day
	for i := range changes {
		refused[changes[i].Day+1] += changes[i].Refused
	}
	for d := range n {
		refused[d+1] += refused[d]
	}
	byDay := slices.Clone(trades)
	slices.SortStableFunc(byDay, func(a, b Trade) int { return cmp.Compare(a.Day, b.Day) })
	tree := newLowest(byDay)
	var best float64
	lo, hi := 0, 0
	for i := range changes {
		d, count := changes[i].Day, changes[i].Refused
		for ; hi < len(byDay) && byDay[hi].Day <= f.hi[d]; hi++ {
			tree.add(hi, +1)
		}
		for ; lo < hi && byDay[lo].Day < f.lo[d]; lo++ {
			tree.add(lo, -1)
		}
		if k := refused[f.hi[d]+1] - refused[f.lo[d]]; k > 0 {
			best += float64(float64(count) * (v.mean[d] - tree.sum(k).Float()/float64(k)))
		}
	}
	return best
}

// lowestSum adds the lowest of a changing set of trades up: a Fenwick tree over them
// in order of profit.
type lowestSum struct {
	rank   []int32 // of trade i, from 1
	profit []Money // of trade i
	count  []int32
	total  []Money
	top    int // the highest power of 2 within the tree
}

func newLowest(trades []Trade) *lowestSum {
	n := len(trades)
	t := &lowestSum{make([]int32, n), make([]Money, n), make([]int32, n+1), make([]Money, n+1), 1}
	order := make([]int32, n)
	for i := range order {
		order[i], t.profit[i] = int32(i), trades[i].Profit
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(trades[a].Profit, trades[b].Profit) })
	for r, i := range order {
		t.rank[i] = int32(r + 1)
	}
	for 2*t.top <= n {
		t.top *= 2
	}
	return t
}

func (t *lowestSum) add(i int, sign int32) {
	for r := int(t.rank[i]); r < len(t.count); r += r & -r {
		t.count[r] += sign
		t.total[r] += Money(sign) * t.profit[i]
	}
}

// sum adds the k lowest up; fewer if there are fewer.
func (t *lowestSum) sum(k int32) (sum Money) {
	at := 0
	for step := t.top; step > 0; step /= 2 {
		if next := at + step; next < len(t.count) && t.count[next] <= k {
			at = next
			k -= t.count[next]
			sum += t.total[next]
		}
	}
	return sum
}
