package main

import (
	"strings"
	"testing"
)

// A study at fault is refused with its file, line and a caret under the value, in
// words of the study.
func TestStudyRefuses(t *testing.T) {
	const head = "pairs: [BTC/USDT]\nstrategy_list: [RSIEMA]\n"
	for _, tt := range []struct{ name, text, want string }{
		{"fraction of a trade", "max_open_trades: 1.9", "[3:18] max_open_trades: found 1.9, expected a whole number"},
		{"fraction of a candle", "startup_candle_count: 2.9", "[3:23] startup_candle_count: found 2.9, expected a whole number"},
		{"octal", "max_open_trades: 010", "[3:18] max_open_trades: found 010, which YAML reads as an octal number"},
		{"octal stake", "stake_amount: 010", "[3:15] stake_amount: found 010, which YAML reads as an octal number"},
		{"octal ROI", `minimal_roi: {"0": 010}`, "minimal_roi.0: found 010, which YAML reads as an octal number"},
		{"negative trades", "max_open_trades: -7", "[3:18] max_open_trades -7: expected a whole number above 0, or -1 for no limit"},
		{"second document", "fee: 0.1\n---\nfee: 0.2", "[4:1] more than one YAML document"},
		{"NaN stop", "stoploss: .nan", "[3:11] stoploss NaN: expected a ratio"},
		{"negative fee", "fee: -0.1", "[3:6] fee -0.1: expected a ratio"},
		{"list for a fee", "fee: [1]", "[3:6] fee: found a list, expected a number"},
		{"list for a stake", "stake_amount: [100]", `[3:15] stake_amount: stake amount "[100]": expected a number or unlimited`},
		{"infinite stake", "stake_amount: inf", "[3:15] stake amount +Inf: expected"},
		{"rising ROI", `minimal_roi: {"0": 0.01, "60": 0.05}`, "[3:14] minimal_roi: roi is not descending"},
		{"trailing", "trailing_stop: true\ntrailing_stop_positive: 0", "[4:25] trailing_stop_positive 0: expected"},
		{"timeframe", "timeframe: 5x", `[3:12] timeframe "5x"`},
		{"filter", "filter: magic", `[3:9] filter "magic": expected`},
		{"steps", "amount_step: {A/USDT: 1, B/USDT: 1, C/USDT: 1, D/USDT: 1, E/USDT: 1}", `amount step for "A/USDT", "B/USDT", "C/USDT", 2 more, not among the pairs`},
		{"alias", "fee: *a", "[3:6] an alias (*)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := writeFile(t, "study.yaml", head+tt.text+"\n")
			code, stdout, stderr := remora(t, "run", "-c", path)
			if code != exitUsage || stdout != "" || !strings.Contains(stderr, path+": ") || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit code %d, stdout %q, stderr:\n%s\nwant %d and %q", code, stdout, stderr, exitUsage, tt.want)
			}
			if n := strings.Count(stderr, "^"); n != 1 {
				t.Errorf("%d carets in:\n%s", n, stderr)
			}
		})
	}
}

// A gate is read with the same care.
func TestGateRefusesAliases(t *testing.T) {
	path := writeFile(t, "gate.yaml", "rules: [&a {check: total_trades > 0}, *a]\n")
	code, _, stderr := remora(t, "gate", "--run", t.TempDir(), "-c", path)
	if code != exitUsage || !strings.Contains(stderr, "[1:9] an anchor (&)") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}

func TestStudyIsNone(t *testing.T) {
	for name, text := range map[string]string{"the study is empty": "# nothing\n", "not a text file": "fee\x1b[2J: 1\n"} {
		code, _, stderr := remora(t, "run", "-c", writeFile(t, "study.yaml", text))
		if code != exitUsage || !strings.Contains(stderr, name) || strings.Contains(stderr, "\x1b") {
			t.Errorf("%q: exit code %d, stderr %q, want %q", text, code, stderr, name)
		}
	}
	if code, _, stderr := remora(t, "run", "-c", "/dev/zero"); code != exitUsage {
		t.Errorf("a study without end: exit code %d, %s", code, stderr)
	}
}

// A flag that overrides a key is what its fault is about, not the file.
func TestFaultOfFlag(t *testing.T) {
	path := writeFile(t, "study.yaml", "fee: 0.001\n")
	code, _, stderr := remora(t, "run", "-c", path, "--fee", "2")
	if code != exitUsage || !strings.Contains(stderr, "fee 2: ") || strings.Contains(stderr, "study.yaml") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}

func TestFaultsAreFew(t *testing.T) {
	var pairs []string
	for range 100 {
		pairs = append(pairs, "x")
	}
	code, _, stderr := remora(t, "run", "-p", strings.Join(pairs, ","))
	if n := strings.Count(stderr, "\n"); code != exitUsage || n > 8 || !strings.Contains(stderr, "and 93 more faults") {
		t.Errorf("exit code %d, %d lines: %s", code, n, stderr)
	}
}
