package report

import (
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study"
)

// blockedBy is the cell of a table that names the reasons.
func blockedBy(s study.Said) string { return strings.Join(s.Reasons(), "|") }

// riskOf is the score as files hold it, "" without one.
func riskOf(s study.Said) string {
	if !s.Known {
		return ""
	}
	return shortest(s.Risk)
}
