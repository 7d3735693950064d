package apply_test

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/apply"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
)

// TestVerify: the mask for freqtrade says what the filter blocks, by signal candle.
func TestVerify(t *testing.T) {
	in, err := apply.Open(config.Apply{Result: file("custom-exit", "ordinary.zip"), Refuse: "long"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := in.Study()
	if err != nil {
		t.Fatal(err)
	}
	s.DataDir, s.Filter = candles, night(t)
	p, err := in.Plan(s)
	if err != nil {
		t.Fatal(err)
	}
	py := filepath.Join(t.TempDir(), "masked.py")
	lines, err := in.Verify(context.Background(), p, py, []string{"mine.json"})
	want := "freqtrade backtesting -c mine.json --strategy CustomExitMasked --strategy-path " + filepath.Dir(py) + " --datadir " + candles +
		" --timeframe 5m --timerange 20240205-20240212 --fee 0.001 --max-open-trades 2 --dry-run-wallet 1000 --stake-amount 100 " +
		"--cache none --export trades --pairs BTC/USDT ETH/USDT SOL/USDT"
	if err != nil || lines[len(lines)-1] != want {
		t.Fatalf("%v: %q, want %q", err, lines, want)
	}
	var mask struct {
		Sides   []string
		Refused map[string][][2]data.Instant
	}
	text, err := os.ReadFile(strings.TrimSuffix(py, ".py") + "-mask.json")
	if err == nil {
		err = json.Unmarshal(text, &mask)
	}
	if err != nil {
		t.Fatal(err)
	}
	half := data.Instant(12*data.Hour - 5*data.Minute)
	for _, pair := range []string{"BTC/USDT", "ETH/USDT", "SOL/USDT"} {
		got := mask.Refused[pair]
		if len(got) != 4 || got[0] != [2]data.Instant{data.Date(2024, 2, 5), data.Date(2024, 2, 5) + half} {
			t.Errorf("%s: %v", pair, got)
		}
	}
	if len(mask.Sides) != 1 || mask.Sides[0] != "long" {
		t.Errorf("sides %q", mask.Sides)
	}
	if class, err := os.ReadFile(py); err != nil || !strings.Contains(string(class), "class CustomExitMasked(Own)") {
		t.Errorf("%v: %s", err, class)
	}
	if _, err := in.Verify(context.Background(), p, py, nil); err != nil {
		t.Errorf("written a second time: %v", err)
	}
	own := filepath.Join(t.TempDir(), "mine.py")
	if err := os.WriteFile(own, []byte("class CustomExit: pass"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{own, filepath.Join(own, "a.py"), "masked.txt"} {
		if _, err := in.Verify(context.Background(), p, name, nil); !errors.As(err, new(*fault.Error)) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if text, err := os.ReadFile(own); err != nil || string(text) != "class CustomExit: pass" {
		t.Errorf("the strategy is now %q, %v", text, err)
	}
	in.Cases[0].Ordinary = nil
	if _, err := in.Verify(context.Background(), p, py, nil); !errors.As(err, new(*fault.Error)) {
		t.Errorf("without an ordinary result: %v", err)
	}
}

// What cannot be verified is named, with what it is.
func TestVerifyRefuses(t *testing.T) {
	for result, want := range map[string]string{
		filepath.Join("testdata", "ordinary.zip"):             "ordinary.zip: 4 strategies: expected the result of one to verify",
		"../../strategies/freqtrade/testdata/tradesv3.sqlite": "a bot's database does not say how it was backtested: expected the result of a backtest to verify",
	} {
		in, err := apply.Open(config.Apply{Result: result})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := in.Verify(context.Background(), nil, filepath.Join(t.TempDir(), "masked.py"), nil); !errors.As(err, new(*fault.Error)) || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", result, err, want)
		}
	}
}

// TestFiltered: a filtered backtest of freqtrade's own is the filtered arm. Where the
// strategy cannot be walked the ordinary one is the baseline all the same.
func TestFiltered(t *testing.T) {
	for name, kind := range map[string]string{"custom-exit": "opportunities", "state-per-pair": "result"} {
		t.Run(name, func(t *testing.T) {
			a := applied(name)
			a.Filtered = file(name, "masked.zip")
			r, err := run(t, a, nil)
			if err != nil {
				t.Fatal(err)
			}
			c := &r.Cells[0]
			in, err := apply.Open(a)
			if err != nil {
				t.Fatal(err)
			}
			sum := func(trades []float64) (s float64) {
				for _, x := range trades {
					s += x
				}
				return s
			}
			var given []float64
			for _, u := range in.Cases[0].Filtered.Trades {
				given = append(given, u.ProfitAbs)
			}
			if len(c.Baseline.Run.Trades) != len(in.Cases[0].Ordinary.Trades) || len(c.Filtered.Run.Trades) != len(given) {
				t.Errorf("arms of %d and %d trades, want %d and %d", len(c.Baseline.Run.Trades), len(c.Filtered.Run.Trades), len(in.Cases[0].Ordinary.Trades), len(given))
			}
			if got := c.Filtered.Result.Profit; got-sum(given) > 1e-6 || sum(given)-got > 1e-6 {
				t.Errorf("filtered profit %v, want %v", got, sum(given))
			}
			if c.Origin.Kind != kind || !strings.Contains(strings.Join(c.Origin.Said, " "), "freqtrade's own") {
				t.Errorf("origin %+v", c.Origin)
			}
			if doubt := strings.Join(c.Origin.Doubts, " "); !strings.Contains(doubt, "is of another filter") {
				t.Errorf("of another filter's result: %q", doubt)
			}
			for _, u := range c.Filtered.Run.Trades {
				b := c.Books[u.Book]
				if b.Tape.Pair != u.Pair || u.Opp >= 0 && b.Opps[u.Opp].Entry != u.EntryRow {
					t.Fatalf("%s opened %s is placed at opportunity %d of %s", u.Pair, u.Open, u.Opp, b.Tape.Pair)
				}
			}
			if len(c.Filtered.Said) != len(given) {
				t.Errorf("%d said of %d trades", len(c.Filtered.Said), len(given))
			}
		})
	}
}

// TestFilteredOfAnotherBacktest: a filtered result that differs from the ordinary one
// in a setting is refused, and settings are not overridden beside it.
func TestFilteredOfAnotherBacktest(t *testing.T) {
	z, err := zip.OpenReader(file("custom-exit", "masked.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	text, err := fs.ReadFile(z, "masked.json")
	if err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{
		`"timeframe":"5m"`:                            `"timeframe":"15m"`,
		`"timeframe_detail":""`:                       `"timeframe_detail":"1m"`,
		`"max_open_trades_setting":2`:                 `"max_open_trades_setting":3`,
		`"starting_balance":1000`:                     `"starting_balance":900`,
		`"stake_amount":100,"starting`:                `"stake_amount":"unlimited","starting`,
		`"pairlist":["BTC/USDT","ETH/USDT"`:           `"pairlist":["ETH/USDT","BTC/USDT"`,
		`"enable_protections":false`:                  `"enable_protections":true`,
		`"backtest_end_ts":1707696000000`:             `"backtest_end_ts":1707609600000`,
		`"backtest_start_ts":1707091200000,"backtest`: `"backtest_start_ts":1707094800000,"backtest`,
	} {
		if strings.Count(string(text), from) != 1 {
			t.Errorf("%s stands %d times in the result", from, strings.Count(string(text), from))
			continue
		}
		a := applied("custom-exit")
		a.Filtered = filepath.Join(t.TempDir(), "masked.json")
		if err := os.WriteFile(a.Filtered, []byte(strings.Replace(string(text), from, to, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := apply.Open(a)
		if err == nil || !strings.Contains(err.Error(), "masked.json: ") || !strings.Contains(err.Error(), "ordinary.zip") {
			t.Errorf("%s: error %v", to, err)
		}
	}
	a := applied("custom-exit")
	a.Filtered = file("custom-exit", "masked.zip")
	if _, err := run(t, a, func(s *config.Study) { s.MaxOpenTrades = 1 }); err == nil || !strings.Contains(err.Error(), "leave out the flags") {
		t.Errorf("one slot instead of two: %v", err)
	}
}
