package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/table"
)

func TestListFormats(t *testing.T) {
	for _, name := range catalogNames {
		for _, format := range table.Formats {
			code, stdout, stderr := remora(t, "list", name, "--format", format)
			if code != exitOK || stdout == "" {
				t.Errorf("list %s --format %s: exit code %d, %s", name, format, code, stderr)
			}
			if format != "json" {
				continue
			}
			var rows []map[string]any
			if err := json.Unmarshal([]byte(stdout), &rows); err != nil || len(rows) == 0 || len(rows[0]) != len(catalogOf(name).Columns) {
				t.Errorf("list %s as JSON: %v, %d rows", name, err, len(rows))
			}
		}
	}
}

func TestVersionFlag(t *testing.T) {
	_, word, _ := remora(t, "version")
	code, flag, _ := remora(t, "--version")
	if code != exitOK || word != flag || !strings.HasPrefix(flag, "remora-bt "+version+" (") {
		t.Errorf("exit code %d; version prints %q, --version %q", code, word, flag)
	}
}

func TestLibraryCommandsRefuse(t *testing.T) {
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"completion", "foo"}, exitUsage, `unknown command "foo" for "remora-bt completion"`},
		{[]string{"help", "nope"}, exitUsage, `unknown command "nope"`},
		{[]string{"help", "data", "nope"}, exitUsage, `unknown command "data nope"`},
		{[]string{"help", "rum"}, exitUsage, "did you mean run?"},
		{[]string{"help", "run"}, exitOK, "Usage:\n  remora-bt run"},
		{[]string{"help"}, exitOK, "Available Commands"},
		{[]string{"help", "data", "check"}, exitOK, "remora-bt data check"},
		{[]string{"completion"}, exitOK, "bash"},
		{[]string{"completion", "bash"}, exitOK, "complete"},
	} {
		code, stdout, stderr := remora(t, tt.args...)
		if code != tt.code || !strings.Contains(stdout+stderr, tt.want) {
			t.Errorf("%q: exit code %d, stdout %.300q, stderr %q; want %d and %q", tt.args, code, stdout, stderr, tt.code, tt.want)
		}
	}
}

func TestCompletion(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"run", "--format", ""}, "table\njson\ncsv\nmd\n"},
		{[]string{"run", "--format", "j"}, "json\n"},
		{[]string{"run", "--strategy-list", "RSI"}, "RSIEMA\n"},
		{[]string{"run", "--strategy-list", "RSIEMA,MAC"}, "RSIEMA,MACDCross\n"},
		{[]string{"run", "--breakdown", "mo"}, "month\n"},
		{[]string{"run", "--filter", "bl"}, "blocks:\n"},
		{[]string{"list", "m"}, "metrics\n"},
	} {
		_, stdout, stderr := remora(t, append([]string{"__complete"}, tt.args...)...)
		if got, _, _ := strings.Cut(stdout, ":"+"4\n"); !strings.HasPrefix(stdout, tt.want) {
			t.Errorf("%q completes to %q, want %q (%s)", tt.args, got, tt.want, stderr)
		}
	}
}

// Man pages hold no date, and each is titled after its command.
func TestMan(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "man")
	if code, _, stderr := remora(t, "man", dir); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	for name, title := range map[string]string{"remora-bt": "REMORA-BT", "remora-bt-run": "REMORA-BT-RUN", "remora-bt-data-check": "REMORA-BT-DATA-CHECK"} {
		text, err := os.ReadFile(filepath.Join(dir, name+".1"))
		if err != nil {
			t.Fatal(err)
		}
		if want := `.TH "` + title + `" "1" "" "remora-bt ` + version; !strings.Contains(string(text), want) || strings.Contains(string(text), "Auto generated") {
			t.Errorf("%s does not begin with %s:\n%.200s", name, want, text)
		}
	}
}

func TestPairInOtherLetters(t *testing.T) {
	code, _, stderr := remora(t, "run", "-d", sampleDir(t), "-p", "btc/usdt", "-s", "RSIEMA")
	if code != exitData || !strings.Contains(stderr, "did you mean BTC/USDT?") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}

func TestAmountStepTwice(t *testing.T) {
	for _, args := range [][]string{
		{"--amount-step", "BTC/USDT=1,BTC/USDT=2"}, {"--amount-step", "BTC/USDT=1", "--amount-step", "BTC/USDT=2"},
	} {
		code, _, stderr := remora(t, append([]string{"run"}, args...)...)
		if code != exitUsage || !strings.Contains(stderr, "BTC/USDT is given twice") {
			t.Errorf("%q: exit code %d, stderr %q", args, code, stderr)
		}
	}
}
