package main

import (
	"encoding/json"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/internal/shared"
)

// An independent prototype shifted the published windows by 2,000 random whole-day
// offsets of at least 30 days: gain 337.8; shifted windows at 5, 50 and 95 % 333.9,
// 417.5 and 512.5; 94.5 % gained at least as much, all of them something. Its candles
// were those before the exchange restored two of January 2021, which is worth 1.4. Its
// share has a standard error of 0.5 %, its quantiles have 2.6, 1.5 and 2.6. The
// answers are those of the statistics of one run, which are held to their own
// derivations; here they must add up and say what the figures say.
func TestAudit(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the published study")
	}
	code, stdout, stderr := remora(t, "reproduce", "-d", filepath.Join(shared.Dir(t), "candles"), "--audit", "--format", "json")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	var a struct {
		published.Audit
		From string `json:"from"`
		To   string `json:"to"`

		Findings []string `json:"findings"`
	}
	if err := json.Unmarshal([]byte(stdout), &a); err != nil {
		t.Fatal(err)
	}
	near := func(what string, got, want, by float64) {
		t.Helper()
		if !(math.Abs(got-want) <= by) {
			t.Errorf("%s = %.4f, want %.4f ± %.4f", what, got, want, by)
		}
	}
	if a.Windows != 29 || len(a.Arms) != 4 {
		t.Fatalf("%d windows, %d strategies; want 29, 4", a.Windows, len(a.Arms))
	}
	p, f := &a.Shifted, &a.Answers.Profit
	near("gain", *f.Delta, 337.8, 2)
	near("gain of the arms", (a.Sum.FilteredProfit - a.Sum.BaselineProfit).Float(), *f.Delta, 1e-6)
	near("delta as a sum", *f.Less+*f.Selection, *f.Delta, 1e-9)
	if p.MinDays != 7 || p.Shifts < 2100 || p.Shifts > 2153 {
		t.Errorf("%d shifts of at least %d days", p.Shifts, p.MinDays)
	}
	near("5 % of the shifts", p.Q05, 333.9, 3*2.6)
	near("50 % of the shifts", p.Q50, 417.5, 3*1.5)
	near("95 % of the shifts", p.Q95, 512.5, 3*2.6)
	near("share that gains more", p.More, 0.945, 3*0.005)
	near("share above zero", p.Above, 1, 0)
	delta, refused := 0.0, 0
	for _, arm := range a.Arms {
		delta, refused = delta+*arm.Answers.Profit.Delta, refused+arm.Answers.Refused
	}
	near("delta of the strategies", delta, *f.Delta, 1e-6)
	if refused != a.Answers.Refused || a.Sum.BaselineTrades != a.Answers.Trades {
		t.Errorf("%d of %d trades refused, want %d of %d", a.Answers.Refused, a.Answers.Trades, refused, a.Sum.BaselineTrades)
	}
	// Choosing takes away what trading less brings: the shifted windows' mean is mostly less.
	near("what trading less brings, against the shifted windows' median", *f.Less, p.Q50, 20)
	if *f.Selection > 0 || *f.P < 0.5 || a.Answers.Profit.Answer == "HELPS" || a.Answers.Risk.Answer == "HELPS" {
		t.Errorf("selection %v with p %v, answers %s and %s", *f.Selection, *f.P, f.Answer, a.Answers.Risk.Answer)
	}
	if last := a.Findings[len(a.Findings)-1]; !strings.Contains(last, "("+string(f.Answer)+")") {
		t.Errorf("the last finding is %q, the answer is %s", last, f.Answer)
	}
	// Known of the study: 18 of 20 improved; eight wallets ran out, MACD's six years are its first two.
	if a.Improved != 18 || a.Compared != 20 || len(a.Ruined) != 8 || len(a.Duplicate) != 2 {
		t.Errorf("%d of %d improved, %d ruined, %d duplicates; want 18 of 20, 8, 2", a.Improved, a.Compared, len(a.Ruined), len(a.Duplicate))
	}
}

func TestAuditOfSomeCells(t *testing.T) {
	code, _, stderr := remora(t, "reproduce", "-d", t.TempDir(), "--audit", "--cell", "MACD")
	if code != exitUsage || !strings.Contains(stderr, "leave --cell out") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}
