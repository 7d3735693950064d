package lanes

import "math/bits"

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
