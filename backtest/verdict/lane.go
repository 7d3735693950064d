package verdict

import (
	"math"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// A deal is the trade that an opportunity becomes at its book's stake.
type deal struct {
	profit Money
	fees   Money
	held   data.Instant // exit − entry in ms, at least one candle
	day    int32        // of its close, counted from the first day of the run
}

// A lane is one book laid out for fast walks at a fixed stake: opportunities that
// buy nothing are dropped, what each one becomes is known, and so is the first
// opportunity after its exit. The path is what an open gate takes.
type lane struct {
	deals []deal
	opp   []int32 // index in the book
	at    []int32 // row of the signal, counted from the midnight at or before the first tested row
	next  []int32 // the first deal that may follow
	rank  []int32 // place in path, −1 for deals that are not on it
	path  []int32
	pathA []int32 // at of the path

	base  int // row that at counts from; may be negative
	first int // first tested row
	rows  int // rows of the tape
	units int // whole shift units that cover the tested rows
	size  int // rows per shift unit
}

// newLane settles a book. Days are counted from day0.
func newLane(b *backtest.Book, day0 data.Instant, unit data.Instant) *lane {
	b.Settle()
	t := b.Tape
	l := &lane{first: t.Warm, rows: t.Len(), size: int(unit / data.Instant(t.Step))}
	start := b.Start()
	l.base = t.Warm - int((start-start.Day())/data.Instant(t.Step))
	l.size = min(l.size, l.rows-l.base)
	l.units = (l.rows - l.base + l.size - 1) / l.size
	for k, o := range b.Opps {
		if out := b.Outcome(k); out.Amount > 0 {
			l.opp = append(l.opp, int32(k))
			l.at = append(l.at, int32(o.Signal-l.base))
			l.deals = append(l.deals, newDeal(b, o, out, day0))
		}
	}
	l.link(b)
	return l
}

func newDeal(b *backtest.Book, o backtest.Opportunity, out *backtest.Outcome, day0 data.Instant) deal {
	t := b.Tape
	open, close := t.Time(o.Entry), t.Time(out.Exit)
	sold := out.Amount * out.ExitRate
	return deal{
		profit: MoneyOf(out.ProfitAbs),
		fees:   MoneyOf(float64(out.Stake*b.Rules.Fee) + float64(sold*b.Rules.Fee)),
		held:   max(close-open, data.Instant(t.Step)),
		day:    int32((close.Day() - day0) / data.Instant(data.Day)),
	}
}

// link finds the successor of every deal and the path of the open gate.
func (l *lane) link(b *backtest.Book) {
	n := len(l.deals)
	l.next, l.rank = make([]int32, n), make([]int32, n)
	after := make([]int32, l.rows+2) // by row: the first deal entered after it
	j := n
	for row := l.rows + 1; row >= 0; row-- {
		for j > 0 && b.Opps[l.opp[j-1]].Entry > row {
			j--
		}
		after[row] = int32(j)
	}
	for k := range l.next {
		l.next[k], l.rank[k] = after[b.Outcome(int(l.opp[k])).Exit], -1
	}
	for k := 0; k < n; k = int(l.next[k]) {
		l.rank[k] = int32(len(l.path))
		l.path, l.pathA = append(l.path, int32(k)), append(l.pathA, l.at[k])
	}
}

// walk replays the path through a mask. It looks only at the trades of the path;
// where one is blocked it walks on until it meets the path again, and writes the
// differences to the ledger. A pair that is out of the market at an opportunity
// which the path takes is where the path is, whatever went before.
func (l *lane) walk(m view, led *ledger) {
	for i := 0; i < len(l.pathA); {
		if !m.shut(l.pathA[i]) {
			i++
			continue
		}
		i = l.detour(m, led, i)
	}
}

// detour starts at blocked trade i of the path and returns the trade at which the
// path is met again.
func (l *lane) detour(m view, led *ledger, i int) int {
	end := len(l.path)
	for k := int(l.path[i]) + 1; k < len(l.deals); {
		if r := l.rank[k]; r >= 0 {
			end = int(r)
			break
		}
		if m.shut(l.at[k]) {
			k++
			continue
		}
		led.add(&l.deals[k])
		k = int(l.next[k])
	}
	for _, k := range l.path[i:end] {
		led.remove(&l.deals[k])
	}
	return end
}

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
