package sheet

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/report/answer"
)

// Apart says in a sentence why the tables count other trades than the answers, which are
// about every strategy at the same stake, whatever its wallet holds; "" where they count
// the same.
func (s *Study) Apart() string {
	wallet, fixed := 0, 0
	var ruined []string
	for i := range s.Cells {
		c := &s.Cells[i]
		if s.Joint == nil || !s.Joint.Cells[i].Counted || c.Comparison == nil {
			continue
		}
		wallet += len(c.Baseline.Run.Trades)
		fixed += c.Comparison.Answers.Trades
		if r := c.Baseline.Run.Ruin; r.Refused > 0 {
			ruined = append(ruined, fmt.Sprintf("%s's could afford none from %s on", s.Label(c), r.At.Date()))
		}
	}
	if wallet == fixed {
		return ""
	}
	why := "stakes change with what a wallet holds"
	if len(ruined) > 0 {
		why = strings.Join(ruined, ", ")
	}
	return fmt.Sprintf("The tables of strategies count the %s baseline trades of their wallets (%s), the answers all %s, at the same stake whatever a wallet holds.",
		answer.Count(wallet), why, answer.Count(fixed))
}
