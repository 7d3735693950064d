package report

import (
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// A summaryCell is what summary.json says of a filter on one strategy. Money is in the
// quote asset at the fixed stake, but for attribution, which is the wallet's.
type summaryCell struct {
	Strategy  string          `json:"strategy"`
	Pairs     []string        `json:"pairs"`
	TimeRange string          `json:"timerange"`
	Counted   bool            `json:"counted"`
	Why       string          `json:"why"` // it is not counted; "" if it is
	Answers   verdict.Answers `json:"answers"`

	Stake          float64                `json:"stake"`
	Slots          int                    `json:"slots"`
	Chosen         *verdict.Chosen        `json:"chosen"` // null where nothing could be compared
	Health         verdict.Health         `json:"health"`
	Attribution    *verdict.Attribution   `json:"attribution"`
	Fixed          *verdict.Attribution   `json:"attribution_fixed_stake"`
	Counterfactual verdict.Counterfactual `json:"counterfactual"`
	Paired         verdict.Paired         `json:"paired"`
	Fees           summaryFees            `json:"fees"`
	Breakdowns     []verdict.Breakdown    `json:"breakdowns"`
	Ablation       []summaryVariant       `json:"ablation"`

	Origin *study.Origin `json:"origin,omitempty"` // of trades that another program worked out
}

// summaryFees say how much of the difference is nothing but fees not paid.
type summaryFees struct {
	Saved     verdict.Money `json:"saved"`
	BreakEven *float64      `json:"break_even_fee"`
	Sweep     []summaryFee  `json:"sweep"`
}

type summaryFee struct {
	Fee      float64       `json:"fee"`
	Baseline verdict.Money `json:"baseline"`
	Filtered verdict.Money `json:"filtered"`
}

// A summaryVariant is the filter without one input.
type summaryVariant struct {
	Name   string        `json:"name"`
	Trades int           `json:"trades"`
	Profit verdict.Money `json:"profit"`
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
			Strategy: c.Strategy, Pairs: c.Pairs, TimeRange: c.TimeRange, Counted: j.Counted, Why: j.Why, Answers: j.Answers,
			Fees: summaryFees{Sweep: []summaryFee{}}, Breakdowns: []verdict.Breakdown{}, Ablation: []summaryVariant{}, Origin: c.Origin,
		}
		if c.Comparison != nil {
			cell.compared(c.Comparison)
		}
		out.Cells = append(out.Cells, cell)
	}
}

func (out *summaryCell) compared(k *verdict.Comparison) {
	out.Stake, out.Slots, out.Chosen, out.Health = k.Stake, k.Slots, k.Chosen, k.Health
	out.Attribution, out.Fixed, out.Counterfactual, out.Paired = k.Attribution, k.FixedNotional, k.Counterfactual, k.Paired
	out.Breakdowns = append(out.Breakdowns, k.Breakdowns...)
	out.Fees.Saved, out.Fees.BreakEven = k.Fees.Saved, k.Fees.BreakEven
	for i := range k.Fees.Sweep {
		p := &k.Fees.Sweep[i]
		out.Fees.Sweep = append(out.Fees.Sweep, summaryFee{p.Fee, p.Baseline, p.Filtered})
	}
	for i := range k.Variants {
		v := &k.Variants[i]
		out.Ablation = append(out.Ablation, summaryVariant{v.Name, v.Trades, v.Profit})
	}
}
