package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/looks"
)

// refusals is a filter that refuses ten days of the sample.
func refusals(t *testing.T, name string) string {
	t.Helper()
	return "blocks:" + writeFile(t, name, `{"windows":[{"from":"2023-01-10 00:00","to":"2023-01-20 00:00"}]}`)
}

// A filter against the same filter under another name is equal, whatever was traded;
// against one that refuses other days it is not.
func TestAgainst(t *testing.T) {
	args := []string{"run", "-d", sampleDir(t), "-p", "BTC/USDT", "-s", "NFIQuickstart", "--filter", refusals(t, "a.json")}
	later := "blocks:" + writeFile(t, "c.json", `{"windows":[{"from":"2023-01-22 00:00","to":"2023-02-01 00:00"}]}`)
	for _, tt := range []struct {
		second string
		equal  bool
	}{{refusals(t, "b.json"), true}, {later, false}} {
		code, stdout, stderr := remora(t, append(args, "--against", tt.second, "--format", "json")...)
		if code != exitOK {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		var summary struct {
			Against *struct {
				Filter string
				All    struct {
					Equal     bool
					P         *float64
					Selection *float64 `json:"selection_bp"`
				}
				Cells []struct{ Equal bool }
			}
		}
		if err := json.Unmarshal([]byte(stdout), &summary); err != nil || summary.Against == nil {
			t.Fatalf("%v, against %v", err, summary.Against)
		}
		a := summary.Against
		if a.Filter != tt.second || a.All.Equal != tt.equal || len(a.Cells) != 1 || a.Cells[0].Equal != tt.equal {
			t.Errorf("%+v, want equal %t", a, tt.equal)
		}
		code, stdout, _ = remora(t, append(args, "--against", tt.second, "--quiet")...)
		if code != exitOK || strings.Contains(stdout, "equal") != tt.equal || !strings.Contains(stdout, "\nAGAINST ") {
			t.Errorf("exit code %d, want equal %t in\n%s", code, tt.equal, stdout)
		}
	}
	for _, tt := range [][2]string{{"none", later}, {later, "none"}} {
		code, _, stderr := remora(t, append(args, "--filter", tt[0], "--against", tt[1])...)
		if code != exitUsage || !strings.Contains(stderr, "expected two filters to hold against each other") {
			t.Errorf("%v: exit code %d, stderr %q", tt, code, stderr)
		}
	}
}

// Each run that is written leaves a line beside its folder. A run that finds what one
// before found is no new look; one through another filter is.
func TestLooksAreCounted(t *testing.T) {
	dir, candles := t.TempDir(), sampleDir(t)
	other := "blocks:" + writeFile(t, "o.json", `{"windows":[{"from":"2023-01-22 00:00","to":"2023-02-01 00:00"}]}`)
	first := refusals(t, "a.json")
	for i, tt := range []struct{ filter, want string }{
		{first, "look 1 of these data"}, {first, "look 1 of these data"}, {other, "look 2 of these data"},
	} {
		out := filepath.Join(dir, string(rune('a'+i)))
		code, stdout, stderr := remora(t, "run", "-d", candles, "-p", "BTC/USDT", "-s", "NFIQuickstart", "--filter", tt.filter, "-o", out)
		if code != exitOK || !strings.Contains(strings.Join(strings.Fields(stdout), " "), tt.want) {
			t.Errorf("run %d: exit code %d, %s, want %q in\n%s", i, code, stderr, tt.want, stdout)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, looks.File))
	if n := strings.Count(string(text), "\n"); err != nil || n != 3 {
		t.Errorf("%d lines, %v, want one a run", n, err)
	}
	if code, stdout, _ := remora(t, "run", "-d", candles, "-p", "BTC/USDT", "-s", "NFIQuickstart", "--filter", first); code != exitOK || strings.Contains(stdout, "look ") {
		t.Errorf("a run that is not written counts: exit code %d\n%s", code, stdout)
	}
}

// Forty days of noise say nothing, and no filter asks nothing. The output is written
// all the same.
func TestRequireConclusive(t *testing.T) {
	base := []string{"run", "-d", sampleDir(t), "-p", "BTC/USDT", "-s", "NFIQuickstart", "--require-conclusive"}
	for _, tt := range []struct{ filter, want string }{
		{"none", "inconclusive: a run without a filter has no answers"},
		{refusals(t, "a.json"), "inconclusive: the answer about profit is INCONCLUSIVE"},
	} {
		out := filepath.Join(t.TempDir(), "run")
		code, stdout, stderr := remora(t, append(base, "--filter", tt.filter, "-o", out)...)
		if code != exitInconclusive || !strings.Contains(stderr, tt.want) || stdout == "" {
			t.Errorf("%s: exit code %d, stderr %q, want %d and %q", tt.filter, code, stderr, exitInconclusive, tt.want)
		}
		if _, err := os.Stat(filepath.Join(out, "summary.json")); err != nil {
			t.Error(err)
		}
	}
}

// What is worth having lies above 0 and within what there can be.
func TestWorthwhileBounds(t *testing.T) {
	for _, tt := range []struct{ flag, value, want string }{
		{"--worthwhile", "0", "worthwhile 0: expected basis points above 0 and at most 10000"},
		{"--worthwhile", "-1", "worthwhile -1: expected basis points"},
		{"--worthwhile", "10000.5", "worthwhile 10000.5: expected basis points"},
		{"--worthwhile", "NaN", "worthwhile NaN: expected basis points"},
		{"--worthwhile-tail", "0", "worthwhile_tail 0: expected points above 0 and at most 100"},
		{"--worthwhile-tail", "100.5", "worthwhile_tail 100.5: expected points"},
		{"--worthwhile-tail", "NaN", "worthwhile_tail NaN: expected points"},
	} {
		code, stdout, stderr := remora(t, "run", tt.flag+"="+tt.value)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, tt.want) {
			t.Errorf("%s=%s: exit code %d, stderr %q, want %d and %q", tt.flag, tt.value, code, stderr, exitUsage, tt.want)
		}
	}
	dir := sampleDir(t)
	for _, words := range [][]string{{"--worthwhile=10000", "--worthwhile-tail=100"}, {"--worthwhile=1e-9", "--worthwhile-tail=1e-9"}} {
		if code, _, stderr := remora(t, append([]string{"run", "-d", dir, "-p", "BTC/USDT", "-s", "RSIEMA"}, words...)...); code != exitOK {
			t.Errorf("%v: exit code %d: %s", words, code, stderr)
		}
	}
}
