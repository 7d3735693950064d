package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/signals/profile"
)

// What docs/reference.md says of the built-in profiles on real candles is what run says.
func TestDocsOfProfiles(t *testing.T) {
	if testing.Short() {
		t.Skip("runs six years of real candles three times")
	}
	data := shared.Dir(t)
	text, err := os.ReadFile(filepath.Join(shared.Root(t), "docs", "reference.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range profile.All() {
		code, stdout, stderr := remora(t, "run", "-d", filepath.Join(data, "candles"), "--context", filepath.Join(data, "context"), "-p", "BTC/USDT",
			"-s", "NFIQuickstart,MACDCross,RSIEMA,BollingerBreakout", "--timerange", "20200101-20251120", "--filter", p.Name, "--format", "json")
		var found struct{ Answers verdict.Answers }
		if err := json.Unmarshal([]byte(stdout), &found); code != exitOK || err != nil {
			t.Fatalf("%s: exit code %d, %v: %s", p.Name, code, err, stderr)
		}
		a, r := &found.Answers.Profit, &found.Answers.Risk
		row := fmt.Sprintf("| `%s` | %.1f | %+.0f | %+.0f | %+.0f | %+.1f (%+.1f to %+.1f) | %s | %.1f | %+.1f (%+.1f to %+.1f) | %s |",
			p.Name, *found.Answers.RefusedPct, *a.Delta, math.Round(*a.Delta)-math.Round(*a.Selection), *a.Selection, *a.BP, *a.BPLo, *a.BPHi, a.Answer, *r.Cut, *r.Beyond, *r.BeyondLo, *r.BeyondHi, r.Answer)
		row = strings.ReplaceAll(row, "+0.0 (", "0.0 (")
		if !strings.Contains(string(text), row+"\n") {
			t.Errorf("docs/reference.md lacks\n%s", row)
		}
		if words := fmt.Sprintf("profit %s, worst days %s", a.Answer, r.Answer); !strings.Contains(p.Found, words) {
			t.Errorf("the profile %s says it found %q, want %q", p.Name, p.Found, words)
		}
	}
}
