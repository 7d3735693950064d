package main

import (
	"encoding/json"
	"errors"
	"io"
	"path/filepath"

	"github.com/remora-bt/remora-bt/backtest/sweep/job"
	"github.com/remora-bt/remora-bt/internal/place"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
)

// A sweepResult is one that can be printed.
type sweepResult job.Result

// A sweepCellResult is one that can be printed.
type sweepCellResult job.Found

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
