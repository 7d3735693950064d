package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/signals"
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
		if slices.ContainsFunc(m.Outputs, func(d report.Digest) bool {
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
func addCharts(ctx context.Context, p *plan, f *signals.Filter, r *report.Study, cells []cell) error {
	thresholds := make([][]chart.Threshold, len(cells))
	for i := range cells { // each uses all cores itself
		var err error
		if thresholds[i], err = thresholdsOf(ctx, p, f, &cells[i]); err != nil {
			return err
		}
	}
	filter := ""
	if r.Filter != nil {
		filter = r.Filter.Name
	}
	return parallel.Each(ctx, len(cells), func(i int) {
		c := &r.Cells[i]
		s := chart.Source{
			Strategy: c.Strategy, Filter: filter, Currency: r.StakeCurrency, Synthetic: r.Synthetic,
			Baseline: c.Baseline.Run, Result: c.Baseline.Result, Screens: cells[i].screens,
		}
		if c.Filtered != nil {
			s.Filtered = c.Filtered.Run
		}
		in := chart.Of(s, c.Comparison)
		in.Thresholds = thresholds[i]
		c.Chart = &in
	})
}
