package freqtrade_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

const export = "../../backtest/stacked/testdata/both-ways/ordinary.zip"

const trade = `{"pair": "BTC/USDT", "open_date": "2024-02-05 01:00:00+00:00", "close_date": "2024-02-05 02:00:00+00:00",
	"open_timestamp": 1707094800000, "close_timestamp": 1707098400000.0, "open_rate": 2.5, "close_rate": 3, "amount": 40,
	"stake_amount": 100, "fee_open": 0.001, "fee_close": 0.002, "profit_abs": 19.5, "profit_ratio": 0.19, "exit_reason": "roi",
	"enter_tag": null, "leverage": 1.0, "is_short": false, "funding_fees": 0.0, "orders": []}`

const stats = `"timeframe": "5m", "stake_amount": 100, "starting_balance": 1000, "max_open_trades_setting": 3, "pairlist": ["BTC/USDT"]`

func result(trades string) string {
	return `{"strategy": {"A": {` + stats + `, "trades": [` + trades + `]}}, "strategy_comparison": []}`
}

// write puts a text in a file of a name.
func write(t testing.TB, name string, text []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// pack is a zip of members, name and text in turn.
func pack(t testing.TB, members ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err == nil {
			_, err = io.WriteString(w, members[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// linked is a zip whose one result is a symbolic link.
func linked(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	h := &zip.FileHeader{Name: "b.json"}
	h.SetMode(fs.ModeSymlink | 0o777)
	w, err := z.CreateHeader(h)
	if err == nil {
		_, err = io.WriteString(w, "/etc/passwd")
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestExport reads what freqtrade 2025.10 wrote.
func TestExport(t *testing.T) {
	all, err := freqtrade.ReadResults(export)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d strategies, %v", len(all), err)
	}
	r := all[0]
	if r.Strategy != "BothWays" || r.Timeframe != data.Hour || !r.Futures || r.Slots != 1 || r.Start != 1000 || r.Stake != 100 ||
		len(r.Trades) != 102 || r.From != data.Date(2024, 2, 5) || r.To != data.Date(2024, 3, 18) ||
		!strings.Contains(string(r.Config), `"tradable_balance_ratio":0.99`) || !strings.Contains(r.Code, "class BothWays(Cross):") {
		t.Errorf("read %s %s futures %v slots %d start %v stake %v, %d trades from %s to %s, %d and %d bytes of configuration and source",
			r.Strategy, r.Timeframe, r.Futures, r.Slots, r.Start, r.Stake, len(r.Trades), r.From, r.To, len(r.Config), len(r.Code))
	}
	shorts, funded := 0, 0
	for i := range r.Trades {
		u := &r.Trades[i]
		if u.Short {
			shorts++
		}
		if u.Funding != 0 {
			funded++
		}
		if len(u.Orders) != 2 || !u.Orders[0].Entry || u.Orders[1].Entry || u.Orders[1].At != u.Close || u.Leverage < 3 {
			t.Errorf("trade %d: %+v", i, u)
		}
	}
	if shorts == 0 || shorts == len(r.Trades) || funded == 0 {
		t.Errorf("%d shorts and %d with funding of %d", shorts, funded, len(r.Trades))
	}
}

// TestOldFormats: names and files of 2021 to 2024.
func TestOldFormats(t *testing.T) {
	old := `{"pair": "BTC/USDT", "open_date": "2021-02-05 01:00:00+00:00", "close_date": "2021-02-05 02:05:00+00:00",
		"open_rate": 2.5, "close_rate": 3.0, "amount": 40.0, "stake_amount": 100.0, "fee_open": 0.001, "fee_close": 0.001,
		"profit_abs": -1.5, "profit_ratio": -0.015, "sell_reason": "sell_signal", "buy_tag": "dip NaN", "min_rate": 1, "max_rate": 4}`
	text := `{"metadata": {"A": {"run_id": "x"}}, "strategy": {"A": {"max_drawdown": NaN, "calmar": -Infinity, "sqn": Infinity, "x": [NaN,-1.5, -2],
		"timeframe": "1h", "stake_amount": "unlimited", "starting_balance": 500.0, "max_open_trades": 2, "trades": [` + old + `]},
		"B": {"timeframe": "5m", "stake_amount": 10, "trades": []}}}`
	all, err := freqtrade.ReadResults(write(t, "backtest-result-2021.json", []byte(text)))
	if err != nil || len(all) != 2 {
		t.Fatalf("%d strategies, %v", len(all), err)
	}
	a, u := all[0], all[0].Trades[0]
	if a.Strategy != "A" || !a.Unlimited || a.Slots != 2 || a.Start != 500 || all[1].Strategy != "B" || all[1].Stake != 10 {
		t.Errorf("read %+v and %+v", a, all[1])
	}
	if u.ExitReason != "sell_signal" || u.EnterTag != "dip NaN" || u.Close-u.Open != data.Instant(65*data.Minute) || u.Leverage != 1 || u.Orders != nil {
		t.Errorf("trade %+v", u)
	}
}

func TestRefusesResults(t *testing.T) {
	good := pack(t, "b.json", result(trade), "b_config.json", "{}", "b_A.py", "class A: pass")
	flipped := bytes.Clone(good)
	flipped[60] ^= 0x40
	for _, tt := range []struct {
		name, file string
		text       []byte
		want       []string
	}{
		{"empty", "a.json", nil, []string{"a.json", "cut off"}},
		{"empty zip", "a.zip", nil, []string{"a.zip"}},
		{"cut zip", "a.zip", good[:len(good)/2], []string{"a.zip", "not a valid zip"}},
		{"flipped", "a.zip", flipped, []string{"a.zip", `"b.json"`}},
		{"cut json", "a.zip", pack(t, "b.json", result(trade)[:300]), []string{`"b.json"`, "cut off"}},
		{"two results", "a.zip", pack(t, "b.json", "{}", "c.json", "{}"), []string{`"b.json"`, `"c.json"`, "expected one"}},
		{"climbing", "a.zip", pack(t, "../../b.json", result(trade)), []string{"no backtest result"}},
		{"absolute", "a.zip", pack(t, "/etc/b.json", result(trade)), []string{"no backtest result"}},
		{"backslash", "a.zip", pack(t, `..\b.json`, result(trade)), []string{"no backtest result"}},
		{"zero", "a.zip", pack(t, "b\x00.json", result(trade)), []string{"no backtest result"}},
		{"link", "a.zip", linked(t), []string{"no backtest result"}},
		{"folder", "a.zip", pack(t, "b.json/", ""), []string{"no backtest result"}},
		{"list", "a.json", []byte(`[["BTC/USDT", 0.1]]`), []string{"a bare list"}},
		{"other", "a.json", []byte(`{"stoploss": -0.1}`), []string{"no strategy"}},
		{"behind", "a.json", []byte(result(trade) + `{}`), []string{"after the end"}},
		{"no trades", "a.json", []byte(`{"strategy": {"A": {` + stats + `}}}`), []string{`"A"`, "no trades"}},
		{"no timeframe", "a.json", []byte(`{"strategy": {"A": {"trades": []}}}`), []string{"no timeframe"}},
		{"stake", "a.json", []byte(`{"strategy": {"A": {"timeframe": "5m", "stake_amount": "much", "trades": []}}}`), []string{`"much"`}},
		{"deep", "a.json", []byte(`{"x": ` + strings.Repeat("[", 500)), []string{"deep"}},
		{"long", "a.json", []byte(`{"x": "` + strings.Repeat("y", 17<<20) + `"}`), []string{"16 MiB"}},
		{"NaN profit", "a.json", []byte(result(trade + "," + strings.Replace(trade, "19.5", "NaN", 1))), []string{"trade 2", "BTC/USDT", "2024-02-05 01:00:00", "profit_abs"}},
		{"no stake", "a.json", []byte(result(strings.Replace(trade, `"stake_amount": 100`, `"stake_amount": 0.0`, 1))), []string{"BTC/USDT", "2024-02-05", "stake_amount 0"}},
		{"infinite", "a.json", []byte(result(strings.Replace(trade, `"close_rate": 3`, `"close_rate": Infinity`, 1))), []string{"close_rate"}},
		{"backwards", "a.json", []byte(result(strings.Replace(trade, "1707098400000.0", "1707090000000", 1))), []string{"before it was opened"}},
		{"fee", "a.json", []byte(result(strings.Replace(trade, `"fee_open": 0.001`, `"fee_open": 1.5`, 1))), []string{"fees"}},
		{"text", "a.json", []byte(result(strings.Replace(trade, `"amount": 40`, `"amount": "40"`, 1))), []string{"trade 1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			all, err := freqtrade.ReadResults(write(t, tt.file, tt.text))
			if err == nil {
				t.Fatalf("no error: %+v", all)
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q lacks %q", err, want)
				}
			}
		})
	}
	if _, err := freqtrade.ReadResults(write(t, "a.zip", good)); err != nil {
		t.Errorf("the zip before it was spoilt: %v", err)
	}
	if _, err := freqtrade.ReadResults(t.TempDir()); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("a folder: %v", err)
	}
}

// TestManyTrades: 100 MB of trades take little more memory than the trades.
func TestManyTrades(t *testing.T) {
	if testing.Short() {
		t.Skip("100 MB")
	}
	path := filepath.Join(t.TempDir(), "a.json")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	padded := strings.Replace(trade, `"orders"`, `"more": "`+strings.Repeat("z", 600)+`", "orders"`, 1)
	n := 100_000_000/len(padded) + 1
	head, tail, _ := strings.Cut(result("@"), "@")
	fmt.Fprint(w, head)
	for i := range n {
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprint(w, padded)
	}
	fmt.Fprint(w, tail)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	all, err := freqtrade.ReadResults(path)
	runtime.ReadMemStats(&after)
	if err != nil || len(all[0].Trades) != n {
		t.Fatalf("%v, %v", all, err)
	}
	if grown := int64(after.Sys) - int64(before.Sys); grown > 110<<20 {
		t.Errorf("%d MiB more memory for %d trades", grown>>20, n)
	} else {
		t.Logf("%d MiB more memory for %d trades", grown>>20, n)
	}
}

// FuzzResults: whatever the bytes, a result is whole or there is an error.
func FuzzResults(f *testing.F) {
	f.Add([]byte(result(trade)))
	f.Add([]byte(`{"strategy": {"A": {"x": [NaN, -Infinity, "\"NaN", {}], "timeframe": "5m", "trades": null}}}`))
	f.Add(pack(f, "b.json", result(trade), "b_config.json", "{}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		all, err := freqtrade.ReadResults(write(t, "a", text))
		if (err == nil) != (len(all) > 0) {
			t.Fatalf("%d results and %v", len(all), err)
		}
		for _, r := range all {
			for _, u := range r.Trades {
				if !(u.Stake > 0) || math.IsNaN(u.ProfitAbs) || u.Close < u.Open || u.Pair == "" {
					t.Fatalf("%+v", u)
				}
			}
		}
	})
}

// TestOldVersions: what freqtrade 2023.12 and 2024.6 wrote of two cases, see
// scripts/freqtrade/old.py, are the trades that 2025.10 wrote of them. The older ones
// export no funding: it is what the profit holds beside the rates.
func TestOldVersions(t *testing.T) {
	for _, version := range []string{"2023.12", "2024.6"} {
		for _, name := range []string{"custom-exit", "both-ways"} {
			t.Run(version+" "+name, func(t *testing.T) {
				old, err := freqtrade.ReadResults(filepath.Join("testdata", version+"-"+name+".json"))
				if err != nil {
					t.Fatal(err)
				}
				now, err := freqtrade.ReadResults("../../backtest/stacked/testdata/" + name + "/ordinary.zip")
				if err != nil {
					t.Fatal(err)
				}
				a, b := old[0], now[0]
				if a.Strategy != b.Strategy || a.Timeframe != b.Timeframe || a.Slots != b.Slots || a.Start != b.Start || a.Stake != b.Stake ||
					a.Futures != b.Futures || a.From != b.From || a.Currency != b.Currency || fmt.Sprint(a.Pairs) != fmt.Sprint(b.Pairs) {
					t.Errorf("read %+v", a)
				}
				want := map[string]*freqtrade.Trade{}
				key := func(u *freqtrade.Trade) string { return fmt.Sprint(u.Pair, u.Open, u.Short) }
				for i := range b.Trades {
					want[key(&b.Trades[i])] = &b.Trades[i]
				}
				same, funded := 0, 0
				for i := range a.Trades {
					u, w := &a.Trades[i], want[key(&a.Trades[i])]
					if w == nil || u.ExitReason == "force_exit" || u.ExitReason == "stop_loss" { // the range ends earlier, stops are on another tick
						continue
					}
					if u.Close != w.Close || u.OpenRate != w.OpenRate || u.CloseRate != w.CloseRate || u.Amount != w.Amount || u.Stake != w.Stake ||
						u.FeeOpen != w.FeeOpen || u.FeeClose != w.FeeClose || u.ProfitAbs != w.ProfitAbs || u.ExitReason != w.ExitReason ||
						u.EnterTag != w.EnterTag || u.Leverage != w.Leverage || len(u.Orders) != len(w.Orders) || math.Abs(u.Funding-w.Funding) > 2e-8 {
						t.Errorf("got %+v\nwant %+v", u, w)
					}
					same++
					if w.Funding != 0 {
						funded++
					}
				}
				if same < 2 || len(a.Trades) < 8 || a.Futures && funded == 0 {
					t.Errorf("%d trades compared, %d with funding", same, funded)
				}
			})
		}
	}
}
