package sweep

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// A lane is one book laid out for walks at the book's stake, as in verdict.Lanes:
// opportunities that buy nothing are dropped, what each one becomes is known, and so
// is the first opportunity after its exit.
type lane struct {
	at     []int32 // row of the signal, counted from base
	next   []int32 // the first deal that may follow
	profit []verdict.Money
	day    []int32 // of the close, counted from the first day of the run
	path   bitset  // the deals that the open gate takes

	trades int // of the path
	total  verdict.Money

	base  int // row that at counts from: the midnight at or before the first tested row
	first int // first tested row
	rows  int // rows of the tape
	size  int // rows per shift unit
	units int // whole shift units that cover the tested rows
}

// newLane settles a book. Days are counted from day0.
func newLane(b *backtest.Book, day0, unit data.Instant) *lane {
	b.Settle()
	t := b.Tape
	l := &lane{first: t.Warm, rows: t.Len()}
	start := b.Start()
	l.base = t.Warm - int((start-start.Day())/data.Instant(t.Step))
	l.size = min(int(unit/data.Instant(t.Step)), l.rows-l.base)
	l.units = (l.rows - l.base + l.size - 1) / l.size
	var entry, exit []int
	for k, o := range b.Opps {
		out := b.Outcome(k)
		if out.Amount == 0 {
			continue
		}
		l.at = append(l.at, int32(o.Signal-l.base))
		l.profit = append(l.profit, verdict.MoneyOf(out.ProfitAbs))
		l.day = append(l.day, int32((t.Time(out.Exit).Day()-day0)/data.Instant(data.Day)))
		entry, exit = append(entry, o.Entry), append(exit, out.Exit)
	}
	l.link(entry, exit)
	return l
}

// link finds the successor of every deal, the first entered after its exit, and the
// path of the open gate.
func (l *lane) link(entry, exit []int) {
	n := len(entry)
	after := make([]int32, l.rows+1) // by row: the first deal entered after it
	j := n
	for row := l.rows; row >= 0; row-- {
		for j > 0 && entry[j-1] > row {
			j--
		}
		after[row] = int32(j)
	}
	l.next, l.path = make([]int32, n), newBitset(n)
	for k := range l.next {
		l.next[k] = after[exit[k]]
	}
	for k := 0; k < n; k = int(l.next[k]) {
		l.path.set(k)
		l.trades++
		l.total += l.profit[k]
	}
}

// ring is the length of one turn of a mask.
func (l *lane) ring() int { return l.units * l.size }

// levels lays the scores of the tape's rows out as the number of thresholds below
// each, twice over so that a circular shift is an offset. A row is blocked at
// threshold j exactly if j is less than its level.
func (l *lane) levels(d Dial, thresholds []float64) []uint16 {
	n := l.ring()
	out := make([]uint16, 2*n)
	for row := l.first; row < min(l.rows, len(d.Risk)); row++ {
		v := d.level(row, thresholds)
		out[row-l.base], out[row-l.base+n] = v, v
	}
	return out
}
