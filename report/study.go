// Package report writes what a study found: tables for people, and the files of
// a run's folder for programs. Its writers compute nothing.
package report

import (
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/chart"
)

// The names of the arms.
const (
	Baseline = "baseline"
	Filtered = "filtered"
)

// An Arm is one run of a strategy: without the filter, or with it.
type Arm struct {
	Strategy string
	Arm      string // Baseline or Filtered
	Result   *backtest.Result
	Run      *metrics.Run
	Said     []Said // one a trade of Run; nil without a filter
}

// A Cell is a strategy on some pairs and a range, with both of its arms.
type Cell struct {
	Strategy  string
	Pairs     []string
	TimeRange string
	Rules     *backtest.Rules // in force, the strategy's own among them; nil if not told
	Baseline  *Arm
	Filtered  *Arm       // nil without a filter
	Judgement *Judgement // nil without a filter

	Comparison *verdict.Comparison // what the filter is worth; nil if that was not asked
	Chart      *chart.Input        // what its charts are made from; nil for none
}

// A Study is everything that was run.
type Study struct {
	Manifest      Manifest
	Cells         []Cell
	Filter        *Filter       // nil without a filter
	Grid          *verdict.Grid // all comparisons together; nil without them
	Signals       []Stretch     // what the engine said of the candles that were tested
	Synthetic     bool          // the candles are made up; everything printed says so
	Timeframe     string
	StakeCurrency string // quote asset of all pairs
	Breakdown     string // calendars of metrics.ParseCalendar, separated by commas; "" for none
	Warnings      []string
	Charts        []string // of ChartFormats: files of charts that WriteFolder writes besides report.html
	Overwrite     bool     // lets WriteFolder write into a folder that is not an older run's
}

// arms are the cell's arms, baseline first.
func (c *Cell) arms() []*Arm {
	if c.Filtered == nil {
		return []*Arm{c.Baseline}
	}
	return []*Arm{c.Baseline, c.Filtered}
}

// everyArm are the arms of all cells.
func (s *Study) everyArm() []cellArm {
	var out []cellArm
	for i := range s.Cells {
		for _, a := range s.Cells[i].arms() {
			out = append(out, cellArm{&s.Cells[i], a})
		}
	}
	return out
}

// A cellArm is an arm with the cell it belongs to.
type cellArm struct {
	*Cell
	*Arm
}

func (c *Cell) pairs() string { return strings.Join(c.Pairs, " ") }

// label names a cell among the others: by its strategy, and by pairs and range
// where those differ within the study.
func (s *Study) label(c *Cell) string {
	parts := []string{c.Strategy}
	if s.differ(func(c *Cell) string { return c.pairs() }) {
		parts = append(parts, c.pairs())
	}
	if s.differ(func(c *Cell) string { return c.TimeRange }) {
		parts = append(parts, c.TimeRange)
	}
	return strings.Join(parts, " ")
}

func (s *Study) differ(of func(*Cell) string) bool {
	return slices.ContainsFunc(s.Cells, func(c Cell) bool { return of(&c) != of(&s.Cells[0]) })
}

// hasFiltered reports whether any cell has a filtered arm.
func (s *Study) hasFiltered() bool {
	return slices.ContainsFunc(s.Cells, func(c Cell) bool { return c.Filtered != nil })
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
