package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/looks"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// A sweep is one look at the data that a run looks at, however often it is made; one
// of other values is another.
func TestSweepIsOneLook(t *testing.T) {
	dir, out := sweepDir(t), t.TempDir()
	said := func(want string, args ...string) {
		t.Helper()
		code, stdout, stderr := remora(t, args...)
		if code != exitOK || !strings.Contains(strings.Join(strings.Fields(stdout), " "), want) {
			t.Fatalf("exit code %d, stderr %q; stdout lacks %q:\n%s", code, stderr, want, stdout)
		}
	}
	run := append([]string{"run", "--filter", "default", "--charts", "none", "--output", filepath.Join(out, "run")}, sweepArgs(dir)[1:7]...)
	said("look 1 of these data", append(run, "--strategy-list", "RSIEMA")...)
	said("look 2 of these data", sweepArgs(dir, "--output", filepath.Join(out, "a"))...)
	said("look 2 of these data", sweepArgs(dir, "--output", filepath.Join(out, "b"))...)
	said("look 3 of these data", sweepArgs(dir, "--fees", "0.002", "--output", filepath.Join(out, "c"))...)

	text, err := os.ReadFile(filepath.Join(out, looks.File))
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	if len(lines) != 4 {
		t.Fatalf("%d lines, want one of each:\n%s", len(lines), text)
	}
	var first, sweeps looks.Look
	for i, look := range []*looks.Look{&first, &sweeps} {
		if err := json.Unmarshal(lines[i], look); err != nil {
			t.Fatal(err)
		}
	}
	if sweeps.Data != first.Data || sweeps.Filter == first.Filter || sweeps.Strategy != "MACDCross,RSIEMA" {
		t.Errorf("the sweep's look is %+v, that of the run before %+v", sweeps, first)
	}
}

// Beside a mount point no list is begun.
func TestLookAtAMountPoint(t *testing.T) {
	const mounted = "/dev/shm"
	if info, err := os.Stat(mounted); err != nil || !info.IsDir() {
		t.Skip("needs " + mounted)
	}
	var stderr bytes.Buffer
	said := addLook(mounted, looks.Look{Data: "d", Filter: "f"}, &stderr)
	if _, err := os.Stat(filepath.Join(filepath.Dir(mounted), looks.File)); err == nil {
		t.Error("a list was begun above it")
	}
	if want := "warning: this look is not written down: /dev/shm is a mount point"; said != "" || !strings.HasPrefix(stderr.String(), want) {
		t.Errorf("said %q, warned %q, want %q", said, stderr.String(), want)
	}
	if said := addLook(t.TempDir(), looks.Look{Data: "d", Filter: "f"}, &stderr); said != "look 1 of these data" {
		t.Errorf("in a folder of its own: %q", said)
	}
}

// What is worth having decides which settings have no effect.
func TestSweepTakesWhatIsWorthwhile(t *testing.T) {
	dir := sweepDir(t)
	count := func(worthwhile string) (none, open int) {
		t.Helper()
		code, stdout, stderr := remora(t, sweepArgs(dir, "--worthwhile", worthwhile, "--format", "json")...)
		if code != exitOK {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		var found struct {
			Cells []struct{ Points []sweep.Judged }
		}
		if err := json.Unmarshal([]byte(stdout), &found); err != nil {
			t.Fatal(err)
		}
		for _, c := range found.Cells {
			for _, p := range c.Points {
				switch {
				case p.Answer == verdict.NoEffect:
					none++
				case p.Answer == verdict.Inconclusive && len(p.Doubts) == 0:
					open++
				}
			}
		}
		return none, open
	}
	if none, open := count("9999"); none == 0 || open > 0 {
		t.Errorf("nothing is worthwhile: %d settings without effect and %d open, want some and none", none, open)
	}
	if none, open := count("0.0001"); none > 0 || open == 0 {
		t.Errorf("anything is worthwhile: %d settings without effect and %d open, want none and some", none, open)
	}
}

// A sweep does not go into the folder of a run, which then would hold foreign files.
func TestSweepIntoARun(t *testing.T) {
	out := filepath.Join(t.TempDir(), "run")
	args := []string{"--strategy-list", "RSIEMA", "--timerange", "20230101-20230401", "-q", "-o", out}
	if code, _, stderr := remora(t, append([]string{"run", "--charts", "none"}, args...)...); code != exitOK {
		t.Fatal(stderr)
	}
	code, _, stderr := remora(t, append([]string{"sweep", "--set", "max_risk=0.5"}, args...)...)
	if code != exitUsage || !strings.Contains(stderr, out+": holds manifest.json") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if code, stdout, stderr := remora(t, "verify", out); code != exitOK {
		t.Errorf("the run is not as it was: %s%s", stdout, stderr)
	}
}
