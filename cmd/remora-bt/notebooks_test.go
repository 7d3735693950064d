package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// withPython is a Python that has modules. REMORA_PYTHON names one and promises that
// it has them; without it the test is skipped where there is none.
func withPython(t *testing.T, modules ...string) string {
	t.Helper()
	promised := os.Getenv("REMORA_PYTHON")
	python := promised
	if python == "" {
		var err error
		if python, err = exec.LookPath("python3"); err != nil {
			t.Skip("needs python3 with ", strings.Join(modules, ", "))
		}
	}
	out, err := exec.CommandContext(t.Context(), python, "-c", "import "+strings.Join(modules, ", ")).CombinedOutput()
	switch {
	case err != nil && promised != "":
		t.Fatalf("REMORA_PYTHON=%s: %v: %s", promised, err, out)
	case err != nil:
		t.Skipf("needs %s in %s; REMORA_PYTHON names another: %s", strings.Join(modules, ", "), python, out)
	}
	return python
}

// The snippets of notebooks.md run one by one on the folder that its command writes,
// whose files agree with each other.
func TestNotebooks(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a study and Python")
	}
	python := withPython(t, "pandas", "duckdb")
	check := document(t, "cmd/remora-bt/testdata/files.py")
	page := blocks(document(t, "docs/notebooks.md"))
	t.Chdir(t.TempDir())
	var printed []string
	for _, b := range page {
		switch b.language {
		case "sh":
			for _, l := range b.lines() {
				runLine(t, "", "notebooks.md", l, "")
			}
		case "python":
			cmd := exec.CommandContext(t.Context(), python, "-W", "error", "-c", b.text)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Errorf("notebooks.md:%d: %v: %s", b.first, err, out)
			}
			printed = append(printed, string(out))
		}
	}
	if len(printed) != 3 {
		t.Fatalf("%d snippets, want 3", len(printed))
	}
	if out, err := exec.CommandContext(t.Context(), python, "-c", check).CombinedOutput(); err != nil || !strings.HasPrefix(string(out), "checked ") {
		t.Errorf("files.py: %v: %s", err, out)
	}
	for i, want := range [][]string{
		{"baseline", "delta", "filtered", "NFIQuickstart", "RSIEMA", "20230801-20240201", "daily_cvar_5"},
		{"baseline", "filtered", "answers.risk.p"},
		{"exit_signal", "mean_bp", "very_low"},
	} {
		for _, word := range want {
			if !strings.Contains(printed[i], word) {
				t.Errorf("snippet %d does not print %q: %s", i+1, word, printed[i])
			}
		}
		if strings.Contains(printed[i], "NaN") {
			t.Errorf("snippet %d prints NaN: %s", i+1, printed[i])
		}
	}
}
