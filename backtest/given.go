package backtest

import (
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// A Given is an opportunity with the trade that another program made of it.
// Money is in the quote asset.
type Given struct {
	Opportunity
	Open, Close data.Instant // Close may lie inside a candle; it is not before Open

	OpenRate, CloseRate float64 // of a trade of several orders: the mean entry and the last exit
	Amount              float64 // base asset, with the loan
	Stake               float64 // own money: Amount · OpenRate / Leverage
	Leverage            float64
	FeeOpen, FeeClose   float64 // ratios
	Funding             float64 // received
	Profit              float64 // after fees and funding
	MinRate, MaxRate    float64
	Stop                float64
	Tag                 string
	Reason              ExitReason // ExitUnfilled: an order that held its slot up to Close and was never filled
	Legs                []Leg      // of a trade of more than one entry and one exit, in order; else nil
}

// A Leg is one order of a trade of several.
type Leg struct {
	At           data.Instant
	Amount, Rate float64
	Entry        bool
}

// NewGivenBook makes a book of opportunities that were worked out elsewhere, in
// the order of their entries. The fixed stake x.Stake is the one that outcomes are
// kept for: a trade that was given at another is scaled to it.
func NewGivenBook(tape *data.Tape, name string, given []Given, x Execution) (*Book, error) {
	b := &Book{
		Tape: tape, Spec: strategies.Spec{Name: name}, Rules: x.Rules, Market: x.Market, Stake: x.Stake,
		end: x.End, step: newDecimal(x.Market.AmountStep), fill: newFees(x.Rules.Fee), given: given,
	}
	if b.end == 0 {
		b.end = tape.Time(tape.Len() - 1)
	}
	for k := range given {
		g := &given[k]
		if g.Entry != g.Signal+1 || g.Signal < 0 || g.Entry >= tape.Len() || tape.Row(g.Close) >= tape.Len() {
			return nil, fmt.Errorf("%s opened %s, closed %s: outside the candles, which run from %s to %s",
				tape.Pair, g.Open, g.Close, tape.Time(0), tape.Time(tape.Len()-1))
		}
		if k > 0 && g.Entry <= given[k-1].Entry {
			return nil, fmt.Errorf("%s: a trade opened %s stands behind one opened %s", tape.Pair, g.Open, given[k-1].Open)
		}
		b.Opps = append(b.Opps, g.Opportunity)
		b.odd = b.odd || g.Short || g.Exempt || g.Reason == ExitUnfilled || g.Legs != nil || g.Close != tape.Time(tape.Row(g.Close))
	}
	b.outcomes, b.known = make([]Outcome, len(given)), make([]bool, len(given))
	return b, nil
}

// withGiven is With for a book of given trades. Exits stay where they are; a fee
// other than the book's replaces those of all trades.
func (b *Book) withGiven(x Execution) *Book {
	c := *b
	c.Rules, c.Market, c.Stake = x.Rules, x.Market, x.Stake
	c.step, c.fill = newDecimal(x.Market.AmountStep), newFees(x.Rules.Fee)
	if x.End != 0 {
		c.end = x.End
	}
	if x.Rules.Fee != b.Rules.Fee {
		c.given = make([]Given, len(b.given))
		for k, g := range b.given {
			c.given[k] = g.refee(x.Rules.Fee)
		}
	}
	c.outcomes, c.known = make([]Outcome, len(b.Opps)), make([]bool, len(b.Opps))
	return &c
}

// refee is the trade under another fee, its profit worked out anew.
func (g Given) refee(fee float64) Given {
	was := g.fees()
	g.FeeOpen, g.FeeClose = fee, fee
	if g.Legs == nil {
		_, _, g.Profit = g.settled(newDecimal(g.Amount), 1)
		return g
	}
	g.Profit = round8(g.Profit + was - g.fees())
	return g
}

// fees are what both sides paid.
func (g *Given) fees() float64 {
	if g.Legs == nil {
		in := newDecimal(g.Amount).times(newDecimal(g.OpenRate)).float()
		return float64(in*g.FeeOpen) + float64(g.Amount*g.CloseRate*g.FeeClose)
	}
	sum := 0.0
	for _, l := range g.Legs {
		if l.Entry {
			sum += float64(l.Amount * l.Rate * g.FeeOpen)
		} else {
			sum += float64(l.Amount * l.Rate * g.FeeClose)
		}
	}
	return sum
}

// Turns reports whether opportunity j is entered on the candle at whose open the
// trade of opportunity k is closed, the other way round: a pair may do that.
func (b *Book) Turns(k, j int) bool {
	o, p := b.Opps[k], b.Opps[j]
	out := b.Outcome(k)
	return o.Short != p.Short && p.Entry == out.Exit && out.Past == 0 && p.Entry > o.Entry && out.Reason != ExitForce
}

// Turning tells of each of some opportunities whether it turns one of the others
// round, were that taken; nil if none can.
func (b *Book) Turning(opps []int32) []bool {
	if !b.odd {
		return nil
	}
	closing := map[int][]int32{} // by exit row
	out := make([]bool, len(opps))
	for i, j := range opps {
		row := b.Opps[j].Entry
		out[i] = slices.ContainsFunc(closing[row], func(k int32) bool { return b.Turns(int(k), int(j)) })
		exit := b.Outcome(int(j)).Exit
		closing[exit] = append(closing[exit], j)
		delete(closing, row-1) // entries are in order
	}
	return out
}

// legs are the orders of an opportunity's trade, nil if they are one each way.
func (b *Book) legs(k int) []Leg {
	if b.given == nil {
		return nil
	}
	return b.given[k].Legs
}

// first is the amount and rate of the order that opened the trade.
func (g *Given) first() (amount, rate float64) {
	if g.Legs != nil {
		return g.Legs[0].Amount, g.Legs[0].Rate
	}
	return g.Amount, g.OpenRate
}

// Sized reports whether a given trade was opened at another stake than the one
// that was asked for, beyond the cut to the amount step.
func (b *Book) Sized(asked float64) bool {
	for k := range b.given {
		g := &b.given[k]
		first, rate := g.first()
		if truncate(asked/rate*g.Leverage, b.step).float() != first {
			return true
		}
	}
	return false
}

// Entwined reports whether trades of the books depend on one another beyond their pair
// and their slot. Three things do so: orders that never filled, entries that no gate is
// asked about, and protections.
func Entwined(books []*Book) bool {
	return protectionsOf(books) != nil || slices.ContainsFunc(books, func(b *Book) bool {
		return slices.ContainsFunc(b.given, func(g Given) bool { return g.Exempt || g.Reason == ExitUnfilled })
	})
}
