package report_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/strategies"
)

// waiting enters every 40 candles and leaves 10 candles later.
type waiting struct{ n int }

func (w *waiting) Update(*data.Bar) strategies.Action {
	w.n++
	switch w.n % 40 {
	case 5:
		return strategies.Enter
	case 15:
		return strategies.Exit
	}
	return strategies.Hold
}

var spec = strategies.Spec{
	Name: "Waiting", Startup: 10, Stop: -0.02, ROI: strategies.ROI{{Minutes: 0, Ratio: 0.02}}, EnterTag: "=cmd|x",
	New: func() strategies.Strategy { return new(waiting) },
}

// walk is a seeded random walk of 15-minute candles.
func walk(t *testing.T, pair string, seed uint64) *data.Tape {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 1))
	const n = 2000
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
	tape, err := data.NewTape(c, data.TimeRange{}, spec.Startup)
	if err != nil {
		t.Fatal(err)
	}
	return tape
}

// study has a cell with both arms on two pairs; only a baseline where filtered is
// false.
func studied(t *testing.T, filtered bool) *report.Study {
	t.Helper()
	pairs := []string{"BTC/USDT", "@X/USDT"}
	w := backtest.DefaultWallet()
	w.Slots = 2
	var books []*backtest.Book
	for i, p := range pairs {
		books = append(books, backtest.NewBook(walk(t, p, uint64(i)), spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(p), Stake: w.Stake,
		}))
	}
	arm := func(name string, gate backtest.Gate) *study.Arm {
		r := backtest.Walk(books, gate, w)
		return &study.Arm{Strategy: spec.Name, Arm: name, Result: r, Run: metrics.New(r)}
	}
	cell := sheet.Subject{Cell: study.Cell{Strategy: spec.Name, Pairs: pairs, TimeRange: "20220301-", AskedRange: "20220301-", Baseline: arm(report.Baseline, nil)}}
	if filtered {
		cell.Filtered = arm(report.Filtered, func(_, row int) bool { return row%600 < 400 })
	}
	return &report.Study{
		Manifest: report.Manifest{Version: "1.2.3", Config: []byte(`{"fee":0.001}`), ConfigSHA256: "00"},
		Study: sheet.Study{
			Cells: []sheet.Subject{cell}, Synthetic: true, StakeCurrency: "USDT", Breakdown: "week",
			Warnings: []string{"a doubt of the study"},
		},
	}
}

// empty is a study without a single trade.
func empty(t *testing.T) *report.Study {
	t.Helper()
	s := studied(t, true)
	c := &s.Cells[0]
	none := func(a *study.Arm) {
		a.Result = backtest.Walk(a.Result.Books, func(int, int) bool { return false }, a.Result.Wallet)
		a.Run = metrics.New(a.Result)
	}
	none(c.Baseline)
	none(c.Filtered)
	return s
}
