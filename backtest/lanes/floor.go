package lanes

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
