package report

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study"
)

// filterText is the filter in words.
func filterText(f *study.Filter) string {
	out := "Filter " + f.Name
	switch p := f.Profile; {
	case p != nil: // whose name has the settings
		out += fmt.Sprintf(": profile %s, version %d, sha256 %.12s", p.Name, p.Version, p.SHA256)
	case len(f.Settings) > 0:
		out += " with " + strings.Join(f.Settings, ", ")
	}
	if f.RiskPair != nil {
		out += "; every pair is judged by " + *f.RiskPair
	}
	return out
}
