package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/place"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
)

// A sweepResult is everything that a sweep found out.
type sweepResult struct {
	Version   string            `json:"version"`
	Synthetic bool              `json:"synthetic"`
	Study     string            `json:"study_sha256"`
	Filter    string            `json:"filter"`
	FilterSet []string          `json:"filter_set,omitempty"`
	Grid      []string          `json:"grid"`
	Settings  int               `json:"settings"`
	MinShift  int               `json:"min_shift_days"`
	Warnings  []string          `json:"warnings"`
	Cells     []sweepCellResult `json:"cells"`
	Skill     []sweep.Skill     `json:"skill"`
	Overall   *verdict.Grid     `json:"walk_forward_overall"` // nil if no window fits
}

// A sweepCellResult is one strategy, set of pairs and fee.
type sweepCellResult struct {
	Strategy    string            `json:"strategy"`
	Pairs       []string          `json:"pairs"`
	Fee         float64           `json:"fee"`
	From        data.Instant      `json:"from"`
	To          data.Instant      `json:"to"`
	Data        string            `json:"data_sha256"`
	Tried       int               `json:"settings_tried"` // on these candles with this strategy, by the ledger
	Overfitting []sweep.Overfit   `json:"overfitting"`
	Forward     *sweep.Forward    `json:"walk_forward"`
	Reliability sweep.Reliability `json:"reliability"`
	Points      []sweep.Judged    `json:"points"`
}

// result judges everything that was tried.
func (r *sweepRun) result(ctx context.Context) (*sweepResult, error) {
	out := &sweepResult{
		Version: version, Synthetic: r.h.synthetic, Study: r.study, Filter: r.plan.study.Filter, FilterSet: r.plan.study.FilterSet,
		Grid: r.grid, Settings: len(r.names), MinShift: verdict.MinShift,
		Warnings: r.warnings(),
	}
	if len(r.grid) == 0 {
		out.Grid = []string{defaultGrid}
	}
	skills, dials, err := r.skills(ctx)
	if err != nil {
		return nil, err
	}
	out.Skill = skills
	var judged []*verdict.Comparison
	for _, c := range r.cells {
		cell, err := r.resultOf(ctx, c, dials)
		if err != nil {
			return nil, err
		}
		if f := cell.Forward.Comparison; f != nil {
			judged = append(judged, f)
		}
		out.Cells = append(out.Cells, *cell)
	}
	if len(judged) > 0 {
		out.Overall = verdict.Overall(judged)
	}
	return out, nil
}

// warnings are doubts about the data.
func (r *sweepRun) warnings() []string {
	out := []string{}
	switch {
	case r.h.found != nil:
		out = append(out, r.h.found.Warnings()...)
	case r.h.context == nil && r.filter.Engine():
		out = append(out, "there are no context series: the engine judges by candles alone")
	}
	for _, t := range r.tapes[r.specs[0].Startup] {
		out = append(out, r.plan.tapeWarnings(t, 0)...)
	}
	return out
}

func (r *sweepRun) resultOf(ctx context.Context, c *sweepCell, dials map[int][]sweep.Dial) (*sweepCellResult, error) {
	span := backtest.Result{Books: c.Books}
	from, to := span.Span()
	out := &sweepCellResult{
		Strategy: c.Strategy, Pairs: c.Pairs, Fee: c.Fee, From: from, To: to, Data: c.data,
		Tried: max(r.ledger.Trials(c.data, c.Strategy), len(r.names)),
	}
	for _, b := range c.batches {
		for i := range b.Points {
			out.Points = append(out.Points, c.family.Judge(&b.Points[i]))
		}
	}
	out.Overfitting = c.Overfitting(c.batches, r.names, out.Tried)
	out.Reliability = c.Reliability(c.pick(dials))
	var err error
	out.Forward, err = r.forward(ctx, c)
	return out, err
}

// writeFolder writes sweep.json and sweep.csv beside the points; each appears whole
// or not at all.
func (r *sweepResult) writeFolder(dir string) error {
	return errors.Join(
		place.File(filepath.Join(dir, "sweep.json"), r.writeJSON),
		place.File(filepath.Join(dir, "sweep.csv"), r.writeCSV),
	)
}

func (r *sweepResult) writeJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(r)
}

// writeCSV prints one row a point.
func (r *sweepResult) writeCSV(w io.Writer) error {
	t := table.New("", table.Words("strategy", "pairs").Numbers("fee").Words("setting").Numbers("block_rate", "baseline_trades", "blocked_trades", "trades", "kept",
		"baseline_profit", "profit", "delta", "placebo_mean", "placebo_band_lo", "placebo_band_hi", "lift", "lift_lo", "lift_hi",
		"p", "p_worse", "p_of_all", "p_worse_of_all", "excess", "excess_p", "max_drawdown", "baseline_max_drawdown", "sharpe", "shifts", "effective_shifts").Words("verdict"))
	for _, c := range r.Cells {
		for _, p := range c.Points {
			t.Add(
				p.Strategy, pairList(p.Pairs), p.Fee, p.Setting, show.Optional(p.BlockRate, show.Digits), p.BaselineTrades, p.BlockedTrades, p.Trades, show.Optional(p.Kept, show.Digits),
				p.BaselineProfit.Float(), p.Profit.Float(), (p.Profit - p.BaselineProfit).Float(),
				show.Optional(p.Lift.Mean, show.Digits), show.Optional(p.Lift.BandLo, show.Digits), show.Optional(p.Lift.BandHi, show.Digits), show.Optional(p.Lift.Lift, show.Digits), show.Optional(p.Lift.LiftLo, show.Digits), show.Optional(p.Lift.LiftHi, show.Digits),
				show.Optional(p.Lift.P, show.Digits), show.Optional(p.Lift.PWorse, show.Digits), show.Optional(p.P, show.Digits), show.Optional(p.PWorse, show.Digits), show.Optional(p.Excess.Lift, show.Digits), show.Optional(p.Excess.P, show.Digits),
				p.Drawdown.Float(), p.Deepest.Float(), show.Optional(p.Sharpe, show.Digits), p.Shifts, show.Optional(p.Effective, show.Digits), p.Verdict.Answer,
			)
		}
	}
	return t.Write(w, table.Options{Format: "csv"})
}

// write prints the sweep.
func (r *sweepResult) write(w io.Writer, format string, top int) error {
	switch format {
	case "json":
		return r.writeJSON(w)
	case "csv":
		return r.writeCSV(w)
	default:
		return r.writeTables(w, format, top)
	}
}
