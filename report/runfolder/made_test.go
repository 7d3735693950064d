package runfolder_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/strategies"
)

// waiting enters every 20 candles and leaves 7 candles later.
type waiting struct{ n int }

func (w *waiting) Update(*data.Bar) strategies.Action {
	w.n++
	switch w.n % 20 {
	case 5:
		return strategies.Enter
	case 12:
		return strategies.Exit
	}
	return strategies.Hold
}

// study has both arms of a strategy on two pairs over 50 days. Other fees make
// another study of the same keys.
func studied(t *testing.T, fee float64) *report.Study {
	t.Helper()
	spec := strategies.Spec{
		Name: `<script>"W"</script>`, Startup: 10, Stop: -0.02, ROI: strategies.ROI{{Minutes: 0, Ratio: 0.02}}, EnterTag: "=cmd|x",
		New: func() strategies.Strategy { return new(waiting) },
	}
	pairs := []string{"BTC/USDT", "@X/USDT"}
	w := backtest.DefaultWallet()
	w.Slots = 2
	var books []*backtest.Book
	for i, pair := range pairs {
		books = append(books, backtest.NewBook(walk(t, pair, uint64(i)), spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, fee), Market: backtest.MarketOf(pair), Stake: w.Stake,
		}))
	}
	arm := func(name string, gate backtest.Gate) *study.Arm {
		r := backtest.Walk(books, gate, w)
		return &study.Arm{Strategy: spec.Name, Arm: name, Result: r, Run: metrics.New(r)}
	}
	config, err := json.Marshal(map[string]any{"fee": fee, "pairs": pairs, "note": "<&>"})
	must(t, err)
	sum := sha256.Sum256(config)
	return &report.Study{
		Manifest: report.Manifest{Version: "1.2.3", Config: config, ConfigSHA256: hex.EncodeToString(sum[:])},
		Study: sheet.Study{Cells: []sheet.Subject{{Cell: study.Cell{
			Strategy: spec.Name, Pairs: pairs, TimeRange: "20220301-", AskedRange: "20220301-", Baseline: arm(report.Baseline, nil),
			Filtered: arm(report.Filtered, func(_, row int) bool { return row%600 < 400 }),
		}}}, StakeCurrency: "USDT"},
	}
}

// walk is a seeded random walk of 15-minute candles.
func walk(t *testing.T, pair string, seed uint64) *data.Tape {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 1))
	const n = 4800
	c := data.NewCandles(pair, 15*data.Minute, n)
	price := 20000.0
	for i := range n {
		open := price
		price = math.Round(price*math.Exp(0.004*rng.NormFloat64())*100) / 100
		c.Append(data.Candle{
			Start: data.Date(2022, 3, 1).Add(data.Timeframe(i) * 15 * data.Minute), Open: open,
			High: max(open, price) + 1, Low: min(open, price) - 1, Close: price, Volume: 1,
		})
	}
	tape, err := data.NewTape(c, data.TimeRange{}, 10)
	must(t, err)
	return tape
}

// written is a fresh folder of a study.
func written(t *testing.T, s *report.Study) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "run")
	must(t, s.WriteFolder(t.Context(), dir))
	return dir
}

// edit changes a file of a run's folder and, if sign is true, its digest in the
// manifest.
func edit(t *testing.T, dir, name string, sign bool, change func(string) string) {
	t.Helper()
	path := filepath.Join(dir, name)
	text, err := os.ReadFile(path)
	must(t, err)
	text = []byte(change(string(text)))
	must(t, os.WriteFile(path, text, 0o644))
	if sign {
		sum := sha256.Sum256(text)
		manifest(t, dir, func(m map[string]any) {
			for _, o := range m["outputs"].([]any) {
				if o := o.(map[string]any); o["path"] == name {
					o["bytes"], o["sha256"] = len(text), hex.EncodeToString(sum[:])
				}
			}
		})
	}
}

// manifest changes the manifest of a run's folder.
func manifest(t *testing.T, dir string, change func(map[string]any)) {
	t.Helper()
	path := filepath.Join(dir, "manifest.json")
	text, err := os.ReadFile(path)
	must(t, err)
	var m map[string]any
	must(t, json.Unmarshal(text, &m))
	change(m)
	text, err = json.Marshal(m)
	must(t, err)
	must(t, os.WriteFile(path, text, 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
