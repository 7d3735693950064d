package lanes

import (
	"math/bits"

	"github.com/remora-bt/remora-bt/backtest"
)

func (w *queueWalk) sums(m *Laid, s int) Sums {
	w.walk(m, s)
	out := Sums{Trades: len(w.added) - len(w.removed), Refused: w.count}
	q := w.n.queue
	for _, r := range w.removed {
		k := q.path[r]
		out.Profit -= w.n.lanes[q.book[k]].profit[q.deal[k]]
	}
	for _, k := range w.added {
		out.Profit += w.n.lanes[q.book[k]].profit[q.deal[k]]
	}
	return out
}

// total adds what the last walk changes.
func (w *queueWalk) total(t *totals) {
	q := w.n.queue
	for _, r := range w.removed {
		var one totals
		one.add(w.n.lanes[q.book[q.path[r]]], q.deal[q.path[r]])
		t.join(&one, -1)
	}
	for _, k := range w.added {
		t.add(w.n.lanes[q.book[k]], q.deal[k])
	}
}

// changes books the walk by day.
func (w *queueWalk) changes(m *Laid, s int, out [][]Change) [][]Change {
	w.walk(m, s)
	if w.days == nil {
		for range w.n.lanes {
			w.days = append(w.days, make([]Change, w.n.days))
			w.touched = append(w.touched, make([]uint64, w.n.days>>6+1))
		}
	}
	for _, r := range w.removed {
		c, p := w.touch(w.n.queue.path[r])
		c.Trades, c.Profit = c.Trades-1, c.Profit-p
		c.Refused += int32(w.refused[r>>6] >> (r & 63) & 1)
	}
	for _, k := range w.added {
		c, p := w.touch(k)
		c.Trades, c.Profit = c.Trades+1, c.Profit+p
	}
	for i := range out {
		out[i] = out[i][:0]
		for at, word := range w.touched[i] {
			for ; word != 0; word &= word - 1 {
				d := at<<6 + bits.TrailingZeros64(word)
				if c := &w.days[i][d]; c.Trades != 0 || c.Refused != 0 || c.Profit != 0 {
					c.Day = int32(d)
					out[i] = append(out[i], *c)
				}
				w.days[i][d] = Change{}
			}
			w.touched[i][at] = 0
		}
	}
	return out
}

// touch is the day of an ask's deal, and its profit.
func (w *queueWalk) touch(k int32) (*Change, backtest.Money) {
	q := w.n.queue
	book, deal := q.book[k], q.deal[k]
	l := w.n.lanes[book]
	d := l.day[deal]
	w.touched[book][d>>6] |= 1 << (d & 63)
	return &w.days[book][d], l.profit[deal]
}
