package runfolder_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A folder that is read has the same metrics undefined as the run that wrote it.
func TestDailyOnceRuined(t *testing.T) {
	for _, tt := range []struct {
		name    string
		returns []float64
		defined bool
	}{
		{"nothing left", []float64{0.1, -1, 0, 0}, false},
		{"less than nothing", []float64{-0.5, -2, 0, 0}, false},
		{"nearly", []float64{0.1, -0.999, 0.5, 0}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := runfolder.NewSeries(0, tt.returns)
			for _, key := range []string{"daily_sharpe", "daily_sortino", "volatility", "ulcer_index"} {
				if v, ok := s.Daily(key); ok != tt.defined {
					t.Errorf("Daily(%s) = %v, %t; want defined %t", key, v, ok, tt.defined)
				}
			}
			if _, ok := s.Daily("max_drawdown_mtm"); !ok {
				t.Error("Daily(max_drawdown_mtm) is undefined")
			}
		})
	}
}
