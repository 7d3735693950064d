package lanes

import (
	"cmp"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
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

func newQueue(books []*backtest.Book, lanes []*lane, slots int) *queue {
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
		turning := b.Turning(l.opp)
		for k, o := range l.opp {
			out := b.Outcome(int(o))
			a := ask{b.Tape.Time(b.Opps[o].Entry), b.Closed(out), int32(i), int32(k), turning != nil && turning[k]}
			if out.Reason == backtest.ExitForce {
				a.exit = math.MaxInt64
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
		own := func() bool { return pair < len(asks) && asks[pair].early && asks[pair].book == a.book }
		for pair < len(asks) && asks[pair].time == a.exit {
			if own() && books[a.book].Turns(int(lanes[a.book].opp[a.deal]), int(lanes[a.book].opp[asks[pair].deal])) {
				break
			}
			pair++
		}
		if own() && asks[pair].time > a.exit { // it turns another trade round
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

// same is the place from which on it does not matter whether ask k was taken.
func (q *queue) same(k int32) int32 {
	p := q.pair[k]
	if int(p) < len(q.early) && q.early[p] {
		return p + 1
	}
	return p
}
