package backtest

import (
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A Walker is the memory of walks that follow one another: some words per trade of
// the largest book, and where pairs share slots some per day of every book. One
// goroutine uses it at a time.
type Walker struct {
	n   *Lanes
	out [][]Change

	// The walk last made, of one book.
	hops    []hop
	refused []stretch // places of the path whose entry signals the mask refuses
	gaps    []gap
	added   []int32 // deals that only the filtered walk takes

	line  *queueWalk // where pairs share slots
	walks *wholeWalk // where lanes do not know everything
	daily []Money    // of the last Sample
}

// A hop leaves the chain of a deal that the mask refuses for that of the first one
// behind it which it may not.
type hop struct{ from, to int32 }

// A gap is the part of the path, by places, that the filtered walk leaves out
// between leaving the path and meeting it again, and what it takes instead.
type gap struct {
	from, to   int32
	added, end int32 // of Walker.added
}

// Walker makes the memory for walks.
func (n *Lanes) Walker() *Walker {
	w := &Walker{n: n, out: make([][]Change, len(n.lanes))}
	if n.queue != nil {
		w.line = newQueueWalk(n)
	}
	if n.whole != nil {
		w.walks = newWholeWalk(n)
	}
	return w
}

// Sums is what a mask does to all books and days together.
type Sums struct {
	Trades  int // filtered − baseline
	Refused int // baseline trades whose entry signal the mask refuses
	Profit  Money
}

// Sums walks a mask, moved by s shift units round the end.
func (w *Walker) Sums(m *Laid, s int) Sums {
	if w.n.queue != nil {
		return w.line.sums(m, s)
	}
	if w.n.whole != nil {
		return sumsOf(w.walks.changes(m, s, w.out))
	}
	var out Sums
	for i, l := range w.n.lanes {
		w.walk(l, &m.books[i], l.offset(s))
		for _, h := range w.hops {
			out.Profit += l.tail[h.to] - l.tail[h.from]
			out.Trades += int(l.left[h.to] - l.left[h.from])
		}
		for _, r := range w.refused {
			out.Refused += int(r.to - r.from)
		}
	}
	return out
}

// Shift walks a mask, moved by s shift units round the end; 0 is the mask itself. It
// returns the changes of each book by ascending day. Days without any are left out.
// The slices are valid until the walker's next walk.
func (w *Walker) Shift(m *Laid, s int) [][]Change {
	if w.n.queue != nil {
		return w.line.changes(m, s, w.out)
	}
	if w.n.whole != nil {
		return w.walks.changes(m, s, w.out)
	}
	for i, l := range w.n.lanes {
		w.walk(l, &m.books[i], l.offset(s))
		w.meet(l)
		w.out[i] = w.changes(l, w.out[i][:0])
	}
	return w.out
}

// shift is Shift, and adds what the walk changes to the totals and to daily.
func (w *Walker) shift(m *Laid, s int, total *totals) {
	w.start()
	book := func(changes []Change) {
		for _, c := range changes {
			w.daily[c.Day] += c.Profit
		}
	}
	if w.n.queue != nil {
		for _, changes := range w.line.changes(m, s, w.out) {
			book(changes)
		}
		w.line.total(total)
		return
	}
	if w.n.whole != nil {
		for _, changes := range w.walks.changes(m, s, w.out) {
			book(changes)
		}
		*total = w.walks.total
		return
	}
	for i, l := range w.n.lanes {
		w.walk(l, &m.books[i], l.offset(s))
		w.meet(l)
		w.out[i] = w.changes(l, w.out[i][:0])
		book(w.out[i])
		for _, g := range w.gaps {
			total.join(&l.spent[g.from], +1)
			total.join(&l.spent[g.to], -1)
		}
		for _, k := range w.added {
			total.add(l, k)
		}
	}
}

// walk fills hops and refused.
func (w *Walker) walk(l *lane, m *laid, off int32) {
	w.hops, w.refused = w.hops[:0], w.refused[:0]
	if !m.sparse {
		w.plain(l, m.marks, off)
		return
	}
	// Rows from cut on come round to the start.
	cut, end := int32(l.Rows)-off, int32(l.Rows)
	j, _ := slices.BinarySearchFunc(m.runs, cut, func(r stretch, cut int32) int { return int(r.to - cut - 1) })
	free := int32(0)
	for _, r := range m.runs[j:] {
		free = w.pass(l, free, stretch{max(r.from, cut) - cut, r.to - cut})
	}
	for _, r := range m.runs[:j] {
		free = w.pass(l, free, stretch{r.from + off, r.to + off})
	}
	if j < len(m.runs) && m.runs[j].from < cut {
		w.pass(l, free, stretch{m.runs[j].from + off, end})
	}
}

// pass leads a walk that is free from a deal on through a run of refused rows, and
// returns from where on it is free then.
func (w *Walker) pass(l *lane, free int32, run stretch) int32 {
	from, to := l.pathA.below(run.from), l.pathA.below(run.to)
	if from < to {
		w.refused = append(w.refused, stretch{from, to})
	}
	if l.meet[free] != free {
		first := l.dealA.below(run.from)
		for free < first && l.meet[free] != free {
			if m := l.meet[free]; m <= first {
				free = m
			} else {
				free = l.next[free]
			}
		}
	}
	end := int32(-1)
	if l.meet[free] == free {
		if from = max(from, l.rank[free]); from >= to {
			return free
		}
		free = l.path[from]
	} else if end = l.dealA.below(run.to); free >= end {
		return free
	}
	if end < 0 {
		end = l.dealA.below(run.to)
	}
	w.hops = append(w.hops, hop{free, end})
	return end
}

// plain is walk for masks of many runs: it looks at the path trade by trade.
func (w *Walker) plain(l *lane, marks *data.Mask, off int32) {
	shut := func(k int32) bool {
		row := l.at[k] - off
		if row < 0 {
			row += int32(l.Rows)
		}
		return marks.Get(int(row))
	}
	end := int32(len(l.opp))
	for r := int32(0); l.path[r] < end; {
		k := l.path[r]
		if !shut(k) {
			r++
			continue
		}
		for k < end && (l.meet[k] != k || k == l.path[r]) {
			if !shut(k) {
				k = l.next[k]
				continue
			}
			from := k
			for k++; k < end && shut(k); {
				k++
			}
			w.hops = append(w.hops, hop{from, k})
		}
		for ; l.path[r] < k; r++ {
			if !shut(l.path[r]) {
				continue
			}
			if n := len(w.refused); n > 0 && w.refused[n-1].to == r {
				w.refused[n-1].to++
			} else {
				w.refused = append(w.refused, stretch{r, r + 1})
			}
		}
	}
}

// meet turns hops into gaps: a walk that has left the path walks on until it meets
// it again.
func (w *Walker) meet(l *lane) {
	w.gaps, w.added = w.gaps[:0], w.added[:0]
	for i := 0; i < len(w.hops); {
		g := gap{from: l.rank[w.hops[i].from], added: int32(len(w.added))}
		k := w.hops[i].to
		for i++; l.meet[k] != k; {
			if i < len(w.hops) && w.hops[i].from == k {
				k = w.hops[i].to
				i++
				continue
			}
			w.added = append(w.added, k)
			k = l.next[k]
		}
		g.to, g.end = l.rank[k], int32(len(w.added))
		w.gaps = append(w.gaps, g)
	}
}

// changes books the gaps by day.
func (w *Walker) changes(l *lane, out []Change) []Change {
	refused, void := w.refused, false
	for _, g := range w.gaps {
		for at := g.from; at < g.to; {
			for len(refused) > 0 && refused[0].to <= at {
				refused = refused[1:]
			}
			switch {
			case len(refused) == 0 || refused[0].from >= g.to:
				out, at = l.leave(out, at, g.to, 0), g.to
			case refused[0].from > at:
				out, at = l.leave(out, at, refused[0].from, 0), refused[0].from
			default:
				to := min(g.to, refused[0].to)
				out, at = l.leave(out, at, to, 1), to
			}
		}
		for _, k := range w.added[g.added:g.end] {
			i := len(out)
			for i > 0 && out[i-1].Day > l.day[k] {
				i--
			}
			if i == 0 || out[i-1].Day < l.day[k] {
				out = slices.Insert(out, i, Change{Day: l.day[k]})
				i++
			}
			c := &out[i-1]
			c.Trades, c.Profit = c.Trades+1, c.Profit+l.profit[k]
			void = void || *c == Change{Day: c.Day}
		}
	}
	if void {
		out = slices.DeleteFunc(out, func(c Change) bool { return c == Change{Day: c.Day} })
	}
	return out
}

// leave takes the path from one place to another out; refused is 1 if the mask
// refuses it and 0 if not.
func (l *lane) leave(out []Change, from, to, refused int32) []Change {
	for from < to {
		i := l.dayAt[from]
		last := len(out) - 1
		again := last >= 0 && out[last].Day == l.whole[i].Day
		if j := l.dayAt[to]; refused == 1 && from == l.wholeFrom[i] && !again && j > i {
			out = append(out, l.whole[i:j]...)
			from = l.wholeFrom[j]
			continue
		}
		end := min(to, l.wholeFrom[i+1])
		if !again {
			out = append(out, Change{Day: l.whole[i].Day})
			last++
		}
		c := &out[last]
		c.Trades, c.Refused = c.Trades-(end-from), c.Refused+refused*(end-from)
		c.Profit -= l.spent[end].profit - l.spent[from].profit
		from = end
	}
	return out
}
