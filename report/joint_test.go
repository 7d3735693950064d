package report_test

import (
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report"
)

func known(x float64) *float64 { return &x }

// joint are the answers of two cells, of which one is counted: the figures of
// BTC/USDT over six years.
func joint() *verdict.Joint {
	all := verdict.Answers{
		Profit: verdict.ProfitAnswer{
			Answer: verdict.Inconclusive, P: known(0.94), PWorse: known(0.061), PAdjusted: known(0.94),
			Delta: known(498.70), Less: known(605.30), Selection: known(-106.60), Lo: known(-233), Hi: known(10), BP: known(-4.7), BPLo: known(-10.3), BPHi: known(0.4),
		},
		Risk: verdict.RiskAnswer{
			Answer: verdict.Inconclusive, P: known(0.0005), PWorse: known(0.9996), PAdjusted: known(0.0005), TailDays: 108, TailLoss: known(1320),
			Avoided: known(30.6), Share: known(14.8), Points: known(15.7), Lo: known(6.9), Hi: known(27.8),
			Cut: known(11.5), CutShifted: known(2.4), Beyond: known(2.8), BeyondLo: known(-0.8), BeyondHi: known(6.3), GivenUp: known(19),
		},
		Trades: 33045, Refused: 2875, RefusedPct: known(8.7), Shifts: 2138, Independent: known(61.5), Placebo: "days",
		Reasons: []string{"The mask follows the clock in part.", "Profit: that can be luck.", "Risk: it avoids bad days, not shown to beat a smaller stake."},
	}
	worse, left := all, all
	worse.Profit.Answer, worse.Risk.Answer = verdict.Hurts, verdict.NoEffect
	worse.Profit.PAdjusted = known(0.005)
	left.Profit.Answer, left.Risk.Answer, left.Reasons = "", "", []string{}
	left.Profit.PAdjusted, left.Risk.PAdjusted = nil, nil
	return &verdict.Joint{
		Answers: all, Counted: 1, Notes: []string{"A note on all cells."},
		Cells: []verdict.JointCell{{Counted: true, Answers: worse}, {Why: "Its period overlaps that of a counted cell.", Answers: left}},
	}
}

// against holds the first cell against a second filter, which is better for profit and
// not known to be for the worst days; both filters are equal on the second.
func against(s *report.Study) *study.Against {
	d := &verdict.Duel{
		P: known(0.99), PWorse: known(0.012), Selection: known(-31.5), Lo: known(-52), Hi: known(-11.2), Delta: known(-20),
		TailP: known(0.2), TailWorse: known(0.81), Points: known(1.5), Cut: known(0.7), CutLo: known(-0.4), CutHi: known(2),
	}
	cell := func(i int, d *verdict.Duel) study.AgainstCell {
		c := &s.Cells[i]
		return study.AgainstCell{Strategy: c.Strategy, Pairs: c.Pairs, TimeRange: c.TimeRange, Duel: d}
	}
	return &study.Against{Filter: "fear", All: d, Cells: []study.AgainstCell{cell(0, d), cell(1, &verdict.Duel{Equal: true})}}
}
