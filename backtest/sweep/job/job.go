// Package job sweeps: it tries every setting of a grid on every strategy of a study
// and judges what was tried. Work that is done is kept on disk, if there is a folder.
package job

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// Options say what to try of a study, and how to judge it.
type Options struct {
	Grid      []string // values of settings, as in "max_risk=0.3:0.9:0.01"; none for DefaultGrid
	Fees      []string // ratios; none for the study's
	EachPair  bool     // every pair by itself instead of all in one wallet
	Windows   string   // to choose on and to judge on, as in "12mo/3mo"
	Objective string   // one of sweep.Objectives

	Output string // folder that keeps finished settings; "" for none
	Ledger string // file that remembers all settings ever tried; "" for one in Output
	Own    int    // the part of the work to do, from 0
	Shards int    // of so many; 0 or 1 for all

	Version string // of the program: another does not go on with this one's work
}

// DefaultGrid is swept where nothing is said.
const DefaultGrid = "max_risk=0.3:0.9:0.01"

// A Job is a sweep that has been checked: nothing in it can fail but the data.
type Job struct {
	*study.Plan
	Options
	filter     *filter.Filter // as the study has it, before the grid
	windows    sweep.Windows
	fees       []float64
	combos     []combo
	thresholds []float64 // ascending; the same for every combo, or one each
	swept      bool      // max_risk is one of the axes
}

// A combo is the filter with one combination of the settings but the threshold: what
// the engine is replayed for.
type combo struct {
	set    []string
	filter *filter.Filter
}

// MostPoints bounds settings times strategies, fees and pairs: the days of each are
// kept in memory, 26 kB for six years.
const MostPoints = 20_000

// New reports everything that is wrong with a sweep before any data is read. Without a
// filter it is the engine's default profile. Errors are of kind fault.Usage, or
// fault.Data for a filter's own file.
func New(s config.Study, o Options) (*Job, error) {
	if s.Filter == "" {
		s.Filter = "default"
	}
	j := &Job{Options: o}
	var err error
	if j.Plan, err = study.NewPlan(s.WithSample()); err != nil {
		return nil, err
	}
	if err := j.CheckFixedStake(); err != nil {
		return nil, fault.Misuse(err)
	}
	if len(j.Spans) > 1 {
		return nil, fault.Misuse(fmt.Errorf("timerange %q: a sweep takes one range; its windows are set with --walk-forward", s.TimeRange))
	}
	if len(j.Study.Own) > 0 {
		return nil, fault.Misuse(errors.New("strategies: a sweep tries one filter on all of them: leave filters of their own out"))
	}
	if against := j.Study.Against; against != "" {
		return nil, fault.Misuse(fmt.Errorf("against %q: a sweep tries the settings of one filter and holds them against no second one: leave it out", against))
	}
	if j.windows, err = sweep.ParseWindows(o.Windows); err != nil {
		return nil, fault.Misuse(err)
	}
	if err := sweep.CheckObjective(o.Objective); err != nil {
		return nil, fault.Misuse(err)
	}
	if err := j.planFees(); err != nil {
		return nil, fault.Misuse(err)
	}
	if j.filter, err = j.Study.OpenFilter(); err != nil {
		return nil, err
	}
	if err := j.planGrid(); err != nil {
		return nil, fault.Misuse(err)
	}
	cells := len(j.Specs) * len(j.fees) * len(j.pairSets())
	if n := cells * len(j.combos) * len(j.thresholds); n > MostPoints {
		return nil, fault.Misuse(fmt.Errorf("%d settings on %d cells are %d points, more than %d: sweep fewer at a time, into one ledger", len(j.combos)*len(j.thresholds), cells, n, MostPoints))
	}
	return j, nil
}

// planFees reads the fees to try.
func (j *Job) planFees() error {
	for _, text := range j.Fees {
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return fmt.Errorf("fees: %q is not a number", text)
		}
		if slices.Contains(j.fees, x) {
			return fmt.Errorf("fees: %q is given twice", text)
		}
		j.fees = append(j.fees, x)
	}
	if len(j.fees) == 0 {
		j.fees = []float64{j.Study.Fee}
	}
	for _, fee := range j.fees {
		r := j.Rules[0]
		r.Fee = fee
		if err := r.Validate(); err != nil {
			return err
		}
	}
	return nil
}

// pairSets are the pairs that share a wallet: all, or each by itself.
func (j *Job) pairSets() [][]int {
	if !j.EachPair {
		all := make([]int, len(j.Study.Pairs))
		for i := range all {
			all[i] = i
		}
		return [][]int{all}
	}
	var out [][]int
	for i := range j.Study.Pairs {
		out = append(out, []int{i})
	}
	return out
}

// aim is what settings are judged by.
func (j *Job) aim() sweep.Aim {
	return sweep.Aim{Objective: j.Objective, Windows: j.windows, Worthwhile: j.Worthwhile(), Seed: j.Study.Draws()}
}
