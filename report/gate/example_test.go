package gate_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/gate"
)

// The rules that hold where no file of rules is given.
func ExampleDefault() {
	for _, r := range gate.Default(true).Rules {
		fmt.Println(r)
	}
	// Output:
	// total_trades > 0
	// profit.answer != HURTS
	// risk.answer != HURTS
	// profit.answer != INVALID
	// drift.daily_return_mean.hi >= 0
	// drift.risk_score.psi <= 0.25
	// drift.regime.psi <= 0.25
}
