package apply

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// books makes the books of a case, and the wallet of walks over them.
func (c *Case) books(p *study.Plan, tapes []*data.Tape) ([]*backtest.Book, backtest.Wallet, error) {
	run := stacked.Run{Strategy: c.Name, Tapes: tapes, Stake: p.Stake(), Refuse: c.refuse, Protections: c.protections}
	w := p.Wallet
	if c.Stacked == nil {
		return c.kept(p, tapes, c.Ordinary.Trades)
	}
	run.Trades = c.Stacked.Trades
	if c.Stacked.Record != nil {
		run.Ghosts = c.Stacked.Record.Ghosts
	}
	if err := c.checkRates(run.Trades, tapes); err != nil {
		return nil, w, err
	}
	books, err := run.Books()
	if err != nil {
		return nil, w, err
	}
	w.Sized = stacked.Sized(books, c.Stacked.Stake)
	if c.Filtered != nil && c.Ordinary != nil {
		check := stacked.Compare(c.Ordinary, run.Trades, backtest.Walk(books, nil, w))
		if c.unlike = check.Share() < stacked.Least; c.unlike { // the arms are known all the same
			return c.kept(p, tapes, c.Ordinary.Trades)
		}
	}
	return books, w, nil
}

// kept makes books of trades that were made, all of which walks may take as they were.
func (c *Case) kept(p *study.Plan, tapes []*data.Tape, trades []freqtrade.Trade) ([]*backtest.Book, backtest.Wallet, error) {
	run := stacked.Run{Strategy: c.Name, Tapes: tapes, Stake: p.Stake(), Refuse: c.refuse, Trades: trades}
	w := stacked.KeptWallet(p.Wallet.Start)
	if err := c.checkRates(trades, tapes); err != nil {
		return nil, w, err
	}
	books, err := run.Kept()
	return books, w, err
}

// checkRates holds the rates at which trades were entered against the candles. A bot's
// orders may be filled between candles: of its trades half must fit.
func (c *Case) checkRates(trades []freqtrade.Trade, tapes []*data.Tape) error {
	at := map[string]*data.Tape{}
	for _, t := range tapes {
		at[t.Pair] = t
	}
	off, first := 0, error(nil)
	for i := range trades {
		t := &trades[i]
		tape := at[t.Pair]
		if tape == nil {
			continue // for the books to name
		}
		when, rate := t.Open, t.OpenRate
		if len(t.Orders) > 0 {
			when, rate = t.Orders[0].At, t.Orders[0].Rate // an order may be filled later than it was placed
		}
		row := tape.Row(when)
		if row < 0 || row >= tape.Len() {
			continue
		}
		low, high := tape.Lows()[row], tape.Highs()[row]
		if rate >= low*(1-slack) && rate <= high*(1+slack) {
			continue
		}
		if off++; first == nil {
			first = fmt.Errorf("%s entered %s at %v: the candle runs from %v to %v", t.Pair, when, rate, low, high)
		}
	}
	if off == 0 || c.live && 2*off < len(trades) {
		return nil
	}
	return fmt.Errorf("the candles are not those of the result: %d of %d entries lie outside of theirs; %w", off, len(trades), first)
}

// slack allows for the decimals to which rates are written.
const slack = 1e-9
