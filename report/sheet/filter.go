package sheet

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// filterName is the filter as the first screen names it.
func filterName(f *study.Filter) string {
	out := f.Name
	switch p := f.Profile; {
	case p != nil: // whose name has the settings
		switch {
		case strings.HasPrefix(p.Name, out):
			out = p.Name
		case !strings.HasPrefix(out, p.Name):
			out += " " + p.Name
		}
		out += fmt.Sprintf(" v%d", p.Version)
	case len(f.Settings) > 0:
		out += " with " + strings.Join(f.Settings, ", ")
	}
	if f.RiskPair != nil {
		out += " by " + *f.RiskPair
	}
	if f.Strategies != nil {
		out += " for " + strings.Join(f.Strategies, ", ")
	}
	if f.Given {
		out += " (" + filter.Given + ")"
	}
	return out
}

// Filters are those of the study, that of most of its strategies first.
func (s *Study) Filters() []*study.Filter {
	if s.Filter == nil {
		return nil
	}
	return append([]*study.Filter{s.Filter}, s.Own...)
}

// of names the strategies of a filter in the title of a table.
func of(title string, f *study.Filter) string {
	if f.Strategies == nil {
		return title
	}
	return title + " · " + f.Name + " for " + strings.Join(f.Strategies, ", ")
}

// FilterText is the filter in words.
func FilterText(f *study.Filter) string {
	out := "Filter " + f.Name
	switch p := f.Profile; {
	case p != nil: // whose name has the settings
		out += fmt.Sprintf(": profile %s, version %d, sha256 %.12s", p.Name, p.Version, p.SHA256)
	case len(f.Settings) > 0:
		out += " with " + strings.Join(f.Settings, ", ")
	}
	if f.Strategies != nil {
		out += " for " + strings.Join(f.Strategies, ", ")
	}
	if f.Given {
		out += "; " + filter.Given
	}
	if f.Judging != nil {
		out += "; the engine judges by candles of " + *f.Judging
	}
	if f.RiskPair != nil {
		out += "; every pair is judged by " + *f.RiskPair
	}
	return out
}
