package backtest

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A queue holds the deals of several lanes that share fewer slots than there are
// lanes, in the order in which a walk asks for them: by entry time, then by book.
// All times are places in that order. A slot taken by an ask is free again from the
// place slot on, its pair from the place pair on: trades that close on the candle of
// an entry have freed their slot, but their own pair waits for the next candle.
//
// An entry that may turn a trade round on the candle on which that closes is asked
// for twice: early, before those of other pairs, for a pair that does hold such a
// trade, whose place pair this is; and in its order, for one that holds none.
type queue struct {
	slots      int
	book, deal []int32
	slot, pair []int32
	early      []bool
	path       []int32     // asks that the open gate takes
	lines      []queueLine // per book

	// The path trades whose pair is not free again where a stretch of so many path
	// trades begins: a walk that leaves the path takes up the state there.
	every  int
	open   []int32 // places of the path
	opened []int32 // by stretch: where its list begins in open
}

// A queueLine is what the path takes of one book.
type queueLine struct {
	path  []int32 // places in the queue's path
	pathA ranks   // by row of the signal
}

func newQueue(books []*Book, lanes []*lane, slots int) *queue {
	q := &queue{slots: slots, every: max(16, 2*slots), lines: make([]queueLine, len(books))}
	type ask struct {
		time, exit data.Instant // a trade that only the end of the run closes exits never
		book, deal int32
		early      bool
	}
	var asks []ask
	for i, l := range lanes {
		b := books[i]
		q.lines[i].pathA = newRanks(l.Rows)
		turning := b.turning(l.opp)
		for k, o := range l.opp {
			out := b.Outcome(int(o))
			a := ask{b.Tape.Time(b.Opps[o].Entry), b.Closed(out), int32(i), int32(k), turning != nil && turning[k]}
			if out.Reason == ExitForce {
				a.exit = never
			}
			if asks = append(asks, a); a.early {
				a.early = false
				asks = append(asks, a)
			}
		}
	}
	slices.SortStableFunc(asks, func(a, b ask) int {
		if a.time == b.time && a.early != b.early {
			if a.early {
				return -1
			}
			return +1
		}
		return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.book, b.book))
	})
	for _, a := range asks {
		slot, _ := slices.BinarySearchFunc(asks, a.exit, func(b ask, exit data.Instant) int { return cmp.Compare(b.time, exit) })
		pair := slot
		for pair < len(asks) && asks[pair].time == a.exit {
			if b := books[a.book]; asks[pair].early && asks[pair].book == a.book && b.turns(int(lanes[a.book].opp[a.deal]), int(lanes[a.book].opp[asks[pair].deal])) {
				break
			}
			pair++
		}
		q.book, q.deal, q.early = append(q.book, a.book), append(q.deal, a.deal), append(q.early, a.early)
		q.slot, q.pair = append(q.slot, int32(slot)), append(q.pair, int32(pair))
	}
	q.lead(lanes)
	return q
}

// lead finds the path.
func (q *queue) lead(lanes []*lane) {
	f := newFloor(q)
	for k := int32(0); int(k) < len(q.book); {
		if f.full(k) {
			k = f.exits[0]
			continue
		}
		if f.waits(k) {
			k++
			continue
		}
		r, book := int32(len(q.path)), q.book[k]
		if int(r)%q.every == 0 {
			q.note(k)
		}
		q.path = append(q.path, k)
		q.lines[book].path = append(q.lines[book].path, r)
		q.lines[book].pathA.set(lanes[book].at[q.deal[k]])
		f.take(k)
		k++
	}
	for i := range q.lines {
		q.lines[i].pathA.sum()
	}
}

// note writes down which trades of the path ask k finds open.
func (q *queue) note(k int32) {
	from := int32(max(0, len(q.path)-q.every))
	var still []int32
	if n := len(q.opened); n > 0 {
		still = slices.Clone(q.open[q.opened[n-1]:])
	}
	q.opened = append(q.opened, int32(len(q.open)))
	for r := from; int(r) < len(q.path); r++ {
		still = append(still, r)
	}
	for _, r := range still {
		if q.pair[q.path[r]] > k {
			q.open = append(q.open, r)
		}
	}
}

// A floor is which slots and pairs are taken at some ask.
type floor struct {
	q     *queue
	exits []int32 // heap of the places at which slots become free, the next first
	busy  []int32 // by book: the place at which its pair is free again
	used  []int32 // books in busy
}

func newFloor(q *queue) *floor { return &floor{q: q, busy: make([]int32, len(q.lines))} }

// at sets the floor to what the path holds at its place r.
func (f *floor) at(r int32) {
	q := f.q
	for _, b := range f.used {
		f.busy[b] = 0
	}
	f.used, f.exits = f.used[:0], f.exits[:0]
	k, part := q.path[r], int(r)/q.every
	end := len(q.open)
	if part+1 < len(q.opened) {
		end = int(q.opened[part+1])
	}
	for _, i := range q.open[q.opened[part]:end] {
		f.hold(q.path[i], k)
	}
	for i := int32(part * q.every); i < r; i++ {
		f.hold(q.path[i], k)
	}
}

// hold takes an ask that came before k.
func (f *floor) hold(j, k int32) {
	if f.q.pair[j] > k {
		f.take(j)
	}
}

// take opens the trade of ask k.
func (f *floor) take(k int32) {
	book := f.q.book[k]
	f.busy[book] = f.q.pair[k]
	f.used = append(f.used, book)
	h := append(f.exits, f.q.slot[k])
	for i := len(h) - 1; i > 0 && h[(i-1)/2] > h[i]; i = (i - 1) / 2 {
		h[i], h[(i-1)/2] = h[(i-1)/2], h[i]
	}
	f.exits = h
}

// waits reports whether ask k finds its own pair taken, or, if it is an early one, no
// trade to turn round.
func (f *floor) waits(k int32) bool {
	free := f.busy[f.q.book[k]]
	return free > k || f.q.early[k] && free < k
}

// same is the place from which on it does not matter whether ask k was taken.
func (q *queue) same(k int32) int32 {
	p := q.pair[k]
	if int(p) < len(q.early) && q.early[p] {
		return p + 1
	}
	return p
}

// full frees the slots that are free again at ask k and reports whether none is.
func (f *floor) full(k int32) bool {
	for len(f.exits) > 0 && f.exits[0] <= k {
		f.pop()
	}
	return len(f.exits) >= f.q.slots
}

func (f *floor) pop() {
	h := f.exits
	n := len(h) - 1
	h[0] = h[n]
	h = h[:n]
	for i := 0; ; {
		c := 2*i + 1
		if c >= n {
			break
		}
		if c+1 < n && h[c+1] < h[c] {
			c++
		}
		if h[i] <= h[c] {
			break
		}
		h[i], h[c], i = h[c], h[i], c
	}
	f.exits = h
}

// A queueWalk is the memory of walks through a queue.
type queueWalk struct {
	n       *Lanes
	floor   *floor
	refused []uint64 // by place of the path, a bit each
	count   int      // of refused
	removed []int32  // places of the path that the filtered walk leaves out
	added   []int32  // asks that only the filtered walk takes

	days    [][]Change // per book and day
	touched [][]uint64 // the days in use, a bit each
}

func newQueueWalk(n *Lanes) *queueWalk {
	w := &queueWalk{n: n, floor: newFloor(n.queue), refused: make([]uint64, len(n.queue.path)>>6+1)}
	return w
}

// walk fills refused, removed and added.
func (w *queueWalk) walk(m *Laid, s int) {
	w.refuse(m, s)
	w.removed, w.added = w.removed[:0], w.added[:0]
	path := w.n.queue.path
	for r := 0; ; {
		word := w.refused[r>>6] &^ (1<<(r&63) - 1)
		if word == 0 {
			if r = r&^63 + 64; r >= len(path) {
				return
			}
			continue
		}
		if r = r&^63 + bits.TrailingZeros64(word); r >= len(path) {
			return
		}
		if r = w.detour(m, s, r); r >= len(path) {
			return
		}
	}
}

// refuse marks the path trades whose entry signals the mask refuses.
func (w *queueWalk) refuse(m *Laid, s int) {
	clear(w.refused)
	w.count = 0
	mark := func(r int32) {
		w.refused[r>>6] |= 1 << (r & 63)
		w.count++
	}
	for i, l := range w.n.lanes {
		line := &w.n.queue.lines[i]
		if m.books[i].sparse {
			for from, to := range m.books[i].shifted(int32(l.Rows), l.offset(s)) {
				for _, r := range line.path[line.pathA.below(from):line.pathA.below(to)] {
					mark(r)
				}
			}
			continue
		}
		for _, r := range line.path {
			if w.shut(m, s, w.n.queue.path[r]) {
				mark(r)
			}
		}
	}
}

// shut reports whether the mask refuses ask k.
func (w *queueWalk) shut(m *Laid, s int, k int32) bool {
	book := w.n.queue.book[k]
	l := w.n.lanes[book]
	row := l.at[w.n.queue.deal[k]] - l.offset(s)
	if row < 0 {
		row += int32(l.Rows)
	}
	return m.books[book].marks.Get(int(row))
}

// detour starts at refused trade r of the path and returns the place at which the
// path is met again: where no trade that only one of the two has taken is still open.
func (w *queueWalk) detour(m *Laid, s int, r int) int {
	q, f := w.n.queue, w.floor
	f.at(int32(r))
	k, n := q.path[r], int32(len(q.book))
	apart := k + 1 // from here on the two are the same again, unless they part anew
	leave := func() {
		w.removed = append(w.removed, int32(r))
		apart = max(apart, q.same(q.path[r]))
		r++
	}
	for k < n && k < apart {
		if f.full(k) {
			for k = f.exits[0]; r < len(q.path) && q.path[r] < k; {
				leave()
			}
			continue
		}
		onPath := r < len(q.path) && q.path[r] == k
		takes := !f.waits(k) && !w.shut(m, s, k)
		if takes {
			f.take(k)
		}
		switch {
		case takes && onPath:
			r++
		case onPath:
			leave()
		case takes:
			w.added = append(w.added, k)
			apart = max(apart, q.same(k))
		}
		k++
	}
	return r
}

func (w *queueWalk) sums(m *Laid, s int) Sums {
	w.walk(m, s)
	out := Sums{Trades: len(w.added) - len(w.removed), Refused: w.count}
	q := w.n.queue
	for _, r := range w.removed {
		k := q.path[r]
		out.Profit -= w.n.lanes[q.book[k]].profit[q.deal[k]]
	}
	for _, k := range w.added {
		out.Profit += w.n.lanes[q.book[k]].profit[q.deal[k]]
	}
	return out
}

// total adds what the last walk changes.
func (w *queueWalk) total(t *totals) {
	q := w.n.queue
	for _, r := range w.removed {
		var one totals
		one.add(w.n.lanes[q.book[q.path[r]]], q.deal[q.path[r]])
		t.join(&one, -1)
	}
	for _, k := range w.added {
		t.add(w.n.lanes[q.book[k]], q.deal[k])
	}
}

// changes books the walk by day.
func (w *queueWalk) changes(m *Laid, s int, out [][]Change) [][]Change {
	w.walk(m, s)
	if w.days == nil {
		for range w.n.lanes {
			w.days = append(w.days, make([]Change, w.n.days))
			w.touched = append(w.touched, make([]uint64, w.n.days>>6+1))
		}
	}
	for _, r := range w.removed {
		c, p := w.touch(w.n.queue.path[r])
		c.Trades, c.Profit = c.Trades-1, c.Profit-p
		c.Refused += int32(w.refused[r>>6] >> (r & 63) & 1)
	}
	for _, k := range w.added {
		c, p := w.touch(k)
		c.Trades, c.Profit = c.Trades+1, c.Profit+p
	}
	for i := range out {
		out[i] = out[i][:0]
		for at, word := range w.touched[i] {
			for ; word != 0; word &= word - 1 {
				d := at<<6 + bits.TrailingZeros64(word)
				if c := &w.days[i][d]; c.Trades != 0 || c.Refused != 0 || c.Profit != 0 {
					c.Day = int32(d)
					out[i] = append(out[i], *c)
				}
				w.days[i][d] = Change{}
			}
			w.touched[i][at] = 0
		}
	}
	return out
}

// touch is the day of an ask's deal, and its profit.
func (w *queueWalk) touch(k int32) (*Change, Money) {
	q := w.n.queue
	book, deal := q.book[k], q.deal[k]
	l := w.n.lanes[book]
	d := l.day[deal]
	w.touched[book][d>>6] |= 1 << (d & 63)
	return &w.days[book][d], l.profit[deal]
}

// shifted yields the runs moved into the future, round the end; in no order.
func (m *laid) shifted(rows, off int32) func(func(from, to int32) bool) {
	return func(yield func(from, to int32) bool) {
		for _, r := range m.runs {
			a, b := r.from+off, r.to+off
			if a < rows && !yield(a, min(b, rows)) {
				return
			}
			if b > rows && !yield(max(a, rows)-rows, b-rows) {
				return
			}
		}
	}
}
