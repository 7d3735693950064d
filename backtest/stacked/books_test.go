package stacked_test

import (
	"math"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// TestAmountStep: the step of a pair is read off the amounts of its trades, and off
// few of them only a power of ten.
func TestAmountStep(t *testing.T) {
	r := &freqtrade.Result{Pairs: []string{"BTC/USDT"}, Timeframe: data.Hour, From: data.Date(2024, 1, 1), To: data.Date(2024, 2, 1)}
	for _, tt := range []struct {
		n      int
		amount func(i int) float64
		want   float64
	}{
		{30, func(i int) float64 { return float64(i+1) / 1e5 }, 1e-5},
		{30, func(i int) float64 { return float64(2*i+2) / 1e3 }, 2e-3},
		{30, func(i int) float64 { return float64(5*i+5) / 10 }, 0.5},
		{30, func(i int) float64 { return float64(i + 1) }, 1},
		{3, func(i int) float64 { return float64(2*i+2) / 1e3 }, 1e-3},
		{1, func(int) float64 { return 0.00035 }, 1e-5},
		{0, nil, 1e-8},
	} {
		var trades []freqtrade.Trade
		for i := range tt.n {
			at := r.From + data.Instant(i)*data.Instant(data.Hour)
			trades = append(trades, freqtrade.Trade{Pair: "BTC/USDT", Open: at, Close: at, OpenRate: 1, CloseRate: 1, Amount: tt.amount(i), Stake: 1, Leverage: 1})
		}
		books, err := stacked.Run{Trades: trades, Tapes: tapes(t, r), Stake: 1}.Books()
		if err != nil {
			t.Fatal(err)
		}
		if got := books[0].Market.AmountStep; math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("step %v, want %v", got, tt.want)
		}
	}
}

func TestBooksRefuse(t *testing.T) {
	c := open(t, "both-ways")
	run := stacked.Run{Trades: c.stacked.Trades, Tapes: tapes(t, c.ordinary), Stake: 100}
	run.Tapes[0].Pair = "XRP/USDT"
	if _, err := run.Books(); err == nil || !strings.Contains(err.Error(), "not in the pair list") {
		t.Errorf("a pair without candles: %v", err)
	}
	if _, err := stacked.ParseSide("up"); err == nil {
		t.Error("side up: no error")
	}
	for _, bad := range []string{
		`{}`, `[{"method": "Hope"}]`, `[{"method": "CooldownPeriod", "stop_duration": 1, "stop_duration_candles": 1}]`,
		`[{"method": "CooldownPeriod", "unlock_at": "25:00"}]`, `[{"method": "CooldownPeriod", "unlock_at": "18:00", "stop_duration": 5}]`,
		`[{"method": "MaxDrawdown", "lookback_period": 1, "lookback_period_candles": 1}]`,
	} {
		if _, err := stacked.Protections([]byte(bad), data.Hour); err == nil {
			t.Errorf("protections %s: no error", bad)
		}
	}
}
