package report

import (
	"github.com/remora-bt/remora-bt/backtest/study"
)

// New gathers what the writers need of a result. Only reading the inputs once more,
// for their digests, can fail.
func New(r *study.Result, version string) (*Study, error) {
	m, err := r.Making(r.Filters.All()...)
	if err != nil {
		return nil, err
	}
	s := &Study{
		Manifest: Manifest{
			Version: version, Synthetic: r.Synthetic, Seed: m.Seed, Config: m.Config, ConfigSHA256: m.ConfigSHA256,
		},
		Cells: make([]Subject, len(r.Cells)), Filter: r.Filter, Own: r.Own, Signals: r.Signals, Joint: r.Joint, Against: r.Against,
		Synthetic: r.Synthetic, StakeCurrency: r.Plan.Study.Currency(), Timeframe: r.Plan.Timeframe.String(),
		Breakdown: r.Plan.Study.Breakdown, Warnings: r.Warnings,
	}
	for _, d := range m.Inputs {
		s.Manifest.Inputs = append(s.Manifest.Inputs, Digest(d))
	}
	for i := range s.Cells {
		s.Cells[i].Cell = r.Cells[i]
	}
	return s, nil
}
