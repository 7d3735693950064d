package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The answers of a run are what the script in scripts/ derives from the run's own
// entries and mask by definition. A figure that is changed is found.
func TestRunIsRederived(t *testing.T) {
	if testing.Short() {
		t.Skip("walks every shift in Python")
	}
	python := withPython(t, "pandas", "pyarrow", "numpy")
	script, err := filepath.Abs("../../scripts/rederive_run.py")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if code, _, stderr := remora(t, "run", "--timeframe", "1h", "--timerange", "20230201-20230901", "--strategy-list", "RSIEMA", "--filter", "calm", "--charts", "none", "-q", "-o", "out"); code != exitOK {
		t.Fatal(stderr)
	}
	rederive := func() (string, error) {
		out, err := exec.CommandContext(t.Context(), python, script, "out").CombinedOutput()
		return string(out), err
	}
	if out, err := rederive(); err != nil || !strings.Contains(out, "21 figures") {
		t.Fatalf("%v: %s", err, out)
	}
	for _, filter := range []string{"none", "blocks:none.json"} { // nothing to derive
		if err := os.WriteFile("none.json", []byte("[]"), 0o644); err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := remora(t, "run", "--timeframe", "1h", "--timerange", "20230201-20230901", "--strategy-list", "RSIEMA", "--filter", filter, "--charts", "none", "-q", "-o", "empty", "--force"); code != exitOK {
			t.Fatal(stderr)
		}
		out, err := exec.CommandContext(t.Context(), python, script, "empty").CombinedOutput()
		if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != 2 || strings.Contains(string(out), "Traceback") {
			t.Errorf("%s: %v: %s", filter, err, out)
		}
	}
	text, err := os.ReadFile("out/summary.json")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.ReplaceAll(string(text), `"p_worse": 0`, `"p_worse": 1`)
	if err := os.WriteFile("out/summary.json", []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := rederive(); err == nil || !strings.Contains(out, "profit.p_worse is 1") {
		t.Errorf("a changed figure passes: %s", out)
	}
}
