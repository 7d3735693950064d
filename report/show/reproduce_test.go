package show_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
)

// figure is one of which ours lies so far from the published.
func figure(label, printed, ours string, by float64) published.Figure {
	return published.Figure{Label: label, Published: printed, Ours: ours, Difference: &by, Equal: printed == ours}
}

// The first screen counts the reports that agree, answers, and names what differs most;
// it is printed last too, with at most 40 lines between.
func TestReproducedInShort(t *testing.T) {
	equal := []published.Figure{figure("Total Trades", "100", "100", 0), figure("Sharpe", "-0.10", "-0.10", 0.004)}
	differs := []published.Figure{
		figure("Total Trades", "100", "98", -2), figure("Sharpe", "-0.10", "-0.13", -0.03), figure("Drawdown duration", "1 days", "9 days", 11520),
	}
	made := func(verdicts ...published.Verdict) (cells []published.Reproduction) {
		for i, v := range verdicts {
			c := published.Reproduction{Report: published.Reports()[i], Figures: equal, Verdict: v}
			switch v {
			case published.Explained:
				c.Figures, c.Reasons = differs, []string{"a candle was restored"}
			case published.Different:
				c.Figures = differs
			case published.Uncovered:
				c.Figures, c.Notes = nil, []string{"not covered: the candles end"}
			}
			cells = append(cells, c)
		}
		return cells
	}
	printed := func(cells []published.Reproduction, d show.Detail) string {
		var b bytes.Buffer
		p := show.To(&b, table.Options{Width: 80})
		if p.Published(cells, d); p.Err() != nil {
			t.Fatal(p.Err())
		}
		return b.String()
	}
	const most = "What differs: Drawdown duration in 1 report, Sharpe in 1, Total Trades in 1\nThe largest difference: Sharpe −0.13, published −0.10 (30.0 % of it), in\n"
	for _, tt := range []struct {
		name     string
		verdicts []published.Verdict
		want     string
	}{
		{"equal", []published.Verdict{published.Equal, published.Equal}, "2 reports: 2 equal, 0 explained by known candles, 0 different\nReproduced: every figure is equal.\n\n"},
		{"explained", []published.Verdict{published.Equal, published.Explained}, "\nReproduced: with the known candles as they were then, every figure is equal.\n" + most},
		{"different", []published.Verdict{published.Equal, published.Different}, "\nNot reproduced: nothing known explains what differs in 1 of them.\n" + most},
		{"different and uncovered", []published.Verdict{published.Different, published.Uncovered}, ", 1 not covered\nNot reproduced: "},
		{"uncovered in part", []published.Verdict{published.Equal, published.Uncovered}, ", 1 not covered\nReproduced as far as the candles reach: 1 of 2 reports were not run.\n\n"},
		{"uncovered", []published.Verdict{published.Uncovered}, "\nNothing was reproduced: the candles cover none of it.\n"},
	} {
		quiet := printed(made(tt.verdicts...), show.Detail{Quiet: true})
		if !strings.Contains(quiet, tt.want) {
			t.Errorf("%s: no %q in\n%s", tt.name, tt.want, quiet)
		}
	}
	many := made(slices.Repeat([]published.Verdict{published.Explained}, 46)...)
	for i := range many {
		many[i].Reasons = []string{many[i].Report.Name() + " has a reason of its own"}
	}
	first, brief := printed(many, show.Detail{Quiet: true})+"every table: -v\n", printed(many, show.Detail{})
	between, ok := strings.CutSuffix(strings.TrimPrefix(brief, first), first)
	if !ok || strings.Count(between, "\n") > 40 || !strings.Contains(between, "26 more rows: -v") || !strings.Contains(between, "15 more notes: -v") {
		t.Errorf("want first and last\n%sand at most 40 lines between them, but printed is\n%s", first, brief)
	}
	if full := printed(many, show.Detail{Verbose: true}); strings.Contains(full, "more rows") || strings.Count(full, "of its own") != 46 {
		t.Errorf("verbose: rows or notes are missing in\n%s", full)
	}
	if all := printed(made(published.Equal, published.Equal), show.Detail{}); strings.Count(all, "Reproduced:") != 1 {
		t.Errorf("nothing stands between the first screen and the last, so that one is enough:\n%s", all)
	}
}

// The largest difference is the one that is largest beside the published figure; beside 0
// none has a size.
func TestTheLargestDifference(t *testing.T) {
	for _, tt := range []struct {
		figures []published.Figure
		want    string
	}{
		{[]published.Figure{figure("Worst day", "1.000", "0.200", -0.8), figure("Best day", "-0.324", "-0.841", -0.517)}, "difference: Best day −0.841, published −0.324 (159.6 % of it), in "},
		{[]published.Figure{figure("Worst day", "-0.100", "0.000", 0.1), figure("Sharpe", "0.00", "5.00", 5)}, "difference: Worst day 0.000, published −0.100 (100.0 % of it), in "},
		{[]published.Figure{figure("Sharpe", "0.00", "5.00", 5)}, ""},
	} {
		var b bytes.Buffer
		p := show.To(&b, table.Options{Width: 200})
		p.Published([]published.Reproduction{{Report: published.Reports()[0], Figures: tt.figures, Verdict: published.Different}}, show.Detail{Quiet: true})
		if got := b.String(); !strings.Contains(got, tt.want) || tt.want == "" && strings.Contains(got, "largest") {
			t.Errorf("no %q in\n%s", tt.want, got)
		}
	}
}
