package stacked

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// Kept makes books of the trades of an ordinary backtest or of a live bot, for a
// walk in which each trade is kept or refused by itself. Slots that refused trades
// free stay empty: nothing is known of the entries that found none. A pair that was
// entered twice within one candle has a second book.
func (r Run) Kept() ([]*backtest.Book, error) {
	given, err := r.byPair()
	if err != nil {
		return nil, err
	}
	var books []*backtest.Book
	for i, tape := range r.Tapes {
		for _, layer := range layers(given[i], tape) {
			x := r.execution(given[i], tape.Time(tape.Len()-1))
			b, err := backtest.NewGivenBook(tape, r.Strategy, layer, x)
			if err != nil {
				return nil, err
			}
			books = append(books, b)
		}
	}
	return books, nil
}

// layers deals trades out, in order of entry, so that a walk can take all of each
// layer: every trade is entered after the candle on which the one before it closes,
// or turns it round there.
func layers(given []backtest.Given, tape *data.Tape) [][]backtest.Given {
	out := make([][]backtest.Given, 1)
next:
	for _, g := range given {
		for i, layer := range out {
			if len(layer) > 0 {
				last := &layer[len(layer)-1]
				exit := tape.Row(last.Close)
				turns := g.Entry == exit && g.Entry > last.Entry && g.Short != last.Short && last.Close == tape.Time(exit)
				if g.Entry <= exit && !turns {
					continue
				}
			}
			out[i] = append(layer, g)
			continue next
		}
		out = append(out, []backtest.Given{g})
	}
	return out
}

// KeptWallet takes every trade that Kept's books hold at the stake that it had.
func KeptWallet(start float64) backtest.Wallet {
	return backtest.Wallet{Start: start, Stake: least, Ratio: 1, Slots: -1, Sized: true}
}

// least is what must be in the wallet for a trade to be asked about at all.
const least = 1e-8
