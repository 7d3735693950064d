package lanes

import "github.com/remora-bt/remora-bt/backtest"

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

	line  *queueWalk       // where pairs share slots
	walks *wholeWalk       // where lanes do not know everything
	daily []backtest.Money // of the last Sample
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
	Profit  backtest.Money
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
