// Package lanes walks the books of a run thousands of times at a fixed stake and with
// real slots, through a mask that is moved in time or grows. A walk costs what the mask
// changes, not what the run holds.
package lanes

import (
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// A Booking is the day on which a trade counts.
type Booking uint8

// The bookings.
const (
	ByClose  Booking = iota // the UTC day of the candle on which it is closed
	BySignal                // the UTC day of the candle that carries its entry signal
)

// Lanes are the books of one run laid out so that they can be walked thousands of
// times, at a fixed stake and with real slots. They are read-only once made.
type Lanes struct {
	lanes []*lane
	queue *queue // nil if no book ever waits for another's slot
	whole *whole // nil if lanes know all that a walk does
	day0  data.Instant
	days  int
	unit  data.Instant
	base  []Line
	total totals
}

// A Line is what the trades of each day of the run come to.
type Line struct {
	Profit []backtest.Money
	Trades []int32
}

// Clone is a line of its own with the same days.
func (l Line) Clone() Line { return Line{slices.Clone(l.Profit), slices.Clone(l.Trades)} }

// Add sums the days of another line up.
func (l Line) Add(o Line) {
	for i := range l.Profit {
		l.Profit[i] += o.Profit[i]
		l.Trades[i] += o.Trades[i]
	}
}

// A Change is what a mask does to one book on one day, against the open gate.
type Change struct {
	Day     int32          // from the run's first day
	Trades  int32          // filtered − baseline
	Refused int32          // baseline trades whose entry signal the mask refuses
	Profit  backtest.Money // filtered − baseline
}

// New settles the books and walks them once through the open gate. With slots
// of 0 or less, or as many as books, no pair waits for another. Books must not be
// shared with another goroutine meanwhile, unless they are settled. Given books may
// have what lanes do not know, see whole; each mask is then walked from end to end.
func New(books []*backtest.Book, slots int, by Booking) *Lanes {
	span := backtest.Result{Books: books}
	from, to := span.Span()
	n := &Lanes{day0: from.Day(), unit: ShiftUnit(books)}
	n.days = int((to.Day()-n.day0)/data.Instant(data.Day)) + 1
	for _, b := range books {
		n.lanes = append(n.lanes, newLane(b, n.day0, n.unit, by))
		n.base = append(n.base, Line{make([]backtest.Money, n.days), make([]int32, n.days)})
	}
	if backtest.Entwined(books) {
		n.whole = newWhole(n, books, slots)
		return n
	}
	if slots > 0 && slots < len(books) {
		n.queue = newQueue(books, n.lanes, slots)
		for _, k := range n.queue.path {
			n.take(int(n.queue.book[k]), n.queue.deal[k])
		}
		return n
	}
	for i, l := range n.lanes {
		l.link(books[i])
		for _, k := range l.path[:len(l.path)-1] {
			n.take(i, k)
		}
	}
	return n
}

// take adds a deal to the baseline.
func (n *Lanes) take(book int, k int32) {
	l := n.lanes[book]
	n.base[book].Profit[l.day[k]] += l.profit[k]
	n.base[book].Trades[l.day[k]]++
	n.total.add(l, k)
}

// Days is the number of UTC days from the first tested candle of any book to the
// last; they are counted from Day0.
func (n *Lanes) Days() int { return n.days }

// Day0 is the midnight at which the first day begins.
func (n *Lanes) Day0() data.Instant { return n.day0 }

// Books is the number of books.
func (n *Lanes) Books() int { return len(n.lanes) }

// Queued reports whether pairs wait for each other's slots, or for what lanes do not
// know.
func (n *Lanes) Queued() bool { return n.queue != nil || n.whole != nil }

// Deals is the number of a book's entry signals that its stake can trade.
func (n *Lanes) Deals(book int) int { return len(n.lanes[book].opp) }

// Unit is the shift unit, the shortest time of whole days and whole candles.
func (n *Lanes) Unit() data.Instant { return n.unit }

// Span is the rows round which the masks of a book are shifted.
func (n *Lanes) Span(book int) Span { return n.lanes[book].Span }

// Baseline is what an open gate takes, by day. It is the lanes' own: read it only.
func (n *Lanes) Baseline(book int) Line { return n.base[book] }

// ShiftUnit is the shortest time that is a whole number of days and of candles.
func ShiftUnit(books []*backtest.Book) data.Instant {
	unit := int64(data.Day)
	for _, book := range books {
		s := book.Tape.Step
		a, b := unit, int64(s)
		for b != 0 {
			a, b = b, a%b
		}
		if unit/a > math.MaxInt64/int64(s) {
			return math.MaxInt64
		}
		unit = unit / a * int64(s)
	}
	return data.Instant(unit)
}
