package stacked_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// A reference is one case that freqtrade itself worked out, see scripts/freqtrade.
type reference struct {
	dir                       string
	ordinary, stacked, masked *freqtrade.Result
	record                    *freqtrade.Record
	books                     []*backtest.Book
	wallet                    backtest.Wallet
}

// read reads the one result of a case's file.
func (c *reference) read(t testing.TB, name string) *freqtrade.Result {
	t.Helper()
	r, err := freqtrade.ReadResults(filepath.Join(c.dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if len(r) != 1 {
		t.Fatalf("%s: %d strategies, want 1", name, len(r))
	}
	return r[0]
}

// tapes are flat candles over the time of a run: a walk looks at no price.
func tapes(t testing.TB, r *freqtrade.Result) []*data.Tape {
	t.Helper()
	var out []*data.Tape
	for _, pair := range r.Pairs {
		c := data.NewCandles(pair, r.Timeframe, 0)
		for at := r.From - data.Instant(r.Timeframe); at <= r.To; at = at.Add(r.Timeframe) {
			c.Append(data.Candle{Start: at, Open: 1, High: 1, Low: 1, Close: 1, Volume: 1})
		}
		tape, err := data.NewTape(c, data.TimeRange{}, 1)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, tape)
	}
	return out
}

func open(t testing.TB, name string) *reference {
	t.Helper()
	c := &reference{dir: filepath.Join("testdata", name), record: &freqtrade.Record{}}
	c.ordinary, c.stacked, c.masked = c.read(t, "ordinary.zip"), c.read(t, "stacked.zip"), c.read(t, "masked.zip")
	if f, err := os.Open(filepath.Join(c.dir, "record.jsonl")); err == nil {
		defer f.Close()
		if c.record, err = freqtrade.ReadRecord(f, f.Name()); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if c.wallet, err = stacked.Wallet(c.ordinary); err != nil {
		t.Fatal(err)
	}
	run := stacked.Run{
		Strategy: c.ordinary.Strategy, Trades: c.stacked.Trades, Ghosts: c.record.Ghosts,
		Tapes: tapes(t, c.ordinary), Stake: c.stacked.Stake,
	}
	if name == "refuse-shorts" {
		run.Refuse = stacked.Short
	}
	if c.ordinary.Protections {
		if run.Protections, err = stacked.Protections(c.record.Protections, c.ordinary.Timeframe); err != nil {
			t.Fatal(err)
		}
	}
	if name == "lock-after-loss" {
		run.Protections, err = stacked.Protections([]byte(`[{"method": "LockAfterLoss", "stop_duration": 77}]`), c.ordinary.Timeframe)
		if err != nil {
			t.Fatal(err)
		}
	}
	if c.books, err = run.Books(); err != nil {
		t.Fatal(err)
	}
	c.wallet.Sized = stacked.Sized(c.books, c.stacked.Stake)
	return c
}

// gate refuses what the case's masked run refused: of every 36 candles 12, shifted
// by 12 from pair to pair.
func (c *reference) gate() backtest.Gate {
	start, unit := data.Date(2024, 1, 1), 12*data.Instant(c.ordinary.Timeframe)
	return func(book, row int) bool {
		at := (c.books[book].Tape.Time(row) - start) / unit
		return (int(at)-book)%3 != 0
	}
}

// alike are the cases that are walked exactly.
func alike(t testing.TB) []string {
	t.Helper()
	dirs, err := filepath.Glob("testdata/*/stacked.zip")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var out []string
	for _, d := range dirs {
		if name := filepath.Base(filepath.Dir(d)); !slices.Contains(unlike, name) {
			out = append(out, name)
		}
	}
	return out
}

// unlike are the cases that cannot be worked out entry by entry.
var unlike = []string{"state-per-pair", "trade-history", "wallet-sized"}

// TestFreqtrade holds the walk over stacked trades against freqtrade's ordinary
// backtest, and the walk through a gate against freqtrade refusing the same entries.
func TestFreqtrade(t *testing.T) {
	for _, name := range alike(t) {
		t.Run(name, func(t *testing.T) {
			c := open(t, name)
			for _, arm := range []struct {
				name string
				want *freqtrade.Result
				gate backtest.Gate
			}{{"ordinary", c.ordinary, nil}, {"masked", c.masked, c.gate()}} {
				r := backtest.Walk(c.books, arm.gate, c.wallet)
				check := stacked.Compare(arm.want, c.stacked.Trades, r)
				t.Logf("%-20s %-8s %d found, %d same exit, %s", name, arm.name, check.Found, check.SameExit, check)
				if check.Equal != check.Of || check.Found != check.Ordinary || check.SameExit != check.Ordinary || check.Ordinary == 0 {
					text, _ := json.MarshalIndent(check, "", " ")
					t.Errorf("%s: %s", arm.name, text)
				}
			}
		})
	}
}
