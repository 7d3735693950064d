// Package report writes what a study found: tables for people, and the files of
// a run's folder for programs. Its writers compute nothing.
package report

import (
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/signals"
)

// The names of the arms.
const (
	Baseline = study.Baseline
	Filtered = study.Filtered
)

// A Study is everything that was run, and what its files need besides the tables.
type Study struct {
	sheet.Study
	Manifest  Manifest
	Signals   []signals.Stretch // what the engine said of the candles that were tested
	Charts    []string          // of ChartFormats: files of charts that WriteFolder writes besides report.html
	Overwrite bool              // lets WriteFolder write into a folder that is not an older run's
}

// New gathers what the writers need of a result. Only reading the inputs once more,
// for their digests, can fail.
func New(r *study.Result, version string) (*Study, error) {
	filters := r.Filters.All()
	if r.Second != nil {
		filters = append(filters, r.Second)
	}
	m, err := r.Making(filters...)
	if err != nil {
		return nil, err
	}
	s := &Study{
		Study: sheet.Study{
			Cells: make([]sheet.Subject, len(r.Cells)), Filter: r.Filter, Own: r.Own, Joint: r.Joint, Against: r.Against,
			Synthetic: r.Synthetic, StakeCurrency: r.Plan.Study.Currency(), Timeframe: r.Plan.Timeframe.String(),
			Breakdown: r.Plan.Study.Breakdown, Warnings: r.Warnings, Holes: r.Holes(), Blind: r.Blind(),
		},
		Manifest: Manifest{
			Version: version, Synthetic: r.Synthetic, Seed: m.Seed, Config: m.Config, ConfigSHA256: m.ConfigSHA256, Inputs: m.Inputs,
		},
		Signals: r.Signals,
	}
	for i := range s.Cells {
		s.Cells[i].Cell = r.Cells[i]
	}
	return s, nil
}
