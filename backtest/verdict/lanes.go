package verdict

import (
	"context"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// Lanes are the books of one run laid out so that they can be walked thousands of
// times, at a fixed stake and with real slots. They are read-only once made.
type Lanes struct {
	lanes    []*lane
	queue    *queue // nil if no lane ever waits for another's slot
	day0     data.Instant
	days     int // UTC days from the first tested candle to the last
	unit     data.Instant
	baseline ledger
}

// NewLanes settles the books and walks them once through the open gate. Books
// must not be shared with another goroutine meanwhile, unless they are settled.
func NewLanes(books []*backtest.Book, slots int) *Lanes {
	span := backtest.Result{Books: books}
	from, to := span.Span()
	n := &Lanes{day0: from.Day()}
	n.days = int((to.Day()-n.day0)/data.Instant(data.Day)) + 1
	n.unit = ShiftUnit(books)
	for _, b := range books {
		n.lanes = append(n.lanes, newLane(b, n.day0, n.unit))
	}
	n.baseline.daily = make([]Money, n.days)
	if slots > 0 && slots < len(books) {
		n.queue = newQueue(books, n.lanes, slots)
		for _, k := range n.queue.path {
			n.baseline.add(n.queue.asks[k].deal)
		}
		return n
	}
	for _, l := range n.lanes {
		for _, k := range l.path {
			n.baseline.add(&l.deals[k])
		}
	}
	return n
}

// masks lays the blocked rows of each book out.
func (n *Lanes) masks(blocked [][]bool) []*mask {
	out := make([]*mask, len(n.lanes))
	for i, l := range n.lanes {
		out[i] = l.mask(blocked[i])
	}
	return out
}

// A walker is the memory of walks that follow one another.
type walker struct {
	n     *Lanes
	led   ledger
	state []int32
	views []view
}

func (n *Lanes) walker() *walker {
	return &walker{n: n, state: make([]int32, len(n.lanes)), views: make([]view, len(n.lanes))}
}

// walk runs the lanes through one view each; the ledger is the walker's own.
func (w *walker) walk(views []view) *ledger {
	w.led.set(&w.n.baseline)
	if w.n.queue != nil {
		w.n.queue.walk(views, &w.led, w.state)
		return &w.led
	}
	for i, l := range w.n.lanes {
		l.walk(views[i], &w.led)
	}
	return &w.led
}

// Baseline is the run with the gate open.
func (n *Lanes) Baseline() Sample { return n.baseline.sample() }

// Observe is the run through a mask: per book, the rows it blocks.
func (n *Lanes) Observe(blocked [][]bool) Sample {
	w := n.walker()
	return w.observe(n.masks(blocked), func(m *mask) view { return m.shifted(0) }).sample()
}

func (w *walker) observe(masks []*mask, lay func(*mask) view) *ledger {
	for i, m := range masks {
		w.views[i] = lay(m)
	}
	return w.walk(w.views)
}

// Shifts lists every circular shift, in shift units, that moves each book's mask
// by at least the given number of days, be it forward or backward.
func (n *Lanes) Shifts(minDays int) []int {
	least := max(1, int((data.Instant(minDays)*data.Instant(data.Day)+n.unit-1)/n.unit))
	longest := 0
	for _, l := range n.lanes {
		longest = max(longest, l.units)
	}
	var out []int
	for s := least; s <= longest-least; s++ {
		ok := true
		for _, l := range n.lanes {
			r := s % l.units
			ok = ok && r >= least && r <= l.units-least
		}
		if ok {
			out = append(out, s)
		}
	}
	return out
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

// chunk is how many walks share one walker, so that memory is claimed seldom.
const chunk = 64

// each makes n walks in parallel, number i through the views that lay gives it,
// and hands every ledger to keep.
func (n *Lanes) each(ctx context.Context, count int, masks []*mask, lay func(i int, m *mask) view, keep func(i int, l *ledger)) error {
	return parallel.Each(ctx, (count+chunk-1)/chunk, func(c int) {
		w := n.walker()
		for i := c * chunk; i < min(count, (c+1)*chunk); i++ {
			keep(i, w.observe(masks, func(m *mask) view { return lay(i, m) }))
		}
	})
}

// Shifted is the run through the mask at every one of the shifts.
func (n *Lanes) Shifted(ctx context.Context, blocked [][]bool, shifts []int) ([]Sample, error) {
	out := make([]Sample, len(shifts))
	err := n.each(ctx, len(shifts), n.masks(blocked),
		func(i int, m *mask) view { return m.shifted(shifts[i]) },
		func(i int, l *ledger) { out[i] = l.sample() })
	return out, err
}
