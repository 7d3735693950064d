package main

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// chartedLimits are the limits of risk_score of the threshold chart: 0.20 to 0.95.
func chartedLimits() []float64 {
	out := make([]float64, 31)
	for i := range out {
		out[i] = float64(200+25*i) / 1000
	}
	return out
}

// thresholdsOf tries the filter at other limits of its score; nil for filters
// without one.
func thresholdsOf(ctx context.Context, r *study.Result, c *study.Cell) ([]chart.Threshold, error) {
	f := c.Tested
	if !f.Engine() && f.Spec.Kind != filter.HistoryFile {
		return nil, nil
	}
	dials := make([]sweep.Dial, len(c.Books))
	for i, b := range c.Books {
		d, err := f.Dial(b.Tape, c.Screens[i].Track)
		if err != nil {
			return nil, nil // a history without a score
		}
		dials[i] = sweep.Dial(*d)
	}
	limits := chartedLimits()
	names := make([]string, len(limits))
	for i, x := range limits {
		names[i] = fmt.Sprintf("max_risk=%v", x)
	}
	tried, err := sweep.NewTestbed(c.Books, c.Wallet, sweep.Aim{Objective: sweep.Selection}).Try(ctx, dials, limits, names, false)
	if err != nil {
		return nil, err
	}
	out := make([]chart.Threshold, len(limits))
	for i, point := range tried.Points {
		out[i] = chart.Threshold{Risk: limits[i], Kept: point.Trades, Observed: (point.Profit - point.BaselineProfit).Float()}
	}
	return out, nil
}
