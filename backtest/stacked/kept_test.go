package stacked_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// TestKept: of an ordinary backtest alone, a walk with an open gate takes every trade
// as it was, and one through a gate those whose signals are admitted.
func TestKept(t *testing.T) {
	for _, name := range []string{"both-ways-three", "custom-exit", "detail", "adjust", "sized", "unlimited"} {
		t.Run(name, func(t *testing.T) {
			c := open(t, name)
			run := stacked.Run{Trades: c.ordinary.Trades, Tapes: tapes(t, c.ordinary), Stake: 100}
			books, err := run.Kept()
			if err != nil {
				t.Fatal(err)
			}
			if len(books) != len(run.Tapes) {
				t.Errorf("%d books of %d pairs", len(books), len(run.Tapes))
			}
			all := backtest.Walk(books, nil, stacked.KeptWallet(c.wallet.Start))
			if check := stacked.Compare(c.ordinary, c.ordinary.Trades, all); check.Equal != check.Of || check.Of == 0 {
				t.Errorf("%s: %q", check, check.Unequal)
			}
			admitted, profit := 0, 0.0
			gate := c.gate()
			for _, u := range c.ordinary.Trades {
				for i, tape := range run.Tapes {
					if tape.Pair == u.Pair && gate(i, tape.Row(u.Open)-1) {
						admitted++
						profit += u.ProfitAbs
					}
				}
			}
			some := backtest.Walk(books, gate, stacked.KeptWallet(c.wallet.Start))
			if len(some.Trades) != admitted || some.Profit-profit > 1e-6 || profit-some.Profit > 1e-6 {
				t.Errorf("%d trades and %v, want %d and %v", len(some.Trades), some.Profit, admitted, profit)
			}
		})
	}
}

// TestKeptLive: trades of a bot open and close between candles, also twice within one.
func TestKeptLive(t *testing.T) {
	all, err := freqtrade.ReadResults("../../strategies/freqtrade/testdata/tradesv3.sqlite")
	if err != nil {
		t.Fatal(err)
	}
	live := all[0]
	live.From, live.To = data.Date(2024, 2, 4), data.Date(2024, 2, 8)
	again := live.Trades[0]
	again.Open, again.Close = again.Close+1000, again.Close+2000
	live.Trades = append(live.Trades, again)
	books, err := stacked.Run{Trades: live.Trades, Tapes: tapes(t, live), Stake: 100}.Kept()
	if err != nil {
		t.Fatal(err)
	}
	if len(books) != 3 {
		t.Errorf("%d books, want a second one of the pair that was entered twice within a candle", len(books))
	}
	r := backtest.Walk(books, nil, stacked.KeptWallet(1000))
	if check := stacked.Compare(live, live.Trades, r); check.Equal != len(live.Trades) || check.Of != check.Equal {
		t.Errorf("%s: %q", check, check.Unequal)
	}
	signal := r.List()[0].Signal
	if want := data.Date(2024, 2, 4) + data.Instant(23*data.Hour+55*data.Minute); signal != want {
		t.Errorf("a trade opened 7 s after midnight has its signal on %s, want the candle that closed then, %s", signal, want)
	}
}
