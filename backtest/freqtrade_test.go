package backtest_test

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/strategies"
)

// A reference is one backtest as freqtrade 2025.10 ran it; scripts/freqtrade
// makes them.
type reference struct {
	Name, Strategy, Data string
	Config               struct {
		Pairs         []string
		Timeframe     string
		Timerange     *string
		Startup       int             `json:"startup_candle_count"`
		Stake         json.RawMessage `json:"stake_amount"`
		Wallet        float64         `json:"dry_run_wallet"`
		Ratio         float64         `json:"tradable_balance_ratio"`
		Amend         bool            `json:"amend_last_stake_amount"`
		LastRatio     float64         `json:"last_stake_amount_min_ratio"`
		Slots         int             `json:"max_open_trades"`
		Fee           float64
		ROI           strategies.ROI `json:"minimal_roi"`
		Stop          float64        `json:"stoploss"`
		Trailing      bool           `json:"trailing_stop"`
		Positive      *float64       `json:"trailing_stop_positive"`
		Offset        float64        `json:"trailing_stop_positive_offset"`
		OnlyOffset    bool           `json:"trailing_only_offset_is_reached"`
		UseExitSignal bool           `json:"use_exit_signal"`
		ProfitOnly    bool           `json:"exit_profit_only"`
		ProfitOffset  float64        `json:"exit_profit_offset"`
		IgnoreROI     bool           `json:"ignore_roi_if_entry_signal"`
	}
	Trades int
	SHA256 string `json:"trades_sha256"`
	Stats  map[string]any
}

type referenceTrade struct {
	Pair        string
	Stake       float64 `json:"stake_amount"`
	Amount      float64
	Open        string  `json:"open_date"`
	Close       string  `json:"close_date"`
	OpenRate    float64 `json:"open_rate"`
	CloseRate   float64 `json:"close_rate"`
	Duration    int     `json:"trade_duration"`
	ProfitRatio float64 `json:"profit_ratio"`
	ProfitAbs   float64 `json:"profit_abs"`
	Reason      string  `json:"exit_reason"`
	MinRate     float64 `json:"min_rate"`
	MaxRate     float64 `json:"max_rate"`
	Stop        float64 `json:"stop_loss_abs"`
}

func (c reference) rules() backtest.Rules {
	k := c.Config
	r := backtest.Rules{
		Fee: k.Fee, Stop: k.Stop, ROI: k.ROI, IgnoreExitSignal: !k.UseExitSignal,
		ExitProfitOnly: k.ProfitOnly, ExitProfitOffset: k.ProfitOffset, ROIWaits: k.IgnoreROI,
		Trailing: backtest.Trailing{On: k.Trailing, Offset: k.Offset, OnlyOffset: k.OnlyOffset},
	}
	if k.Positive != nil {
		r.Trailing.Positive = *k.Positive
	}
	return r
}

func (c reference) wallet() backtest.Wallet {
	k := c.Config
	w := backtest.Wallet{Start: k.Wallet, Ratio: k.Ratio, Slots: k.Slots, AmendLast: k.Amend, LastMinRatio: k.LastRatio}
	if json.Unmarshal(k.Stake, &w.Stake) != nil {
		w.Unlimited = true
	}
	return w
}

// candleCache keeps files that many cases share.
var candleCache = map[string]*data.Candles{}

func (c reference) books(t *testing.T) []*backtest.Book {
	spec, err := strategies.Find(c.Strategy)
	if err != nil {
		t.Fatal(err)
	}
	spec.Startup = c.Config.Startup
	tf, err := data.ParseTimeframe(c.Config.Timeframe)
	if err != nil {
		t.Fatal(err)
	}
	var span data.TimeRange
	if c.Config.Timerange != nil {
		if span, err = data.ParseTimeRange(*c.Config.Timerange); err != nil {
			t.Fatal(err)
		}
	}
	folder := filepath.Join("testdata", "freqtrade")
	if c.Data != "walk" {
		folder = filepath.Join(shared.Dir(t), "candles")
	}
	var tapes []*data.Tape
	end := data.Instant(0)
	for _, pair := range c.Config.Pairs {
		candles := candlesOf(t, folder, pair, tf)
		tape, err := data.NewTape(candles, span, spec.Startup)
		if err != nil {
			t.Fatal(err)
		}
		tapes = append(tapes, tape)
		end = max(end, tape.Time(tape.Len()-1))
	}
	var books []*backtest.Book
	for i, tape := range tapes {
		books = append(books, backtest.NewBook(tape, spec, backtest.Execution{
			Rules: c.rules(), Market: backtest.MarketOf(c.Config.Pairs[i]), Stake: c.wallet().Stake, End: end,
		}))
	}
	return books
}

func candlesOf(t *testing.T, folder, pair string, tf data.Timeframe) *data.Candles {
	t.Helper()
	path := filepath.Join(folder, strings.ReplaceAll(pair, "/", "_")+"-5m.csv.gz")
	c := candleCache[path]
	if c == nil {
		var err error
		if c, err = formats.Read(path, pair, 5*data.Minute); err != nil {
			t.Fatal(err)
		}
		candleCache[path] = c
	}
	if tf == c.Timeframe {
		return c
	}
	return resample(c, tf)
}

// resample joins the candles that open in one candle of the longer timeframe.
func resample(c *data.Candles, tf data.Timeframe) *data.Candles {
	out := data.NewCandles(c.Pair, tf, c.Len())
	for i, at := range c.Time {
		k := c.At(i)
		k.Start = at - at%data.Instant(tf)
		j := out.Len() - 1
		if j < 0 || out.Time[j] != k.Start {
			out.Append(k)
			continue
		}
		out.High[j], out.Low[j] = max(out.High[j], k.High), min(out.Low[j], k.Low)
		out.Close[j], out.Volume[j] = k.Close, out.Volume[j]+k.Volume
	}
	return out
}

func readReference(t *testing.T, path string) (c reference, trades []referenceTrade) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &c); err != nil {
		if strings.Contains(err.Error(), "not descending") {
			t.Skipf("freqtrade runs it, but a study may not ask for it: %v", err)
		}
		t.Fatalf("%s: %v", path, err)
	}
	f, err := os.Open(strings.TrimSuffix(path, ".json") + ".tables.json.gz")
	if os.IsNotExist(err) {
		return c, nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var tables struct{ Trades []referenceTrade }
	if err := json.NewDecoder(z).Decode(&tables); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return c, tables.Trades
}

func asReference(t backtest.Trade) referenceTrade {
	date := func(i data.Instant) string { return i.String() + "+00:00" }
	return referenceTrade{
		t.Pair, t.Stake, t.Amount, date(t.Open), date(t.Close), t.OpenRate, t.CloseRate, t.Minutes(),
		t.ProfitRatio, t.ProfitAbs, t.Reason.String(), t.MinRate, t.MaxRate, t.Stop,
	}
}

// digest is the SHA-256 of one line per trade, as scripts/freqtrade writes them.
func digest(trades []backtest.Trade) string {
	h := sha256.New()
	for _, t := range trades {
		fmt.Fprintf(h, "%s,%d,%d", t.Pair, t.Open, t.Close)
		for _, x := range []float64{t.Amount, t.Stake, t.OpenRate, t.CloseRate, t.ProfitAbs} {
			fmt.Fprintf(h, ",%s", strconv.FormatFloat(x, 'f', -1, 64))
		}
		fmt.Fprintf(h, ",%s\n", t.Reason)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// TestFreqtrade holds every trade against freqtrade's own, bit for bit.
func TestFreqtrade(t *testing.T) {
	cases, err := filepath.Glob(filepath.Join("testdata", "freqtrade", "cases", "*.json"))
	if err != nil || len(cases) == 0 {
		t.Fatalf("no reference cases: %v", err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			c, want := readReference(t, path)
			r := backtest.Walk(c.books(t), nil, c.wallet())
			got := r.List()
			if len(got) != c.Trades {
				t.Errorf("%d trades, want %d", len(got), c.Trades)
			}
			if sum := digest(got); sum != c.SHA256 {
				t.Errorf("the trades' SHA-256 is %s, want %s", sum, c.SHA256)
			}
			wrong := 0
			for i := range min(len(got), len(want)) {
				if g := asReference(got[i]); g != want[i] {
					t.Errorf("trade %d:\n got %+v\nwant %+v", i, g, want[i])
					if wrong++; wrong == 3 {
						break
					}
				}
			}
			if rejected := c.Stats["rejected_signals"]; fmt.Sprint(rejected) != fmt.Sprint(r.Tally.NoSlot) {
				t.Errorf("rejected signals %d, want %v", r.Tally.NoSlot, rejected)
			}
		})
	}
}
