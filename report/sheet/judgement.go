package sheet

import (
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study"
)

// BlockedBy is the cell of a table that names the reasons.
func BlockedBy(s study.Said) string { return strings.Join(s.Reasons(), "|") }

// RiskOf is the score as files hold it, "" without one.
func RiskOf(s study.Said) string {
	if !s.Known {
		return ""
	}
	return Shortest(s.Risk)
}
