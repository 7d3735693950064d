package lanes

import (
	"cmp"
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A Laid is a mask prepared for walks, one for each book. It is read-only.
type Laid struct {
	n     *Lanes
	books []laid
}

// laid is the mask of one book, by rows of the span.
type laid struct {
	runs   []stretch
	marks  *data.Mask // the same, for walks that look at single rows; else nil
	sparse bool       // few runs: go from run to run
}

// A stretch is a run of marked rows, half-open.
type stretch struct{ from, to int32 }

// Lay prepares a mask, one for each book: the rows of its tape on which entry signals
// are refused. Rows that are not tested never matter.
func (n *Lanes) Lay(masks []*data.Mask) *Laid {
	out := &Laid{n, make([]laid, len(n.lanes))}
	for i, l := range n.lanes {
		var runs []stretch
		for from, to := range masks[i].Stretches() {
			if from, to = max(from, l.First), min(to, l.End); from < to {
				runs = append(runs, stretch{int32(from - l.Base), int32(to - l.Base)})
			}
		}
		out.books[i] = n.lay(i, runs)
	}
	return out
}

func (n *Lanes) lay(book int, runs []stretch) laid {
	l := n.lanes[book]
	m := laid{runs: runs, sparse: 4*len(runs) <= n.trades(book)}
	if n.Queued() || !m.sparse {
		m.marks = data.NewMask(l.Rows)
		for _, r := range runs {
			m.marks.SetRange(int(r.from), int(r.to))
		}
	}
	return m
}

// trades is how many of a book's deals the open gate takes.
func (n *Lanes) trades(book int) int {
	switch {
	case n.queue != nil:
		return len(n.queue.lines[book].path)
	case n.whole != nil:
		return n.whole.trades[book]
	}
	return len(n.lanes[book].path) - 1
}

// Marked is the number of marked rows of a book in each shift unit.
func (l *Laid) Marked(book int) []float64 {
	s := &l.n.lanes[book].Span
	out := make([]float64, s.Units)
	for _, r := range l.books[book].runs {
		for from := int(r.from); from < int(r.to); {
			u := from / s.Unit
			to := min(int(r.to), (u+1)*s.Unit)
			out[u] += float64(to - from)
			from = to
		}
	}
	return out
}

// Shifts lists every circular shift, in shift units, that moves each book's mask by
// at least the given number of days, be it forward or backward.
func (l *Laid) Shifts(minDays int) []int { return l.n.Shifts(minDays) }

// Shifts is what Laid.Shifts gives for any mask.
func (n *Lanes) Shifts(minDays int) []int {
	least := n.Least(minDays)
	longest := 0
	for _, l := range n.lanes {
		longest = max(longest, l.Units)
	}
	var out []int
	for s := least; s <= longest-least; s++ {
		ok := true
		for _, l := range n.lanes {
			r := s % l.Units
			ok = ok && r >= least && r <= l.Units-least
		}
		if ok {
			out = append(out, s)
		}
	}
	return out
}

// Least is the smallest number of shift units, above 0, that covers so many days.
func (n *Lanes) Least(days int) int {
	return max(1, int((data.Instant(days)*data.Instant(data.Day)+n.unit-1)/n.unit))
}

// Thin keeps about n of the shifts, evenly spread, the middle one of each stretch.
func Thin(shifts []int, n int) []int {
	if n <= 0 || n >= len(shifts) {
		return shifts
	}
	out := make([]int, n)
	for i := range out {
		out[i] = shifts[(2*i+1)*len(shifts)/(2*n)]
	}
	return slices.Clip(out)
}

// Delayed is the mask so many candles late. What it leaves behind at the start is
// open.
func (l *Laid) Delayed(candles int) *Laid {
	return l.moved(func(book int, runs []stretch) []stretch {
		last := int32(l.n.lanes[book].Rows)
		for _, r := range l.books[book].runs {
			if r.from += int32(candles); r.from < last {
				runs = append(runs, stretch{r.from, min(r.to+int32(candles), last)})
			}
		}
		return runs
	})
}

// A Turn moves the rows [From, To) of a span into the future by By rows, round their
// own end.
type Turn struct{ From, To, By int }

// Turned is the mask with pieces of it turned by themselves: per book, in order and
// without overlap. Rows outside of any piece stay.
func (l *Laid) Turned(turns [][]Turn) *Laid {
	return l.moved(func(book int, runs []stretch) []stretch {
		rest := l.books[book].runs
		begun := int32(0)                           // rows before it are handed over
		cut := func(to int32, move func(stretch)) { // hands over what lies before a row
			for len(rest) > 0 && rest[0].from < to {
				r := rest[0]
				move(stretch{max(r.from, begun), min(r.to, to)})
				if r.to > to {
					break
				}
				rest = rest[1:]
			}
			begun = to
		}
		keep := func(r stretch) { runs = append(runs, r) }
		for _, t := range turns[book] {
			cut(int32(t.From), keep)
			start, size := len(runs), t.To-t.From
			if size <= 0 {
				continue
			}
			by := int32((t.By%size + size) % size)
			cut(int32(t.To), func(r stretch) {
				a, b := r.from+by, r.to+by
				if a < int32(t.To) {
					keep(stretch{a, min(b, int32(t.To))})
				}
				if b > int32(t.To) {
					keep(stretch{max(a, int32(t.To)) - int32(size), b - int32(size)})
				}
			})
			slices.SortFunc(runs[start:], func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
		}
		cut(int32(l.n.lanes[book].Rows), keep)
		return runs
	})
}

func (l *Laid) moved(move func(book int, runs []stretch) []stretch) *Laid {
	out := &Laid{l.n, make([]laid, len(l.books))}
	for i := range l.books {
		out.books[i] = l.n.lay(i, move(i, nil))
	}
	return out
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
