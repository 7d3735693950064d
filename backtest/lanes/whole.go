package lanes

import "github.com/remora-bt/remora-bt/backtest"

// whole is what lanes need to walk every mask from end to end, see backtest.Entwined.
type whole struct {
	books  []*backtest.Book
	wallet backtest.Wallet
	deal   [][]int32        // per book, by opportunity: its deal
	path   []backtest.Taken // trades of the open gate
	trades []int            // their number by book
}

// newWhole walks the books of lanes once through the open gate, and takes the trades
// for the baseline.
func newWhole(n *Lanes, books []*backtest.Book, slots int) *whole {
	h := &whole{books: books, wallet: backtest.Fixed(books, backtest.Wallet{Slots: slots}), trades: make([]int, len(books))}
	for i, b := range books {
		deal := make([]int32, len(b.Opps))
		for k, opp := range n.lanes[i].opp {
			deal[opp] = int32(k)
		}
		h.deal = append(h.deal, deal)
	}
	h.path = backtest.Walk(books, nil, h.wallet).Trades
	for _, t := range h.path {
		n.take(int(t.Book), h.deal[t.Book][t.Opp])
		h.trades[t.Book]++
	}
	return h
}

// A wholeWalk is the memory of walks from end to end.
type wholeWalk struct {
	n     *Lanes
	days  [][]Change // per book, one a day
	total totals     // of the last walk
}

func newWholeWalk(n *Lanes) *wholeWalk {
	w := &wholeWalk{n: n, days: make([][]Change, len(n.lanes))}
	for i := range w.days {
		w.days[i] = make([]Change, n.days)
	}
	return w
}

// changes walks a mask, moved by s shift units round the end, and holds it against the
// open gate.
func (w *wholeWalk) changes(m *Laid, s int, out [][]Change) [][]Change {
	n, h := w.n, w.n.whole
	for i := range w.days {
		clear(w.days[i])
	}
	gate := func(book, row int) bool {
		l := n.lanes[book]
		at := int32(row-l.Base) - l.offset(s)
		if at < 0 {
			at += int32(l.Rows)
		}
		return !m.books[book].marks.Get(int(at))
	}
	for _, t := range h.path {
		l, k := n.lanes[t.Book], h.deal[t.Book][t.Opp]
		c := &w.days[t.Book][l.day[k]]
		c.Trades, c.Profit = c.Trades-1, c.Profit-l.profit[k]
		if h.books[t.Book].Refused(int(t.Book), int(t.Opp), gate) {
			c.Refused++
		}
	}
	w.total = totals{}
	for _, t := range backtest.Walk(h.books, gate, h.wallet).Trades {
		l, k := n.lanes[t.Book], h.deal[t.Book][t.Opp]
		c := &w.days[t.Book][l.day[k]]
		c.Trades, c.Profit = c.Trades+1, c.Profit+l.profit[k]
		w.total.add(l, k)
	}
	for i, days := range w.days {
		out[i] = out[i][:0]
		for d, c := range days {
			if c != (Change{}) {
				c.Day = int32(d)
				out[i] = append(out[i], c)
			}
		}
	}
	return out
}

// sumsOf adds changes up.
func sumsOf(books [][]Change) (out Sums) {
	for _, changes := range books {
		for _, c := range changes {
			out.Trades += int(c.Trades)
			out.Refused += int(c.Refused)
			out.Profit += c.Profit
		}
	}
	return out
}
