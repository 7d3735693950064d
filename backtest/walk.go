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
	if len(books) == 1 && !books[0].odd && !w.Sized && w.Protections == nil && w.Slots != 0 && !w.Unlimited && !w.AmendLast && w.Stake == books[0].Stake {
		r.single(gate)
	} else {
		newPass(r, gate).run()
	}
	r.Tally.Taken = len(r.Trades)
	return r
}

// single is Walk for one pair with a fixed stake: no two trades overlap, so that
// each jumps straight to the first opportunity after its exit.
func (r *Result) single(gate Gate) {
	b, w := r.Books[0], r.Wallet
	if r.Trades == nil {
		r.Trades = make([]Taken, 0, len(b.Opps)/2+1)
	}
	trades, profit, passed := r.Trades, 0.0, 0
	busy := -1 // row of the last exit
	for k, o := range b.Opps {
		if o.Entry <= busy {
			passed++
			continue
		}
		if gate != nil && !gate(0, o.Signal) {
			r.Tally.Blocked++
			continue
		}
		available := w.available(w.Start+profit, 0)
		if available < w.Stake {
			r.refuseMoney(b.Tape.Time(o.Entry))
			continue
		}
		out := b.Outcome(k)
		if out.Need > available { // the smallest order is more than the stake
			r.refuseMoney(b.Tape.Time(o.Entry))
			continue
		}
		if out.Amount == 0 {
			r.Tally.TooSmall++
			continue
		}
		r.Ruin = Ruin{} // what was refused before was so at its own price
		trades = append(trades, Taken{0, int32(k), out})
		profit += out.ProfitAbs
		busy = out.Exit
	}
	r.Trades, r.Profit, r.Tally.InPosition = trades, profit, passed
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
