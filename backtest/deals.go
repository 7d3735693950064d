package backtest

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// A Deal is an entry signal and the trade that it becomes at the book's stake: all
// that walks at the fixed stake need to know of it.
type Deal struct {
	Signal int          // row of the candle that carries the signal; the next one is the entry
	Close  data.Instant // not before the entry
	Profit float64      // quote asset
	Short  bool
	Forced bool // only the end of the run closes it
}

// Deals settles the book and lists what its stake can trade, by ascending entry. It is
// false where trades depend on more than deals tell: orders that never filled, entries
// that no gate is asked about, protections.
func (b *Book) Deals() ([]Deal, bool) {
	if Entwined([]*Book{b}) {
		return nil, false
	}
	b.Settle()
	var out []Deal
	for k, o := range b.Opps {
		if t := b.Outcome(k); t.Amount != 0 {
			out = append(out, Deal{o.Signal, b.Closed(t), t.ProfitAbs, o.Short, t.Reason == ExitForce})
		}
	}
	return out, true
}

// NewDealBook makes a book of deals, for lanes: it has the days, slots and profits of
// the book that they were listed of, and no prices.
func NewDealBook(tape *data.Tape, name string, stake float64, deals []Deal) (*Book, error) {
	b := &Book{Tape: tape, Spec: strategies.Spec{Name: name}, Stake: stake, end: tape.Time(tape.Len() - 1)}
	for k, d := range deals {
		entry, exit := d.Signal+1, tape.Row(d.Close)
		switch {
		case d.Signal < 0 || entry >= tape.Len() || exit >= tape.Len():
			return nil, fmt.Errorf("deal %d of %s lies outside of its candles", k+1, tape.Pair)
		case exit < entry:
			return nil, fmt.Errorf("deal %d of %s is closed %s, before it is opened", k+1, tape.Pair, d.Close)
		case k > 0 && d.Signal <= deals[k-1].Signal:
			return nil, fmt.Errorf("deal %d of %s stands behind one that is opened no earlier", k+1, tape.Pair)
		}
		out := Outcome{Exit: exit, Past: d.Close - tape.Time(exit), ProfitAbs: d.Profit, Amount: 1, Leverage: 1}
		if d.Forced {
			out.Reason = ExitForce
		}
		b.Opps = append(b.Opps, Opportunity{Signal: d.Signal, Entry: entry, Short: d.Short})
		b.outcomes, b.known = append(b.outcomes, out), append(b.known, true)
		b.odd = b.odd || d.Short || out.Past != 0
	}
	return b, nil
}
