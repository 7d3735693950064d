package report_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/sheet"
)

// What is wrong with the data or with a row stands on the first screen, with what to do.
func TestFirstScreenSaysWhatIsWrong(t *testing.T) {
	s := judged(t)
	s.Blind = true
	s.Holes = []string{"A lacks.", "B lacks.", "C lacks.", "D lacks."}
	s.Joint.Cells[1].Answers.Profit.Answer, s.Joint.Cells[1].Why = verdict.Invalid, "It is invalid: Nothing to compare."
	const hint = "'remora-bt data check' lists what there is, 'remora-bt data fetch' brings what is missing."
	for _, tt := range []struct {
		opt  sheet.Options
		want string
	}{
		{sheet.Options{Quiet: true}, "        Another is invalid: Nothing to compare.\n        No context was read, by which this filter goes: --context names its folder.\n        A lacks.\n        B lacks.\n        2 more like these: -v\n        " + hint + "\n"},
		{sheet.Options{Verbose: true}, "        A lacks.\n        B lacks.\n        C lacks.\n        D lacks.\n        " + hint + "\n"},
		{sheet.Options{Format: "md", Quiet: true}, "\n\n2 more like these: -v\n\n"},
	} {
		if got := string(tables(t, s, tt.opt)); !strings.Contains(got, tt.want) {
			t.Errorf("%+v: no %q in\n%s", tt.opt, tt.want, got)
		}
	}
	s.Holes = s.Holes[:3]
	if got := string(tables(t, s, sheet.Options{Quiet: true})); !strings.Contains(got, "1 more like this: -v") {
		t.Errorf("one more is not counted in\n%s", got)
	}
}

// A filter from a file that is silent on much of the test says so: there it refuses nothing.
func TestFirstScreenSaysWhereAHistoryIsSilent(t *testing.T) {
	for share, want := range map[float64]string{0.5004: "fear says nothing of 50 % of the candles", 0.01: "fear says nothing of 1 % of the candles", 0.0099: ""} {
		for _, given := range []bool{true, false} {
			s := judged(t)
			s.Filter.Name, s.Filter.Given, s.Filter.Bars.FailOpen.Share = "fear", given, &share
			got := string(tables(t, s, sheet.Options{Quiet: true}))
			if silent := strings.Contains(got, "says nothing of"); silent != (given && want != "") || silent && !strings.Contains(got, want) {
				t.Errorf("of %v, given %v: want %q in\n%s", share, given, want, got)
			}
		}
	}
}

// The title names a filter with settings once, and a mean stake to the decimals of money.
func TestTitleNamesFilterAndStake(t *testing.T) {
	for _, tt := range []struct {
		name, profile string
		stake         float64
		want          []string
	}{
		{"default", "default+max_risk=0.7", 99.9131001, []string{"at 99.913 USDT a trade\n", "filter default+max_risk=0.7 v2 refused"}},
		{"default", "default", 100, []string{"at 100 USDT a trade\n", "filter default v2 refused"}},
		{"profile:mine.yaml", "mine of May", 0.01234, []string{"at 0.01234 USDT a trade\n", "filter profile:mine.yaml mine of May v2 refused"}},
	} {
		s := judged(t)
		s.Filter.Name, s.Filter.Profile = tt.name, &study.Profile{Name: tt.profile, Version: 2}
		for i := range s.Cells {
			s.Cells[i].Comparison = &verdict.Comparison{Stake: tt.stake}
		}
		got := string(tables(t, s, sheet.Options{Quiet: true}))
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
	}
}

// A reason why rows are invalid stands once, with every row that has it named or counted.
func TestEveryInvalidRowIsExplained(t *testing.T) {
	s := judged(t)
	const idle, missing = "It is invalid: Nothing to compare.", "It is invalid: Missing data."
	cell, whole := s.Cells[0], s.Joint.Cells[0]
	s.Cells, s.Joint.Cells = nil, nil
	for _, k := range []struct{ name, why string }{
		{"A", idle}, {"B", missing}, {"C", idle}, {"D", ""}, {"E", idle}, {"F", missing}, {"G", missing}, {"H", missing}, {"I", missing}, {"J", missing},
	} {
		cell.Strategy, whole.Why, whole.Answers.Profit.Answer = k.name, k.why, verdict.Invalid
		if k.why == "" {
			whole.Answers.Profit.Answer = verdict.NoEffect
		}
		s.Cells, s.Joint.Cells = append(s.Cells, cell), append(s.Joint.Cells, whole)
	}
	got := string(tables(t, s, sheet.Options{Quiet: true}))
	want := "        A, C and E are invalid: Nothing to compare.\n        B, F, G, H and 2 others are invalid: Missing data.\n"
	if !strings.Contains(got, want) || strings.Count(got, "Missing data.") != 1 {
		t.Errorf("no %q in\n%s", want, got)
	}
	page := write(t, s, filepath.Join(t.TempDir(), "run"))["report.html"]
	if want := "A, C and E are invalid: Nothing to compare."; strings.Count(page, want) != 1 {
		t.Errorf("%d times %q in the page, want 1", strings.Count(page, want), want)
	}
}
