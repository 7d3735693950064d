package runfolder_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// The answers read back as they were written, also that of a cell without one.
func TestAnswersReadBack(t *testing.T) {
	x := func(v float64) *float64 { return &v }
	all := verdict.Answers{
		Profit: verdict.ProfitAnswer{Answer: verdict.Hurts, P: x(0.99), PWorse: x(0.01), PAdjusted: x(0.02), Delta: x(1), Less: x(3), Selection: x(-2), BP: x(-4.5)},
		Risk:   verdict.RiskAnswer{Answer: verdict.NoEffect, TailDays: 30, Beyond: x(-1.5)},
		Trades: 100, Refused: 31, RefusedPct: x(31), Shifts: 700, Placebo: "days", Reasons: []string{"A sentence."},
	}
	left := all
	left.Profit.Answer, left.Risk.Answer = "", ""
	s := studied(t, 0.001)
	other := s.Cells[0]
	other.TimeRange, other.AskedRange = "20220310-", "20220310-"
	s.Cells = append(s.Cells, other)
	s.Joint = &verdict.Joint{Answers: all, Counted: 1, Notes: []string{"A note."}, Cells: []verdict.JointCell{{Counted: true, Answers: all}, {Why: "It overlaps.", Answers: left}}}
	s.Cells[0].Comparison = &verdict.Comparison{Health: verdict.Health{Coverage: &verdict.Coverage{Rows: 9, RowsStale: 2}}}
	f, err := runfolder.Open(written(t, s))
	must(t, err)
	if !reflect.DeepEqual(*f.Answers, all) || !reflect.DeepEqual(f.Notes, s.Joint.Notes) || f.Currency() != "USDT" {
		t.Errorf("answers %+v, notes %q, currency %q", f.Answers, f.Notes, f.Currency())
	}
	for i, want := range s.Joint.Cells {
		got := f.Cell(f.Cells[i].Key)
		if got.Counted != want.Counted || got.Why != want.Why || !reflect.DeepEqual(got.Answers, want.Answers) {
			t.Errorf("cell %d = %+v, want %+v", i, got, want)
		}
	}
	if c := f.Cells[0].Coverage; c == nil || c.Rows != 9 || c.RowsStale != 2 {
		t.Errorf("coverage %+v", c)
	}
	// Trades of two ranges do not mix, whatever the order of their rows.
	for _, r := range f.Runs {
		if n := r.Metrics["total_trades"].Number; float64(len(r.Trades)) != n || n == 0 {
			t.Errorf("%s has %d trades, want %v", r.Key, len(r.Trades), n)
		}
	}
}

// Cells that cannot be are refused.
func TestCellsAreChecked(t *testing.T) {
	s := studied(t, 0.001)
	s.Joint = &verdict.Joint{Cells: make([]verdict.JointCell, 1)}
	for _, tt := range []struct {
		name  string
		spoil func(string) string
		fault string
	}{
		{"cell of no run", func(t string) string {
			return strings.Replace(t, `"timerange_asked": "20220301-"`, `"timerange_asked": "2021"`, 1)
		}, "has no run"},
		{"cell of other rows", func(t string) string { return strings.Replace(t, `"timerange": "20220301-"`, `"timerange": "2021"`, 1) }, "has no run"},
	} {
		dir := written(t, s)
		edit(t, dir, "summary.json", true, tt.spoil)
		if _, err := runfolder.Open(dir); err == nil || !strings.Contains(err.Error(), tt.fault) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.fault)
		}
	}
}
