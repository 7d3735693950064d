package report

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// A summaryCell is what summary.json says of a filter on one strategy. Money is in the
// quote asset at the fixed stake, but for attribution, which is the wallet's.
type summaryCell struct {
	Strategy  string          `json:"strategy"`
	Pairs     []string        `json:"pairs"`
	TimeRange string          `json:"timerange"` // as in the rows of the tables
	Asked     string          `json:"timerange_asked"`
	Counted   bool            `json:"counted"`
	Why       string          `json:"why"` // it is not counted; "" if it is
	Answers   verdict.Answers `json:"answers"`

	Stake          float64                `json:"stake"`
	Slots          int                    `json:"slots"`
	Books          []bookClock            `json:"books"`  // of the deals in deals.parquet; empty where those do not tell all
	Chosen         *verdict.Chosen        `json:"chosen"` // null where nothing could be compared
	Health         verdict.Health         `json:"health"`
	Attribution    *fate.Attribution      `json:"attribution"`
	Fixed          *fate.Attribution      `json:"attribution_fixed_stake"`
	Counterfactual verdict.Counterfactual `json:"counterfactual"`
	Fees           summaryFees            `json:"fees"`
	Breakdowns     []verdict.Breakdown    `json:"breakdowns"`
	Ablation       []verdict.VariantTest  `json:"ablation"`

	Origin *study.Origin `json:"origin,omitempty"` // of trades that another program worked out
}

// summaryFees say how much of the difference is nothing but fees not paid, and at which
// fee difference and choice change their sign.
type summaryFees struct {
	Saved          backtest.Money     `json:"saved"`
	BreakEven      *float64           `json:"break_even_fee"`
	SweepDelta     *float64           `json:"sweep_break_even_delta"`
	SweepSelection *float64           `json:"sweep_break_even_selection"`
	Sweep          []verdict.FeePoint `json:"sweep"`
}

// answered puts the answers into the summary.
func (out *summary) answered(s *Study) {
	if s.Joint == nil {
		return
	}
	out.Answers = &s.Joint.Answers
	out.Notes = append(out.Notes, s.Joint.Notes...)
	for i := range s.Joint.Cells {
		c, j := &s.Cells[i], &s.Joint.Cells[i]
		cell := summaryCell{
			Strategy: c.Strategy, Pairs: c.Pairs, TimeRange: c.TimeRange, Asked: c.AskedRange, Counted: j.Counted, Why: j.Why, Answers: j.Answers,
			Fees: summaryFees{Sweep: []verdict.FeePoint{}}, Breakdowns: []verdict.Breakdown{}, Ablation: []verdict.VariantTest{}, Books: clocksOf(c), Origin: c.Origin,
		}
		if c.Comparison != nil {
			cell.compared(c.Comparison)
		}
		out.Cells = append(out.Cells, cell)
	}
}

func (out *summaryCell) compared(k *verdict.Comparison) {
	out.Stake, out.Slots, out.Chosen, out.Health = k.Stake, k.Slots, k.Chosen, k.Health
	out.Attribution, out.Fixed, out.Counterfactual = k.Attribution, k.FixedNotional, k.Counterfactual
	out.Breakdowns = append(out.Breakdowns, k.Breakdowns...)
	f := &k.Fees
	out.Fees = summaryFees{f.Saved, f.BreakEven, f.SweepDelta, f.SweepSelection, append(out.Fees.Sweep, f.Sweep...)}
	out.Ablation = append(out.Ablation, k.Variants...)
}
