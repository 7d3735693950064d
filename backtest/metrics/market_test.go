package metrics_test

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/strategies"
)

type idle struct{}

func (idle) Update(*data.Bar) strategies.Action { return strategies.Hold }

// The market change, start and end of runs whose pairs begin and end at different
// times equal freqtrade's.
func TestMarketChangeEqualsFreqtrade(t *testing.T) {
	dir := filepath.Join(shared.Root(t), "backtest", "testdata", "freqtrade")
	candles := map[string]*data.Candles{}
	compared := 0
	for _, ref := range references(t) {
		if ref.Config.Timeframe != "5m" {
			continue // made from other candles
		}
		compared++
		t.Run(ref.Name, func(t *testing.T) {
			span, err := data.ParseTimeRange(ref.Config.TimeRange)
			if err != nil {
				t.Fatal(err)
			}
			spec := strategies.Spec{Startup: ref.Config.Startup, Stop: -0.1, New: func() strategies.Strategy { return idle{} }}
			var books []*backtest.Book
			for _, pair := range ref.Config.Pairs {
				if candles[pair] == nil {
					file := strings.ReplaceAll(pair, "/", "_") + "-5m.csv.gz"
					if candles[pair], err = formats.Read(filepath.Join(dir, file), pair, 5*data.Minute); err != nil {
						t.Fatal(err)
					}
				}
				tape, err := data.NewTape(candles[pair], span, spec.Startup)
				if err != nil {
					t.Fatal(err)
				}
				books = append(books, backtest.NewBook(tape, spec, backtest.Execution{Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(pair), Stake: 100}))
			}
			run := metrics.New(backtest.Walk(books, nil, backtest.DefaultWallet()))
			for _, key := range []string{"market_change", "backtest_start", "backtest_end", "backtest_days"} {
				m, _ := metrics.Find(key)
				v, ok := m.Of(run)
				if text, isText := ref.Stats[key].(string); isText {
					if got := m.Text(v, ok); got != text {
						t.Errorf("%s = %s, want %s", key, got, text)
					}
				} else if want := ref.Stats[key].(float64); !ok || math.Abs(v-want) > 1e-9*math.Abs(want) {
					t.Errorf("%s = %v, want %v", key, v, want)
				}
			}
		})
	}
	if compared < 60 {
		t.Errorf("compared %d cases, want at least 60", compared)
	}
}
