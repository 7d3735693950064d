// Package sheet makes the tables of a study: what the terminal prints, the page shows
// and report.md holds. It computes nothing.
package sheet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/table"
)

// A Subject is a cell of the study with what its charts are made from.
type Subject struct {
	study.Cell
	Chart *chart.Input // nil for none
}

// A Study is what was found, cell by cell and of all together.
type Study struct {
	Cells         []Subject
	Filter        *study.Filter   // nil without a filter
	Joint         *verdict.Joint  // the answers, of every cell and of all together; nil without a filter
	Own           []*study.Filter // the same of filters that single strategies have for themselves
	Against       *study.Against  // the filter against a second one; nil unless that was asked
	Synthetic     bool            // the candles are made up; everything printed says so
	Timeframe     string
	StakeCurrency string // quote asset of all pairs
	Breakdown     string // calendars of metrics.ParseCalendar, separated by commas; "" for none
	Warnings      []string
	Holes         []string // pairs whose candles lack so much that the first screen says so
	Blind         bool     // the filter had no context to go by, and most entries none to be judged by
}

// EveryArm are the arms of all cells.
func (s *Study) EveryArm() []CellArm {
	var out []CellArm
	for i := range s.Cells {
		for _, a := range s.Cells[i].Arms() {
			out = append(out, CellArm{&s.Cells[i], a})
		}
	}
	return out
}

// A CellArm is an arm with the cell it belongs to.
type CellArm struct {
	*Subject
	*study.Arm
}

// Said is what is said of trades that were worked out elsewhere.
func (c *Subject) Said() []string {
	if c.Origin == nil {
		return nil
	}
	return c.Origin.Said
}

// Approximate says in what the answers are not exact, each sentence once.
func (s *Study) Approximate() (out []string) {
	for i := range s.Cells {
		for _, said := range s.Cells[i].Said() {
			if strings.HasPrefix(said, "Approximate: ") && !slices.Contains(out, said) {
				out = append(out, said)
			}
		}
	}
	return out
}

// Identity are the columns that say which cell a row of a file belongs to.
func (c *Subject) Identity() []string {
	return []string{table.Guarded(c.Strategy), table.Guarded(c.PairNames()), table.Guarded(c.TimeRange)}
}

// PairNames are its pairs as one text.
func (c *Subject) PairNames() string { return strings.Join(c.Pairs, " ") }

// Label names a cell among the others: by its strategy, and by pairs and range
// where those differ within the study.
func (s *Study) Label(c *Subject) string {
	parts := []string{c.Strategy}
	if s.Differ(func(c *Subject) string { return c.PairNames() }) {
		parts = append(parts, c.PairNames())
	}
	if s.Differ(func(c *Subject) string { return c.TimeRange }) {
		parts = append(parts, c.TimeRange)
	}
	return strings.Join(parts, " ")
}

// Differ reports whether cells differ in something.
func (s *Study) Differ(of func(*Subject) string) bool {
	return slices.ContainsFunc(s.Cells, func(c Subject) bool { return of(&c) != of(&s.Cells[0]) })
}

// HasFiltered reports whether any cell has a filtered arm.
func (s *Study) HasFiltered() bool {
	return slices.ContainsFunc(s.Cells, func(c Subject) bool { return c.Filtered != nil })
}

// Origin says in files what the candles are.
func (s *Study) Origin() string {
	if s.Synthetic {
		return "synthetic"
	}
	return "candles"
}

// appendNew appends the items that the list does not hold yet.
func appendNew(list []string, items ...string) []string {
	for _, item := range items {
		if !slices.Contains(list, item) {
			list = append(list, item)
		}
	}
	return list
}

// Calendars are those of the study's breakdown; what is no calendar is left out.
func (s *Study) Calendars() []metrics.Calendar {
	var out []metrics.Calendar
	for name := range strings.SplitSeq(s.Breakdown, ",") {
		if c, err := metrics.ParseCalendar(strings.TrimSpace(name)); err == nil {
			out = append(out, c)
		}
	}
	return out
}

// Doubts are the warnings, the study's own and those of every arm.
func (s *Study) Doubts() []string {
	out := append([]string{}, s.Warnings...)
	for _, a := range s.EveryArm() {
		for _, w := range a.Run.Warnings() {
			out = append(out, fmt.Sprintf("%s, %s: %v", s.Label(a.Subject), a.Arm.Arm, w))
		}
	}
	return out
}
