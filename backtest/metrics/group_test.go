package metrics_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
)

func TestBy(t *testing.T) {
	profits := []float64{1, -2, 4, 0, -8}
	var trades []backtest.Trade
	for _, p := range profits {
		trades = append(trades, backtest.Trade{ProfitAbs: p, ProfitRatio: p / 100})
	}
	r := metrics.Of(trades, metrics.Account{Start: 1000})
	of := []string{"b", "a", "b", "none of them", "a"}
	got := r.By([]string{"a", "b", "c"}, func(i int) string { return of[i] })
	want := []metrics.Line{
		{Key: "a", Trades: 2, ProfitAbs: -10, ProfitMean: -0.05, Losses: 2},
		{Key: "b", Trades: 2, ProfitAbs: 5, ProfitMean: 0.025, Wins: 2},
		{Key: "c"},
		{Key: metrics.TotalKey, Trades: 5, ProfitAbs: -5, ProfitMean: -0.01, Wins: 2, Draws: 1, Losses: 2},
	}
	if len(got) != len(want) {
		t.Fatalf("By = %+v, want %d lines", got, len(want))
	}
	for i, w := range want {
		g := got[i]
		if g.Key != w.Key || g.Trades != w.Trades || g.ProfitAbs != w.ProfitAbs || g.ProfitMean != w.ProfitMean || g.Wins != w.Wins || g.Draws != w.Draws || g.Losses != w.Losses {
			t.Errorf("line %d = %+v, want %+v", i, g, w)
		}
	}
}
