package verdict

import (
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// A queue holds the deals of several lanes that share fewer slots than there are
// lanes, in the order in which a walk asks for them: by entry time, then by book.
type queue struct {
	slots int
	asks  []ask
	rank  []int32 // place in path, −1 for asks that are not on it
	path  []int32 // asks that the open gate takes
	pathA []int32 // row of their signals, as in lane.at
	pathB []int32 // and their books

	// before holds, for every trade of the path, the last ask taken by each book
	// before it: the whole state of the walk.
	before []int32
	books  int
}

// An ask is an entry asked for.
type ask struct {
	time, exit data.Instant // a trade that only the end of the run closes exits never
	at         int32        // row of the signal, as in lane.at
	book       int32
	deal       *deal
}

const never = data.Instant(math.MaxInt64)

func newQueue(books []*backtest.Book, lanes []*lane, slots int) *queue {
	q := &queue{slots: slots, books: len(books)}
	for i, l := range lanes {
		b := books[i]
		for k := range l.deals {
			out := b.Outcome(int(l.opp[k]))
			a := ask{b.Tape.Time(b.Opps[l.opp[k]].Entry), b.Tape.Time(out.Exit), l.at[k], int32(i), &l.deals[k]}
			if out.Reason == backtest.ExitForce {
				a.exit = never
			}
			q.asks = append(q.asks, a)
		}
	}
	slices.SortStableFunc(q.asks, func(a, b ask) int {
		if a.time != b.time {
			return int(min(max(a.time-b.time, -1), 1))
		}
		return int(a.book - b.book)
	})
	q.rank = make([]int32, len(q.asks))
	s := q.start()
	for k := range q.asks {
		q.rank[k] = -1
		if q.free(s, k) {
			q.rank[k] = int32(len(q.path))
			q.path = append(q.path, int32(k))
			q.pathA, q.pathB = append(q.pathA, q.asks[k].at), append(q.pathB, q.asks[k].book)
			q.before = append(q.before, s...)
			s[q.asks[k].book] = int32(k)
		}
	}
	return q
}

// start is the state before the first ask: no book has taken one.
func (q *queue) start() []int32 {
	s := make([]int32, q.books)
	for i := range s {
		s[i] = -1
	}
	return s
}

// free reports whether ask k would be filled in state s, were the gate open: its
// pair holds nothing, and fewer trades are open than there are slots. Trades that
// close on the candle of the entry have freed their slot, but their own pair waits
// for the next one.
func (q *queue) free(s []int32, k int) bool {
	now, open := q.asks[k].time, 0
	for _, j := range s {
		if j >= 0 && q.asks[j].exit > now {
			open++
		}
	}
	j := s[q.asks[k].book]
	return (j < 0 || q.asks[j].exit < now) && open < q.slots
}

// walk replays the path through a mask, like lane.walk.
func (q *queue) walk(m []view, led *ledger, s []int32) {
	for i := 0; i < len(q.path); {
		if !m[q.pathB[i]].shut(q.pathA[i]) {
			i++
			continue
		}
		i = q.detour(m, led, s, i)
	}
}

// detour starts at blocked trade i of the path and returns the trade at which the
// path is met again: there, the same trades are open as on the path. s is memory
// for the state.
func (q *queue) detour(m []view, led *ledger, s []int32, i int) int {
	end := len(q.path)
	copy(s, q.before[i*q.books:])
	for k := int(q.path[i]) + 1; k < len(q.asks); k++ {
		if r := int(q.rank[k]); r >= 0 && q.same(s, q.before[r*q.books:], q.asks[k].time) {
			end = r
			break
		}
		a := &q.asks[k]
		if m[a.book].shut(a.at) || !q.free(s, k) {
			continue
		}
		led.add(a.deal)
		s[a.book] = int32(k)
	}
	for _, k := range q.path[i:end] {
		led.remove(q.asks[k].deal)
	}
	return end
}

// same reports whether two states hold the same trades from now on.
func (q *queue) same(s, t []int32, now data.Instant) bool {
	for b, j := range s {
		if k := t[b]; j != k && (j >= 0 && q.asks[j].exit >= now || k >= 0 && q.asks[k].exit >= now) {
			return false
		}
	}
	return true
}
