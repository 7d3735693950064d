package gate_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/report/gate"
)

// Where a cell has neither of the two arms, the rule is about the first by name.
func TestOtherArmsInOrder(t *testing.T) {
	runs := both("A", 0)
	runs[0].arm, runs[1].arm = "third", "second"
	f := folder(t, "", runs...)
	for range 30 {
		got := evaluate(t, f, nil, rule(t, "profit_total_abs > 0")).Results
		if len(got) != 1 || got[0].Key.Arm != "second" || got[0].Outcome != gate.Passed {
			t.Fatalf("results %+v, want one of the arm second", got)
		}
	}
}
