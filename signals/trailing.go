package signals

import (
	"slices"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// A trailing window holds the last numbers of a row, and tells a quantile of them.
// An update costs two binary searches and one move of memory.
type trailing struct {
	ring   []float64 // in the order of time, next overwritten at next
	sorted []float64 // the same, ascending
	next   int
	level  float64
	least  int
}

func newTrailing(q Quantile) *trailing {
	return &trailing{ring: make([]float64, q.Window), sorted: make([]float64, 0, q.Window), level: q.Level, least: q.Minimum}
}

// push takes the newest number; the oldest leaves a window that is full.
func (w *trailing) push(x float64) {
	x += 0 // −0 becomes 0, which sorts beside it
	if n := len(w.sorted); n < len(w.ring) {
		at, _ := slices.BinarySearch(w.sorted, x)
		w.sorted = w.sorted[:n+1]
		copy(w.sorted[at+1:], w.sorted[at:n])
		w.sorted[at] = x
	} else {
		w.swap(w.ring[w.next], x)
	}
	w.ring[w.next] = x
	if w.next++; w.next == len(w.ring) {
		w.next = 0
	}
}

// revise replaces the newest number.
func (w *trailing) revise(x float64) {
	x += 0
	last := (w.next + len(w.ring) - 1) % len(w.ring)
	w.swap(w.ring[last], x)
	w.ring[last] = x
}

// swap puts x into the order in place of old.
func (w *trailing) swap(old, x float64) {
	from, _ := slices.BinarySearch(w.sorted, old)
	to, _ := slices.BinarySearch(w.sorted, x)
	if to > from { // old leaves before it
		to--
		copy(w.sorted[from:to], w.sorted[from+1:to+1])
	} else {
		copy(w.sorted[to+1:from+1], w.sorted[to:from])
	}
	w.sorted[to] = x
}

// quantile is that of the numbers in the window, of type 7 and with the rounding of
// numpy (stats.SortedQuantile); ok is false while there are fewer than there must be.
func (w *trailing) quantile() (x float64, ok bool) {
	if len(w.sorted) < w.least {
		return 0, false
	}
	return stats.SortedQuantile(w.sorted, w.level), true
}
