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
// offsets of at least 30 days: gain 337.8; placebos at 5, 50 and 95 % 333.9, 417.5
// and 512.5; 94.5 % gained at least as much, all of them something. Its candles were
// those before the exchange restored two of January 2021, which is worth 1.4. Its
// share has a standard error of 0.5 %, its quantiles have 2.6, 1.5 and 2.6.
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
	if a.Windows != 29 || len(a.Arms) != 4 || len(a.Placebos) != 2 {
		t.Fatalf("%d windows, %d strategies, %d distributions; want 29, 4, 2", a.Windows, len(a.Arms), len(a.Placebos))
	}
	near("gain", a.Sum.Gain, 337.8, 2)
	p := a.Placebos[1]
	if p.MinDays != 30 || p.Shifts < 2000 || p.Shifts > 2153 {
		t.Errorf("%d shifts of at least %d days", p.Shifts, p.MinDays)
	}
	near("5 % of the shifts", p.Q05, 333.9, 3*2.6)
	near("50 % of the shifts", p.Q50, 417.5, 3*1.5)
	near("95 % of the shifts", p.Q95, 512.5, 3*2.6)
	near("share at least as good", *p.Gain.AsGood, 0.945, 3*0.005)
	near("share above zero", *p.Gain.AboveZero, 1, 0)
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
