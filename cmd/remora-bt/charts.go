package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/chart"
)

// The choices of --charts besides the formats themselves.
const (
	noCharts  = "none"
	allCharts = "all"
)

func chartChoices() []string {
	return append(append([]string{noCharts}, report.ChartFormats...), allCharts)
}

// chartFormats are the formats of a choice.
func chartFormats(choice string) ([]string, error) {
	switch {
	case choice == noCharts:
		return nil, nil
	case choice == allCharts:
		return report.ChartFormats, nil
	case slices.Contains(report.ChartFormats, choice):
		return []string{choice}, nil
	}
	return nil, flagError{fmt.Errorf("charts %q: expected %s", choice, strings.Join(chartChoices(), ", "))}
}

// chartChoice is the choice that a run folder was written with.
func chartChoice(m report.Manifest) string {
	var found []string
	for _, format := range report.ChartFormats {
		if slices.ContainsFunc(m.Outputs, func(d formats.Digest) bool {
			return strings.HasPrefix(d.Path, "charts/") && path.Ext(d.Path) == "."+format
		}) {
			found = append(found, format)
		}
	}
	switch len(found) {
	case 0:
		return noCharts
	case 1:
		return found[0]
	}
	return allCharts
}

// addCharts prepares what the charts of every cell are made from.
func addCharts(ctx context.Context, found *study.Result, r *report.Study) error {
	thresholds := make([][]chart.Threshold, len(r.Cells))
	for i := range r.Cells { // each uses all cores itself
		var err error
		if thresholds[i], err = thresholdsOf(ctx, found, &r.Cells[i].Cell); err != nil {
			return err
		}
	}
	return parallel.Each(ctx, len(r.Cells), func(i int) {
		c := &r.Cells[i]
		s := chart.Source{
			Strategy: c.Strategy, Currency: r.StakeCurrency, Synthetic: r.Synthetic,
			Baseline: c.Baseline.Run, Result: c.Baseline.Result, Screens: c.Screens,
		}
		if c.Filtered != nil {
			s.Filter, s.Filtered = c.Asked.Filter, c.Filtered.Run
		}
		if c.Judgement != nil {
			for _, r := range c.Judgement.Refused {
				s.Refused = append(s.Refused, chart.Refusal{Pair: r.Pair, Signal: r.Signal})
			}
		}
		in := chart.Of(s, c.Comparison)
		in.Thresholds = thresholds[i]
		c.Chart = &in
	})
}
