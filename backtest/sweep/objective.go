package sweep

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// The objectives: what the best setting is best at. The bare difference in profit is
// none of them: where the average trade loses, it rewards every setting for trading
// less.
const (
	Selection   = "selection"    // what the refused trades were worse than those near them
	BeyondStake = "beyond_stake" // points by which CVaR falls beyond what a smaller stake gives
)

// Objectives are their names.
var Objectives = []string{Selection, BeyondStake}

// CheckObjective reports a name that is no objective.
func CheckObjective(name string) error {
	if !slices.Contains(Objectives, name) {
		return fmt.Errorf("objective %q: expected %s", name, strings.Join(Objectives, ", "))
	}
	return nil
}

// An Aim says what settings are judged by.
type Aim struct {
	Objective  string
	Worthwhile verdict.Worthwhile
	Windows    Windows // to choose on and to judge on; zero for none
	Seed       uint64  // of the interval of a cut
}

// tested is the value of a trade whose test goes with the objective.
func (a *Aim) tested() int {
	if a.Objective == BeyondStake {
		return shift.Worst
	}
	return shift.Profit
}
