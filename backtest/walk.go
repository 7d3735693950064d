package backtest

import (
	"github.com/remora-bt/remora-bt/data"
)

// A Gate admits or refuses entries: it is asked with the index of the book and
// the row of the candle that carries the signal. A nil Gate is open. It is never
// asked about exits.
type Gate func(book, row int) bool

// A Taken is an opportunity that became a trade.
type Taken struct {
	Book, Opp int32
	*Outcome
}

// A Tally says what became of every opportunity: the fields add up to their number.
type Tally struct {
	Taken      int `json:"taken"`
	Blocked    int `json:"blocked"`            // refused by the gate
	InPosition int `json:"in_position"`        // the pair had a trade open
	NoSlot     int `json:"no_slot"`            // freqtrade's rejected_signals
	NoMoney    int `json:"no_money"`           // the wallet could not afford the stake
	TooSmall   int `json:"too_small"`          // the fixed stake is below the amount step or the smallest order
	Locked     int `json:"locked,omitempty"`   // a protection was in force
	Unfilled   int `json:"unfilled,omitempty"` // the order held a slot and was never filled
}

// A Ruin is the moment from which a wallet could afford no entry any more.
type Ruin struct {
	At      data.Instant // open time of the first entry refused for good
	Refused int          // entries refused for lack of money from then on
}

// A Result is one run.
type Result struct {
	Books  []*Book
	Wallet Wallet
	Trades []Taken // in the order in which they were closed
	Profit float64 // Σ profit_abs in that order
	Tally  Tally
	Ruin   Ruin // zero unless the wallet was ruined
}

// Ruined reports whether the wallet ran out of money before the end.
func (r *Result) Ruined() bool { return r.Ruin.Refused > 0 }

// Walk runs the books together through one gate and one wallet. Each pass over a
// candle time visits the pairs with an open trade in the order in which those
// were opened, then the others in the order of books; a pair's entry and exit
// are finished before the next pair, so a slot or money that a pair frees can
// be used by a later one on the same candle. A pair whose trade closes on a candle
// may only turn round on it, into a trade the other way; one whose order was
// given up may be entered again.
func Walk(books []*Book, gate Gate, w Wallet) *Result {
	r := &Result{Books: books, Wallet: w}
	newPass(r, gate).run()
	r.Tally.Taken = len(r.Trades)
	return r
}

// refuseMoney counts an entry that the wallet could not afford while nothing was
// open that might still bring money back.
func (r *Result) refuseMoney(at data.Instant) {
	r.Tally.NoMoney++
	if r.Ruin.Refused == 0 {
		r.Ruin.At = at
	}
	r.Ruin.Refused++
}

// Masked is the gate that refuses the rows which a mask marks, one mask a book. No
// masks at all are the open gate.
func Masked(masks []*data.Mask) Gate {
	if masks == nil {
		return nil
	}
	return func(book, row int) bool { return !masks[book].Get(row) }
}
