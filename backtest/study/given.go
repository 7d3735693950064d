package study

import (
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A Given is a strategy whose trades another program worked out. Its cell is walked,
// compared and judged as any other.
type Given struct {
	Name  string
	Rules backtest.Rules // of them only what is known: the fee, protections

	// Books makes the books from one tape a pair of the study, for outcomes at the
	// plan's stake, and the wallet that walks over them take. A pair may have several
	// books. An error is a fault of the data.
	Books func(p *Plan, tapes []*data.Tape) ([]*backtest.Book, backtest.Wallet, error)

	// Filtered makes books and wallet of a filtered arm that is known, all of whose trades
	// are taken; nil if it follows from Books.
	Filtered func(p *Plan, tapes []*data.Tape) ([]*backtest.Book, backtest.Wallet, error)

	// Origin says what is known of the trades, once the cell's arms have been walked.
	Origin func(c *Cell) *Origin
}

// An Origin says where the trades of a cell were worked out, and how far that holds.
type Origin struct {
	Kind   string   `json:"kind"`   // opportunities, or result
	Said   []string `json:"said"`   // sentences
	Doubts []string `json:"doubts"` // sentences: reasons for which the answers are INCONCLUSIVE
	Check  any      `json:"check"`  // against an ordinary backtest; null without one
}

func (o *Origin) doubts() []string {
	if o == nil {
		return nil
	}
	return o.Doubts
}

// given makes the books of cells whose strategies are given. Each book has the screen
// of its tape.
func (h *History) given(cells []Cell) error {
	p := h.Plan
	for i := range cells {
		c := &cells[i]
		spec, span := i%len(p.Specs), p.Spans[i/len(p.Specs)]
		tapes := h.Tapes(span, 0)
		var err error
		if c.Books, c.Wallet, err = p.Given[spec].Books(p, tapes); err != nil {
			return fault.Invalid(err)
		}
		c.Rules = nil
		if c.Screens == nil {
			continue
		}
		all := c.Screens
		c.Screens = screensOf(c.Books, tapes, all)
		if known := p.Given[spec].Filtered; known != nil {
			books, w, err := known(p, tapes)
			if err != nil {
				return fault.Invalid(err)
			}
			c.known = &Cell{Strategy: c.Strategy, Books: books, Wallet: w, Screens: screensOf(books, tapes, all)}
		}
	}
	return nil
}

// place tells trades of a known arm which opportunities of the cell's books they are; −1
// for those that are none.
func (c *Cell) place(trades []backtest.Trade) {
	for i := range trades {
		t := &trades[i]
		tape := c.known.Books[t.Book].Tape
		t.Book, t.Opp = -1, -1
		for k, b := range c.Books {
			if b.Tape != tape || t.Opp >= 0 {
				continue
			}
			t.Book = max(t.Book, k)
			t.Opp = slices.IndexFunc(b.Opps, func(o backtest.Opportunity) bool { return o.Entry == t.EntryRow && o.Short == t.Short })
			if t.Opp >= 0 {
				t.Book = k
			}
		}
	}
}

// screensOf are those of the books' tapes.
func screensOf(books []*backtest.Book, tapes []*data.Tape, all []*filter.Screen) []*filter.Screen {
	out := make([]*filter.Screen, len(books))
	for k, b := range books {
		out[k] = all[slices.Index(tapes, b.Tape)]
	}
	return out
}

// Say adds a sentence.
func (o *Origin) Say(format string, args ...any) {
	o.Said = append(o.Said, fmt.Sprintf(format, args...))
}
