package sheet

import (
	"fmt"
	"math"
	"strings"

	"github.com/remora-bt/remora-bt/report/answer"
)

// Apart says in a sentence or two why the tables are of other trades, or of other stakes,
// than the answers, which are about every strategy at the same stake, whatever its wallet
// holds; "" where they are of the same.
func (s *Study) Apart() string {
	wallet, fixed := 0, 0
	brought := 0.0 // by the filter, in the wallets
	var ruined []string
	for i := range s.Cells {
		c := &s.Cells[i]
		if s.Joint == nil || !s.Joint.Cells[i].Counted || c.Comparison == nil || c.Filtered == nil {
			continue
		}
		wallet += len(c.Baseline.Run.Trades)
		fixed += c.Comparison.Answers.Trades
		brought += c.Filtered.Run.Total().ProfitAbs - c.Baseline.Run.Total().ProfitAbs
		if r := c.Baseline.Run.Ruin; r.Refused > 0 {
			ruined = append(ruined, fmt.Sprintf("%s's could afford none from %s on", s.Label(c), r.At.Date()))
		}
	}
	why := "stakes change with what a wallet holds"
	if len(ruined) > 0 {
		why = strings.Join(ruined, ", ")
	}
	money := s.otherwise(brought)
	switch {
	case wallet != fixed:
		return fmt.Sprintf("The tables of strategies count the %s baseline trades of their wallets (%s), the answers all %s, at the same stake whatever a wallet holds.%s",
			answer.Count(wallet), why, answer.Count(fixed), money)
	case money != "":
		return "The tables of strategies are of wallets (" + why + "), the answers at the same stake whatever a wallet holds." + money
	}
	return ""
}

// otherwise says what the filter brought in the wallets, where that is more than a
// twentieth off what it brought at the same stake, and more than a hundredth of a stake.
func (s *Study) otherwise(brought float64) string {
	stake, ok := s.stake()
	if s.Joint == nil || s.Joint.Answers.Profit.Delta == nil || !ok {
		return ""
	}
	same := *s.Joint.Answers.Profit.Delta
	if off := math.Abs(brought - same); off <= 0.01*stake || off <= 0.05*max(math.Abs(same), math.Abs(brought)) {
		return ""
	}
	return fmt.Sprintf(" In the wallets the filter brought %s %s, at the same stake %s.", answer.Money(brought, s.StakeCurrency), s.StakeCurrency, answer.Money(same, s.StakeCurrency))
}
