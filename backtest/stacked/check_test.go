package stacked_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/stacked"
)

// TestUnlike: where freqtrade cannot work a strategy out entry by entry, the check
// says so and names the line it comes from.
func TestUnlike(t *testing.T) {
	for name, want := range map[string]string{
		"state-per-pair": "end otherwise and none is missing: exits depend on state per pair kept on the strategy object (line 13: self.best[pair]",
		"trade-history":  "were never opportunities: entries depend on the trade history, on counters or on locks (line 11: Trade.get_trades_proxy",
		"wallet-sized":   "differ in the stake alone: it depends on the wallet (line 9: self.wallets",
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t, name)
			check := stacked.Compare(c.ordinary, c.stacked.Trades, backtest.Walk(c.books, nil, c.wallet))
			t.Logf("%d of %d found, %d same exit, %s", check.Found, check.Ordinary, check.SameExit, check)
			if check.Share() >= stacked.Least {
				t.Errorf("%s: expected a share below %v", check, stacked.Least)
			}
			causes := check.Causes(c.ordinary, c.stacked, true)
			if len(causes) != 1 || !strings.Contains(causes[0], want) {
				t.Errorf("causes %q, want %q", causes, want)
			}
			if len(check.Unequal) == 0 {
				t.Error("no trade is named")
			}
		})
	}
}

// TestCauses: what is wrong with how the backtests were made is said before the
// strategy is blamed.
func TestCauses(t *testing.T) {
	unfilled := open(t, "unfilled")
	walk := func(c *reference, w backtest.Wallet, ghosts bool) *stacked.Check {
		run := stacked.Run{Strategy: "x", Trades: c.stacked.Trades, Tapes: tapes(t, c.ordinary), Stake: c.stacked.Stake}
		if ghosts {
			run.Ghosts = c.record.Ghosts
		}
		books, err := run.Books()
		if err != nil {
			t.Fatal(err)
		}
		return stacked.Compare(c.ordinary, c.stacked.Trades, backtest.Walk(books, nil, w))
	}
	first := func(c *reference, check *stacked.Check, recorded bool) string {
		return append(check.Causes(c.ordinary, c.stacked, recorded), "")[0]
	}
	if got := first(unfilled, walk(unfilled, unfilled.wallet, false), false); !strings.Contains(got, "202 entry orders were never filled") {
		t.Errorf("without the record: %q", got)
	}
	one := unfilled.wallet
	one.Slots = 1
	if got := first(unfilled, walk(unfilled, one, true), true); !strings.Contains(got, "for want of a slot") {
		t.Errorf("with one slot: %q", got)
	}
	guarded := open(t, "stoploss-guard")
	guarded.books[0].Rules.Protections = nil
	if got := first(guarded, walk(guarded, guarded.wallet, true), true); !strings.Contains(got, "for want of a slot") && !strings.Contains(got, "protections were in force") {
		t.Errorf("without protections: %q", got)
	}
	if got := first(unfilled, walk(unfilled, unfilled.wallet, true), true); got != "" {
		t.Errorf("with all that is known: %q", got)
	}
}
