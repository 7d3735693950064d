package metrics_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
)

// A publishedReport is a freqtrade report of the published study.
type publishedReport struct {
	Strategy, TimeRange string
	Filtered            bool
	Summary             map[string]any
	Days                []struct {
		Date            string
		Trades          int
		Profit          float64 `json:"profit_abs"`
		Factor          float64 `json:"profit_factor"`
		Win, Draw, Loss int
	}
}

// Printed figures of our own run equal the published ones as text: two of the
// baseline reports that come with day tables. The rest is for reproduce.
func TestPrintedEqualsPublished(t *testing.T) {
	dir := shared.Dir(t)
	text, err := os.ReadFile(filepath.Join(dir, "published", "reports.json"))
	if err != nil {
		t.Fatal(err)
	}
	var reports []publishedReport
	if err := json.Unmarshal(text, &reports); err != nil {
		t.Fatal(err)
	}
	candles := worlds.BTC(t)
	compared := 0
	for _, rep := range reports {
		if rep.Filtered || len(rep.Days) == 0 {
			continue
		}
		compared++
		t.Run(rep.Strategy+"/"+rep.TimeRange, func(t *testing.T) {
			checkReport(t, rep, metrics.New(publishedResult(t, candles, rep)))
		})
	}
	if compared != 4 {
		t.Errorf("compared %d reports, want 4", compared)
	}
}

func publishedResult(t testing.TB, c *data.Candles, rep publishedReport) *backtest.Result {
	t.Helper()
	spec, err := strategies.Find(rep.Strategy)
	if err != nil {
		t.Fatal(err)
	}
	span, err := data.ParseTimeRange(rep.TimeRange)
	if err != nil {
		t.Fatal(err)
	}
	tape, err := data.NewTape(c, span, spec.Startup)
	if err != nil {
		t.Fatal(err)
	}
	rules := backtest.RulesOf(spec, 0.001)
	rules.Stop, rules.ROI = -0.10, strategies.ROI{{Minutes: 0, Ratio: 0.10}}
	w := backtest.DefaultWallet()
	book := backtest.NewBook(tape, spec, backtest.Execution{Rules: rules, Market: backtest.MarketOf("BTC/USDT"), Stake: w.Stake})
	return backtest.Walk([]*backtest.Book{book}, nil, w)
}

func checkReport(t *testing.T, rep publishedReport, run *metrics.Run) {
	t.Helper()
	figures := metrics.Printed(run)
	if len(figures) != len(rep.Summary) {
		t.Errorf("%d figures, want %d", len(figures), len(rep.Summary))
	}
	for _, f := range figures {
		published := fmt.Sprint(rep.Summary[f.Key])
		if x, ok := rep.Summary[f.Key].(float64); ok {
			published = strconv.FormatFloat(x, 'g', -1, 64)
		}
		want, err := metrics.PrintedText(f.Key, published, "USDT")
		if err != nil {
			t.Error(err)
		} else if f.Text != want {
			t.Errorf("%s = %s, want %s", f.Key, f.Text, want)
		}
	}
	days := run.Breakdown(metrics.ByDay)
	if len(days) != len(rep.Days) {
		t.Fatalf("%d days, want %d", len(days), len(rep.Days))
	}
	for i, d := range days {
		w := rep.Days[i]
		factor, _ := d.Factor()
		if d.Name(metrics.ByDay) != w.Date || d.Trades != w.Trades || d.Wins != w.Win || d.Draws != w.Draw || d.Losses != w.Loss ||
			metrics.MoneyText(d.Profit, "USDT") != metrics.MoneyText(w.Profit, "USDT") || metrics.FactorText(factor) != metrics.FactorText(w.Factor) {
			t.Errorf("day %s = %+v, want %+v", w.Date, d, w)
		}
	}
}

// BenchmarkNew measures a result of some 4,700 trades over two years.
func BenchmarkNew(b *testing.B) {
	candles := worlds.BTC(b)
	result := publishedResult(b, candles, publishedReport{Strategy: "MACDCross", TimeRange: "20230101-20241231"})
	b.ReportAllocs()
	for b.Loop() {
		metrics.Printed(metrics.New(result))
	}
	b.ReportMetric(float64(len(result.Trades)), "trades")
}
