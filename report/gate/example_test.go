package gate_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/gate"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// The rules that hold where no file of rules is given, against a baseline whose filter
// helped profit and can be paired with the run's.
func ExampleBuiltin() {
	base := &gate.Baseline{Answers: &verdict.Answers{}}
	base.Answers.Profit.Answer = verdict.Helps
	for _, r := range gate.Builtin(base, &runfolder.Pairing{}, false) {
		fmt.Println(r)
	}
	// Output:
	// total_trades > 0
	// profit.answer != INVALID
	// profit.answer != HURTS
	// drift.profit in EQUAL, BETTER, NO WORSE
	// risk.answer != HURTS
	// drift.risk != WORSE
	// drift.risk_score.psi <= 0.25
	// drift.regime.psi <= 0.25
}
