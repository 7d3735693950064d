// Package backtest simulates spot trades, long only, as freqtrade 2025.10 does.
// A Book holds every entry a strategy asks for and the trade it becomes; a Walk
// over one or several books with a gate and a wallet is a run. What an entry
// becomes may also have been worked out elsewhere, with shorts and leverage.
package backtest

import (
	"bytes"
	"slices"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// A Book holds the opportunities of one strategy on one pair. What an
// opportunity becomes does not depend on any gate or wallet, save its stake.
// A Book is not safe for concurrent use until Settle has been called.
type Book struct {
	Tape   *data.Tape
	Spec   strategies.Spec
	Rules  Rules
	Market Market
	Stake  float64       // the fixed stake that outcomes are kept for
	Opps   []Opportunity // by ascending entry

	actions  []byte // strategies.Action, one a row
	end      data.Instant
	step     decimal
	fill     fees
	ticks    []int // decimals of the price tick by month of the tape, see tick
	touch    *touchIndex
	outcomes []Outcome // of Opps at Stake
	known    []bool

	given []Given // nil unless the trades were worked out elsewhere
	odd   bool    // given trades that are not long, of one order each way, on the grid and filled
}

// An Opportunity is an entry signal that may be traded.
type Opportunity struct {
	Signal int // row of the candle that carries the signal
	Entry  int // row at whose open it is bought: Signal + 1
	Short  bool
	Exempt bool // no gate is asked about it
}

// Execution is what a book needs besides tape and strategy.
type Execution struct {
	Rules  Rules
	Market Market
	Stake  float64      // fixed stake in the quote asset
	End    data.Instant // open time of the run's last candle, which admits no entry; 0 for the tape's own
}

// NewBook plays the tape to a fresh strategy and collects its opportunities.
// Signals count from the first row after warm-up; one on the last row comes too
// late, and entry and exit on one row cancel out.
func NewBook(tape *data.Tape, spec strategies.Spec, x Execution) *Book {
	b := &Book{
		Tape: tape, Spec: spec, Rules: x.Rules, Market: x.Market, Stake: x.Stake,
		actions: actions(tape, spec), end: x.End,
		step: newDecimal(x.Market.AmountStep), fill: newFees(x.Rules.Fee),
	}
	if b.end == 0 {
		b.end = tape.Time(tape.Len() - 1)
	}
	b.collect()
	b.touch = newTouchIndex(tape.Lows(), tape.Highs())
	return b
}

// With returns a book of the same signals under other rules, market or stake. It
// plays no candle again.
func (b *Book) With(x Execution) *Book {
	if b.given != nil {
		return b.withGiven(x)
	}
	c := &Book{
		Tape: b.Tape, Spec: b.Spec, Rules: x.Rules, Market: x.Market, Stake: x.Stake,
		actions: b.actions, end: b.end, ticks: slices.Clone(b.ticks), touch: b.touch,
		step: newDecimal(x.Market.AmountStep), fill: newFees(x.Rules.Fee),
	}
	if x.End != 0 {
		c.end = x.End
	}
	c.collect()
	return c
}

func actions(tape *data.Tape, spec strategies.Spec) []byte {
	s := spec.New()
	out := make([]byte, 0, tape.Len())
	for bar := range tape.Bars() {
		out = append(out, byte(s.Update(bar)))
	}
	return out
}

func (b *Book) collect() {
	last := b.Tape.Len() - 1
	if b.Tape.Time(last) >= b.end {
		last-- // no entry on the run's last candle
	}
	b.Opps = b.Opps[:0]
	for j := b.Tape.Warm; j < last; j++ {
		k := bytes.IndexByte(b.actions[j:last], byte(strategies.Enter))
		if k < 0 {
			break
		}
		j += k
		b.Opps = append(b.Opps, Opportunity{Signal: j, Entry: j + 1})
	}
	b.outcomes = make([]Outcome, len(b.Opps))
	b.known = make([]bool, len(b.Opps))
}

// Start and End are the open times of the first and the last candle after warm-up.
func (b *Book) Start() data.Instant { return b.Tape.Time(b.Tape.Warm) }

// End is the open time of the book's last candle.
func (b *Book) End() data.Instant { return b.Tape.Time(b.Tape.Len() - 1) }

// Action is what the strategy said at the close of a row, of a book that was played.
func (b *Book) Action(row int) strategies.Action { return strategies.Action(b.actions[row]) }

// Outcome is what opportunity k becomes at the book's fixed stake.
func (b *Book) Outcome(k int) *Outcome {
	if !b.known[k] {
		b.outcomes[k] = b.at(k, b.Stake)
		b.known[k] = true
	}
	return &b.outcomes[k]
}

// at is what opportunity k becomes at a stake.
func (b *Book) at(k int, stake float64) Outcome {
	if b.given != nil {
		return b.shape(k, stake)
	}
	return b.play(b.Opps[k], stake)
}

// Closed is when a trade of the book is closed.
func (b *Book) Closed(o *Outcome) data.Instant { return b.Tape.Time(o.Exit) + o.Past }

// Settle works out every outcome, after which the book may be shared.
func (b *Book) Settle() {
	for k := range b.Opps {
		b.Outcome(k)
	}
}

// Refused reports whether a gate keeps an opportunity of the book, which has a place
// among the books of a run, from being entered. No gate is asked about some.
func (b *Book) Refused(place, opp int, gate Gate) bool {
	o := &b.Opps[opp]
	return gate != nil && !o.Exempt && !gate(place, o.Signal)
}

// Marked reports whether a mask of the book's rows refuses an opportunity.
func (b *Book) Marked(opp int, mask *data.Mask) bool {
	o := &b.Opps[opp]
	return !o.Exempt && mask.Get(o.Signal)
}
