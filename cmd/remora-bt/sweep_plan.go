package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/signals"
)

// A sweepJob is a sweep that has been checked: nothing in it can fail but the data.
type sweepJob struct {
	*plan
	sweepOptions
	filter     *signals.Filter // as the study has it, before the grid
	windows    sweep.Windows
	feeList    []float64
	combos     []combo
	thresholds []float64 // ascending; the same for every combo, or one each
	swept      bool      // max_risk is one of the axes

	own, shards int // the part of the work to do, from 0
}

// A combo is the filter with one combination of the settings but the threshold: what
// the engine is replayed for.
type combo struct {
	set    []string
	filter *signals.Filter
}

// mostPoints bounds settings times strategies, fees and pairs: the days of each are
// kept in memory, 26 kB for six years.
const mostPoints = 20_000

// planSweep reports everything that is wrong with a sweep before any data is read.
func planSweep(s Study, o sweepOptions) (*sweepJob, error) {
	if s.Filter == "" {
		s.Filter = "default"
	}
	s = s.withDemo()
	if err := o.check(); err != nil {
		return nil, flagError{err}
	}
	j := &sweepJob{sweepOptions: o}
	var err error
	if j.own, j.shards, err = o.part(); err != nil {
		return nil, flagError{err}
	}
	if j.plan, err = makePlan(s); err != nil {
		return nil, usage(err)
	}
	if err := j.fixedStake(); err != nil {
		return nil, usage(err)
	}
	if len(j.spans) > 1 {
		return nil, usage(fmt.Errorf("timerange %q: a sweep takes one range; its windows are set with --walk-forward", s.TimeRange))
	}
	if j.windows, err = sweep.ParseWindows(o.windows); err != nil {
		return nil, usage(err)
	}
	if err := j.planFees(); err != nil {
		return nil, usage(err)
	}
	if j.filter, err = openFilter(s); err != nil {
		return nil, err
	}
	if err := j.planGrid(); err != nil {
		return nil, err
	}
	cells := len(j.specs) * len(j.feeList) * len(j.pairSets())
	if n := cells * len(j.combos) * len(j.thresholds); n > mostPoints {
		return nil, usage(fmt.Errorf("%d settings on %d cells are %d points, more than %d: sweep fewer at a time, into one ledger", len(j.combos)*len(j.thresholds), cells, n, mostPoints))
	}
	return j, nil
}

func (j *sweepJob) planFees() error {
	var err error
	if j.feeList, err = j.parseFees(); err != nil {
		return err
	}
	if len(j.feeList) == 0 {
		j.feeList = []float64{j.study.Fee}
	}
	for _, fee := range j.feeList {
		r := j.rules[0]
		r.Fee = fee
		if err := r.Validate(); err != nil {
			return err
		}
	}
	return nil
}

// pairSets are the pairs that share a wallet: all, or each by itself.
func (j *sweepJob) pairSets() [][]int {
	if !j.eachPair {
		all := make([]int, len(j.study.Pairs))
		for i := range all {
			all[i] = i
		}
		return [][]int{all}
	}
	var out [][]int
	for i := range j.study.Pairs {
		out = append(out, []int{i})
	}
	return out
}

// planGrid tells the threshold from the other settings and opens a filter for every
// combination of these.
func (j *sweepJob) planGrid() error {
	spec := j.filter.Spec
	if spec.Kind == signals.NoFilter || spec.Kind == signals.BlocksFile {
		return usage(fmt.Errorf("filter %q has nothing to sweep: expected default, profile:FILE or history:FILE", j.study.Filter))
	}
	grid := j.grid
	if len(grid) == 0 {
		grid = []string{defaultGrid}
	}
	var axes []sweep.Axis
	for _, text := range grid {
		a, err := sweep.ParseAxis(text)
		if err != nil {
			return usage(err)
		}
		if a.Key != thresholdKey {
			axes = append(axes, a)
			continue
		}
		if j.swept {
			return usage(fmt.Errorf("grid: %q is given twice", thresholdKey))
		}
		j.swept = true
		if j.thresholds, err = parseThresholds(a.Values); err != nil {
			return usage(err)
		}
	}
	sets, err := sweep.Product(axes)
	if err != nil {
		return usage(err)
	}
	var faults []error
	for _, set := range sets {
		k, err := j.openCombo(set)
		if err != nil {
			faults = append(faults, err)
			if len(faults) == 5 {
				break
			}
			continue
		}
		j.combos = append(j.combos, k)
	}
	if !j.swept {
		j.thresholds = []float64{0}
	}
	return usage(errors.Join(faults...))
}

// thresholdKey is the setting that needs no replay.
const thresholdKey = "max_risk"

func parseThresholds(values []string) ([]float64, error) {
	var out []float64
	for _, v := range values {
		x, err := strconv.ParseFloat(v, 64)
		if err != nil || !(x >= 0 && x <= 1) {
			return nil, fmt.Errorf("setting %q: expected a number from 0 to 1", thresholdKey+"="+v)
		}
		out = append(out, x)
	}
	slices.Sort(out)
	return out, nil
}

func (j *sweepJob) openCombo(set []string) (combo, error) {
	if len(set) == 0 {
		return combo{filter: j.filter}, nil
	}
	spec, err := signals.ParseFilter(j.study.Filter, append(slices.Clone(j.study.FilterSet), set...)...)
	if err != nil {
		return combo{}, err
	}
	f, err := spec.Open()
	if err != nil {
		return combo{}, fmt.Errorf("%s: %w", strings.Join(set, " "), err)
	}
	return combo{set, f}, nil
}

// thresholdsOf are those of a combo: the swept ones or its own.
func (j *sweepJob) thresholdsOf(k combo) []float64 {
	if j.swept {
		return j.thresholds
	}
	return []float64{k.filter.MaxRisk()}
}

// settings name the points of a combo.
func (j *sweepJob) settings(k combo) []string {
	if !j.swept {
		return []string{sweep.Setting(k.set, "")}
	}
	out := make([]string, len(j.thresholds))
	for i, t := range j.thresholds {
		out[i] = sweep.Setting(k.set, thresholdKey+"="+strconv.FormatFloat(t, 'f', -1, 64))
	}
	return out
}
