package stacked_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/data"
)

// Protections as a strategy of freqtrade's states them.
func ExampleProtections() {
	hour, _ := data.ParseTimeframe("1h")
	p, err := stacked.Protections([]byte(`[{"method": "CooldownPeriod", "stop_duration_candles": 5}]`), hour)
	fmt.Println(p != nil, err)
	_, err = stacked.Protections([]byte(`[{"method": "CooldownPeriode"}]`), hour)
	fmt.Println(err)
	// Output:
	// true <nil>
	// protections: 1: CooldownPeriode: expected CooldownPeriod, StoplossGuard, LowProfitPairs, MaxDrawdown or LockAfterLoss
}
