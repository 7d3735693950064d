// Package report writes what a study found: tables for people, and the files of
// a run's folder for programs. Its writers compute nothing.
package report

import (
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/chart"
)

// The names of the arms.
const (
	Baseline = study.Baseline
	Filtered = study.Filtered
)

// A Subject is a cell of the study with what its charts are made from.
type Subject struct {
	study.Cell
	Chart *chart.Input // nil for none
}

// A Study is everything that was run.
type Study struct {
	Manifest      Manifest
	Cells         []Subject
	Filter        *study.Filter   // nil without a filter
	Joint         *verdict.Joint  // the answers, of every cell and of all together; nil without a filter
	Own           []*study.Filter // the same of filters that single strategies have for themselves
	Against       *study.Against  // the filter against a second one; nil unless that was asked
	Signals       []study.Stretch // what the engine said of the candles that were tested
	Synthetic     bool            // the candles are made up; everything printed says so
	Timeframe     string
	StakeCurrency string // quote asset of all pairs
	Breakdown     string // calendars of metrics.ParseCalendar, separated by commas; "" for none
	Warnings      []string
	Charts        []string // of ChartFormats: files of charts that WriteFolder writes besides report.html
	Overwrite     bool     // lets WriteFolder write into a folder that is not an older run's
}

// everyArm are the arms of all cells.
func (s *Study) everyArm() []cellArm {
	var out []cellArm
	for i := range s.Cells {
		for _, a := range s.Cells[i].Arms() {
			out = append(out, cellArm{&s.Cells[i], a})
		}
	}
	return out
}

// A cellArm is an arm with the cell it belongs to.
type cellArm struct {
	*Subject
	*study.Arm
}

// origin is what is said of trades that were worked out elsewhere.
func (c *Subject) origin() []string {
	if c.Origin == nil {
		return nil
	}
	return c.Origin.Said
}

func (c *Subject) pairs() string { return strings.Join(c.Pairs, " ") }

// label names a cell among the others: by its strategy, and by pairs and range
// where those differ within the study.
func (s *Study) label(c *Subject) string {
	parts := []string{c.Strategy}
	if s.differ(func(c *Subject) string { return c.pairs() }) {
		parts = append(parts, c.pairs())
	}
	if s.differ(func(c *Subject) string { return c.TimeRange }) {
		parts = append(parts, c.TimeRange)
	}
	return strings.Join(parts, " ")
}

func (s *Study) differ(of func(*Subject) string) bool {
	return slices.ContainsFunc(s.Cells, func(c Subject) bool { return of(&c) != of(&s.Cells[0]) })
}

// hasFiltered reports whether any cell has a filtered arm.
func (s *Study) hasFiltered() bool {
	return slices.ContainsFunc(s.Cells, func(c Subject) bool { return c.Filtered != nil })
}

// origin says in files what the candles are.
func (s *Study) origin() string {
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
