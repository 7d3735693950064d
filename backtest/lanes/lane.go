package lanes

import (
	"math/bits"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// A lane is one book laid out for walks at its stake. Opportunities that buy nothing
// are dropped; the others, the deals, are known by their place in the order of entry.
//
// The deals form a forest: the successor of a deal is the first one entered after its
// exit, and who is free from a deal on takes it, its successor, the successor of that
// and so on. tail and left are sums along that chain to its end, so that what a walk
// brings that is moved from one deal to another is a difference of two numbers. The
// path is the chain of the first deal, which is what an open gate takes; every chain
// meets it somewhere, at the latest behind the last deal.
//
// Deal n, where n is their number, stands for the end of the run. It is on the path.
type lane struct {
	opp    []int32 // index in the book
	at     []int32 // row of the signal, counted from base
	day    []int32 // on which the deal is booked, counted from the first day of the run
	profit []backtest.Money
	fees   []backtest.Money
	held   []data.Instant // exit − entry, at least one candle
	next   []int32        // successor

	meet []int32          // the first deal of the chain that is on the path: of n+1 deals
	tail []backtest.Money // Σ profit of the chain
	left []int32          // number of its deals
	rank []int32          // the first path deal at or after a deal, as its place in the path

	path  []int32  // deals in order, and n
	pathA ranks    // by row of the signal
	dealA ranks    // the same of all deals
	spent []totals // of the path up to each place

	whole     []Change // per day with path deals: what refusing all of them does
	wholeFrom []int32  // the place of its first, and the length of the path
	dayAt     []int32  // by place: its day in whole; for the end, their number

	Span
}

// A Span is the rows of a book round which its masks are shifted: the tested ones,
// and those that complete the first and the last shift unit. Rows are counted from
// the midnight at which the first tested day begins.
type Span struct {
	Start data.Instant // of row 0
	Rows  int          // of one turn
	Unit  int          // rows per shift unit
	Units int          // shift units in a turn
	Base  int          // tape row of row 0; may be negative
	First int          // first tested tape row
	End   int          // rows of the tape
}

func newSpan(b *backtest.Book, unit data.Instant) Span {
	t := b.Tape
	start := b.Start()
	s := Span{First: t.Warm, End: t.Len(), Base: t.Warm - int((start-start.Day())/data.Instant(t.Step))}
	s.Unit = min(int(unit/data.Instant(t.Step)), s.End-s.Base)
	s.Units = (s.End - s.Base + s.Unit - 1) / s.Unit
	s.Rows = s.Units * s.Unit
	s.Start = t.Time(s.Base)
	return s
}

// offset is how many rows a shift by so many units moves a mask into the future.
func (s *Span) offset(units int) int32 {
	return int32((units%s.Units + s.Units) % s.Units * s.Unit)
}

// newLane settles a book. Days are counted from day0.
func newLane(b *backtest.Book, day0, unit data.Instant, by Booking) *lane {
	b.Settle()
	t := b.Tape
	l := &lane{Span: newSpan(b, unit)}
	for k, o := range b.Opps {
		out := b.Outcome(k)
		if out.Amount == 0 {
			continue
		}
		open, end := t.Time(o.Entry), b.Closed(out)
		booked := end
		if by == BySignal {
			booked = t.Time(o.Signal)
		}
		l.opp, l.at = append(l.opp, int32(k)), append(l.at, int32(o.Signal-l.Base))
		l.day = append(l.day, int32((booked.Day()-day0)/data.Instant(data.Day)))
		l.profit = append(l.profit, backtest.MoneyOf(out.ProfitAbs))
		l.fees = append(l.fees, backtest.MoneyOf(out.Fees))
		l.held = append(l.held, max(end-open, data.Instant(t.Step)))
	}
	return l
}

// link finds successors, chains and path.
func (l *lane) link(b *backtest.Book) {
	n := len(l.opp)
	l.successors(b)
	l.meet, l.rank, l.left, l.tail = make([]int32, n+1), make([]int32, n+1), make([]int32, n+1), make([]backtest.Money, n+1)
	l.pathA, l.dealA = newRanks(l.Rows), newRanks(l.Rows)
	for k := 0; k < n; k = int(l.next[k]) {
		l.path = append(l.path, int32(k))
		l.pathA.set(l.at[k])
	}
	l.path = append(l.path, int32(n))
	l.meet[n] = int32(n)
	r := len(l.path) - 1
	l.rank[n] = int32(r)
	for k := n - 1; k >= 0; k-- {
		l.dealA.set(l.at[k])
		l.tail[k], l.left[k], l.meet[k] = l.profit[k]+l.tail[l.next[k]], 1+l.left[l.next[k]], l.meet[l.next[k]]
		if r > 0 && int(l.path[r-1]) == k {
			r--
			l.meet[k] = int32(k)
		}
		l.rank[k] = int32(r)
	}
	l.pathA.sum()
	l.dealA.sum()
	l.book()
}

func (l *lane) successors(b *backtest.Book) {
	n := len(l.opp)
	after := make([]int32, l.End+1) // by row: the first deal entered after it
	j := n
	for row := l.End; row >= 0; row-- {
		for j > 0 && b.Opps[l.opp[j-1]].Entry > row {
			j--
		}
		after[row] = int32(j)
	}
	l.next = make([]int32, n)
	for k := range l.next {
		exit := b.Outcome(int(l.opp[k])).Exit
		l.next[k] = after[exit]
		if j := after[max(exit-1, 0)]; int(j) < n && b.Turns(int(l.opp[k]), int(l.opp[j])) {
			l.next[k] = j
		}
	}
}

// book sums the path up.
func (l *lane) book() {
	l.spent = make([]totals, len(l.path))
	for r, k := range l.path[:len(l.path)-1] {
		l.spent[r+1] = l.spent[r]
		l.spent[r+1].add(l, k)
		if w := len(l.whole); w == 0 || l.whole[w-1].Day != l.day[k] {
			l.whole = append(l.whole, Change{Day: l.day[k]})
			l.wholeFrom = append(l.wholeFrom, int32(r))
		}
		c := &l.whole[len(l.whole)-1]
		c.Trades, c.Refused, c.Profit = c.Trades-1, c.Refused+1, c.Profit-l.profit[k]
		l.dayAt = append(l.dayAt, int32(len(l.whole)-1))
	}
	l.wholeFrom = append(l.wholeFrom, int32(len(l.path)-1))
	l.dayAt = append(l.dayAt, int32(len(l.whole)))
}

// ranks count the members of a set of rows below any row.
type ranks []rankWord

type rankWord struct {
	bits  uint64
	below int32 // members before the word
}

func newRanks(rows int) ranks { return make(ranks, rows>>6+1) }

func (r ranks) set(i int32) { r[i>>6].bits |= 1 << (i & 63) }

func (r ranks) sum() {
	n := int32(0)
	for i := range r {
		r[i].below = n
		n += int32(bits.OnesCount64(r[i].bits))
	}
}

// below is the number of members before row i, 0 ≤ i ≤ rows.
func (r ranks) below(i int32) int32 {
	w := &r[i>>6]
	return w.below + int32(bits.OnesCount64(w.bits&(1<<(i&63)-1)))
}
