package metrics_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/metrics"
)

// At a fixed stake losses may exceed the balance. Returns of what is below 0 have
// no meaning: a loss must not turn into a gain by its sign.
func TestReturnsBelowZero(t *testing.T) {
	for _, tt := range []struct{ profits, want []float64 }{
		{[]float64{-500, -1000, -100, 50}, []float64{-0.5, -2, 0, 0, 0}},
		{[]float64{-1000.5, 5}, []float64{-1.0005, 0, 0}},
	} {
		r := runOf(tt.profits...).DailyReturns()
		for i, want := range tt.want {
			if r[i] != want {
				t.Errorf("profits %v: return of day %d = %v, want %v", tt.profits, i, r[i], want)
			}
		}
	}
}

// What is worked out from daily returns is undefined from ruin on, even if the
// account recovers; drawdowns are not.
func TestUndefinedOnceRuined(t *testing.T) {
	for _, tt := range []struct {
		name    string
		profits []float64
		ruined  bool
	}{
		{"exactly nothing", []float64{5, -1005}, true},
		{"below nothing", []float64{-500, -1000}, true},
		{"recovered", []float64{-500, -600, 2000, 10}, true},
		{"nearly", []float64{5, -1004.5, 10}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := runOf(tt.profits...)
			for _, key := range []string{
				"daily_sharpe", "daily_sortino", "volatility", "ulcer_index", "calmar_mtm",
				"daily_volatility", "daily_cvar_5", "worst_daily_return", "best_days_gain_5",
			} {
				m, ok := metrics.Find(key)
				if !ok {
					t.Fatalf("no metric %s", key)
				}
				if v, ok := m.Of(r); ok == tt.ruined {
					t.Errorf("%s = %v, %t; want defined %t", key, v, ok, !tt.ruined)
				}
				if !strings.HasSuffix(m.Undefined, "once E was 0 or less") {
					t.Errorf("%s is undefined %q, which leaves out ruin", key, m.Undefined)
				}
			}
			for _, key := range []string{"max_drawdown_mtm", "max_drawdown_mtm_abs"} {
				if m, _ := metrics.Find(key); m.Key != key {
					t.Errorf("no metric %s", key)
				} else if _, ok := m.Of(r); !ok {
					t.Errorf("%s is undefined", key)
				}
			}
		})
	}
}
