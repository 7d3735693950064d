package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// twoRuns are the folders of two runs on the same candles that differ in the fee.
func twoRuns(t *testing.T) (a, b string) {
	t.Helper()
	a, candles := finished(t)
	b = filepath.Join(t.TempDir(), "b")
	code, _, stderr := remora(t, "run", "-d", candles, "-p", "BTC/USDT,ETH/USDT", "-s", "NFIQuickstart,RSIEMA", "--fee", "0.002", "--output", b)
	if code != exitOK {
		t.Fatalf("run: exit code %d: %s", code, stderr)
	}
	return a, b
}

func TestCompareFormats(t *testing.T) {
	t.Setenv("COLUMNS", "120")
	a, b := twoRuns(t)
	tests := []struct {
		name string
		args []string
		want []string
	}{
		{"table", nil, []string{"\nfee ", "\nNFIQuickstart baseline ", "profit_total_abs", "every table: -v"}},
		{"every metric", []string{"-v"}, []string{"\nfee ", "0.001", "0.002", "NFIQuickstart BTC/USDT ETH/USDT 20230101-20230210 baseline", "profit_total_abs", "Trades: ", "only in a", "~ the difference cannot be told"}},
		{"markdown", []string{"--format", "md", "-v"}, []string{"| fee | 0.001 | 0.002 |", "## NFIQuickstart BTC/USDT ETH/USDT 20230101-20230210 baseline", "| profit_factor |"}},
		{"benchstat", []string{"--benchstat"}, []string{"name", "old", "new", "delta", "NFIQuickstart/baseline/profit_total ", " ± ", "(p=", " n=40)"}},
		{"benchstat as markdown", []string{"--benchstat", "--format", "md"}, []string{"| name | old | new | delta |"}},
		{"every trade", []string{"--trades"}, []string{"\nchanged "}},
		{"without resamples", []string{"--resamples", "0", "-v"}, []string{"profit_factor"}},
	}
	for _, tt := range tests {
		code, stdout, stderr := remora(t, append([]string{"compare", a, b}, tt.args...)...)
		if code != exitOK || stderr != "" {
			t.Errorf("%s: exit code %d, stderr %q", tt.name, code, stderr)
		}
		for _, want := range tt.want {
			if !strings.Contains(stdout, want) {
				t.Errorf("%s: no %q in\n%s", tt.name, want, stdout)
			}
		}
	}
}

// The answers come first and last, with at most 40 lines between them.
func TestCompareIsShort(t *testing.T) {
	candles, out := sampleDir(t), t.TempDir()
	a, b := filepath.Join(out, "a"), filepath.Join(out, "b")
	smallRun(t, candles, a, "--filter", "default", "--charts", "none")
	smallRun(t, candles, b, "--filter", "default", "--filter-set", "max_risk=0.4", "--charts", "none")
	_, quiet, _ := remora(t, "compare", a, b, "-q")
	code, stdout, stderr := remora(t, "compare", a, b)
	first := quiet + "every table: -v\n"
	between, ok := strings.CutSuffix(strings.TrimPrefix(stdout, first), first)
	if code != exitOK || !ok || !strings.Contains(quiet, "\nRISK    ") || strings.Count(between, "\n") > 40 {
		t.Errorf("exit code %d, %s:\n%swant first and last\n%s", code, stderr, stdout, first)
	}
	if code, _, stderr := remora(t, "compare", a, b, "-q", "-v"); code != exitUsage || !strings.Contains(stderr, "--quiet goes not with --verbose") {
		t.Errorf("-q -v: exit code %d: %s", code, stderr)
	}
	for _, flag := range []string{"--trades", "--benchstat"} {
		if code, stdout, stderr := remora(t, "compare", a, b, "-q", flag); code != exitUsage || stdout != "" || !strings.Contains(stderr, "--quiet goes with neither --trades nor --benchstat") {
			t.Errorf("-q %s: exit code %d: %s", flag, code, stderr)
		}
	}
}

// The sign of what may be noise is explained where it stands alone.
func TestCompareExplainsWhatItMarks(t *testing.T) {
	a, b := twoRuns(t)
	for _, args := range [][]string{{a, a}, {a, a, "-v"}, {a, b}, {a, b, "-v"}} {
		_, stdout, _ := remora(t, append([]string{"compare"}, args...)...)
		above, _, explained := strings.Cut(stdout, "\n~ the difference cannot be told from noise")
		if marked := strings.Contains(above, "~"); marked != explained || args[0] == args[1] && (marked || strings.Contains(stdout, "\n\n\n")) {
			t.Errorf("%q: marked %t, explained %t:\n%s", args[1:], marked, explained, stdout)
		}
	}
}

// Of runs without a filter the answers alone say that there are none.
func TestCompareQuietWithoutFilter(t *testing.T) {
	a, b := twoRuns(t)
	code, stdout, stderr := remora(t, "compare", a, b, "-q")
	if n := strings.Count(stdout, "no filter was tested, so there is no answer"); code != exitOK || n != 2 {
		t.Errorf("exit code %d, %s:\n%s", code, stderr, stdout)
	}
}

// Rows of a run without --timerange hold the range that was tested, which as --timerange
// tests the same; and filters are held against each other whatever the range is called.
func TestTimeRangeOfAllCandles(t *testing.T) {
	out := t.TempDir()
	candles := synthTo(t, filepath.Join(out, "candles"), "--pairs", "BTC/USDT", "-i", "1h", "--timerange", "20230101-20231027")
	a, b, c := filepath.Join(out, "a"), filepath.Join(out, "b"), filepath.Join(out, "c")
	smallRun(t, candles, a, "-i", "1h", "-p", "BTC/USDT", "-s", "RSIEMA,MACDCross", "--filter", "default", "--filter-set", "max_risk=0.4", "--charts", "none")
	rows, err := csv.NewReader(bytes.NewReader(readAll(t, filepath.Join(a, "metrics.csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	tested := rows[1][2]
	for _, row := range rows[1:] {
		if row[0] == "" || row[2] != tested || tested == "" {
			t.Fatalf("row %q, want the range %q", row, tested)
		}
	}
	smallRun(t, candles, b, "-i", "1h", "-p", "BTC/USDT", "-s", "RSIEMA,MACDCross", "--filter", "default", "--filter-set", "max_risk=0.4", "--charts", "none", "--timerange", tested)
	smallRun(t, candles, c, "-i", "1h", "-p", "BTC/USDT", "-s", "RSIEMA,MACDCross", "--filter", "default", "--filter-set", "max_risk=0.4", "--charts", "none", "--timerange", tested[:9]+"20300101")
	for _, name := range []string{"metrics.csv", "trades.csv", "blocked.csv", "equity.csv"} {
		if !bytes.Equal(readAll(t, filepath.Join(a, name)), readAll(t, filepath.Join(b, name))) {
			t.Errorf("%s: another with --timerange %s", name, tested)
		}
	}
	if code, stdout, stderr := remora(t, "compare", a, c, "-q"); code != exitOK || !strings.Contains(stdout, "AGAINST a: equal: both refuse the same candles") {
		t.Errorf("exit code %d, %s:\n%s", code, stderr, stdout)
	}
}

// A range with an open end is the same one when there are more candles: for pairs of runs,
// for rules about a range and for baselines. Ranges that the candles make alike are told
// apart.
func TestOpenEndsStayThemselves(t *testing.T) {
	out := t.TempDir()
	run := func(name, last, ranges string) string {
		candles := synthTo(t, filepath.Join(out, name+"-candles"), "--pairs", "BTC/USDT", "-i", "1h", "--timerange", "20230101-"+last)
		dir := filepath.Join(out, name)
		smallRun(t, candles, dir, "-i", "1h", "-p", "BTC/USDT", "-s", "MACDCross", "--filter", "default", "--filter-set", "max_risk=0.4", "--charts", "none", "--timerange", ranges)
		return dir
	}
	a, b := run("a", "20231026", "20230201-20230801,20230801-"), run("b", "20231027", "20230201-20230801,20230801-")
	if code, stdout, stderr := remora(t, "compare", a, b, "-v"); code != exitOK || strings.Contains(stdout, "no counterpart") || !strings.Contains(stdout, "MACDCross BTC/USDT 20230801-20231028 filtered") {
		t.Errorf("compare: exit code %d, %s:\n%s", code, stderr, stdout)
	}
	for name, last := range map[string]string{a: "20231027", b: "20231028"} {
		if rows := string(readAll(t, filepath.Join(name, "metrics.csv"))); !strings.Contains(rows, "MACDCross,filtered,20230801-"+last+",") {
			t.Errorf("no row of metrics.csv names the range to %s:\n%s", last, rows[max(0, len(rows)-300):])
		}
	}
	rules := writeFile(t, "gate.yaml", "rules:\n  - check: drift.profit_total >= -1\n  - check: total_trades >= 0\n    timerange: 20230801-\n")
	if code, stdout, stderr := remora(t, "gate", "--run", b, "-c", rules, "--baseline", a, "-v"); code != exitOK || !strings.Contains(stdout, "20230801-") {
		t.Errorf("gate: exit code %d, %s:\n%s", code, stderr, stdout)
	}
	c := run("c", "20231026", "20230801-,20230801-20231027")
	code, stdout, stderr := remora(t, "compare", c, c)
	if rows := string(readAll(t, filepath.Join(c, "metrics.csv"))); code != exitOK || !strings.Contains(rows, "MACDCross,filtered,20230801-,") {
		t.Errorf("two ranges of the same days: exit code %d, %s:\n%s", code, stderr, stdout)
	}
}

// CSV and JSON hold the same numbers, and both those of the summaries.
func TestCompareData(t *testing.T) {
	a, b := twoRuns(t)
	_, text, _ := remora(t, "compare", a, b, "--format", "csv")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Config []struct{ Key, A, B string }
		Runs   []struct {
			Arm     string
			Metrics []struct {
				Metric string
				A, B   any
				Noise  *bool
			}
			Trades struct {
				Same, Changed int
				All           []any
			}
		}
	}
	_, text, _ = remora(t, "compare", a, b, "--format", "json", "--trades")
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Config) != 1 || got.Config[0].Key != "fee" {
		t.Errorf("config = %v, want the fee alone", got.Config)
	}
	n, judged, trades := 0, 0, 0
	for _, r := range got.Runs {
		trades += len(r.Trades.All)
		for _, m := range r.Metrics {
			n++
			row := rows[n]
			if row[3] != r.Arm || row[4] != m.Metric {
				t.Fatalf("row %d is %q, want %s of %s", n, row, m.Metric, r.Arm)
			}
			if v, ok := m.A.(float64); ok && number2(t, row[6]) != v {
				t.Errorf("%s: a = %s as CSV, %v as JSON", m.Metric, row[6], v)
			}
			if m.Noise != nil {
				judged++
			}
		}
	}
	if n != len(rows)-1 || judged < 10*len(got.Runs) {
		t.Errorf("%d metrics, %d of them judged, %d rows", n, judged, len(rows)-1)
	}
	_, text, _ = remora(t, "compare", a, b, "--format", "csv", "--trades")
	if rows := strings.Count(text, "\n") - 1; rows != trades || rows == 0 {
		t.Errorf("%d rows of trades as CSV, %d as JSON", rows, trades)
	}
}

func number2(t *testing.T, s string) float64 {
	t.Helper()
	var v float64
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return v
}

func TestCompareIsDeterministic(t *testing.T) {
	a, b := twoRuns(t)
	_, first, _ := remora(t, "compare", a, b, "--format", "json")
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if _, second, _ := remora(t, "compare", a, b, "--format", "json"); first != second {
		t.Error("on one processor it differs")
	}
}

func TestCompareRefuses(t *testing.T) {
	a, candles := finished(t)
	other := filepath.Join(t.TempDir(), "other")
	if code, _, stderr := remora(t, "run", "-d", candles, "-p", "BTC/USDT", "-s", "MACDCross", "--output", other); code != exitOK {
		t.Fatal(stderr)
	}
	broken, _ := finished(t)
	if err := os.Truncate(filepath.Join(broken, "equity.csv"), 50); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		args []string
		code int
		want string
	}{
		{"one folder", []string{a}, exitUsage, "takes two run folders, got 1 argument\n"},
		{"no folder of that name", []string{a, "none"}, exitData, "none"},
		{"a file", []string{a, "verify_test.go"}, exitData, "verify_test.go: not a folder"},
		{"two bad ones, both named", []string{"none", broken}, exitData, "equity.csv: truncated"},
		{"nothing in common", []string{a, other}, exitData, "no arm of any strategy is in both"},
		{"unknown format", []string{a, a, "--format", "html"}, exitUsage, `format "html"`},
		{"negative resamples", []string{a, a, "--resamples", "-1"}, exitUsage, "resamples -1"},
		{"benchstat of trades", []string{a, a, "--benchstat", "--trades"}, exitUsage, "--benchstat goes with neither"},
	}
	for _, tt := range tests {
		code, stdout, stderr := remora(t, append([]string{"compare"}, tt.args...)...)
		if code != tt.code || !strings.Contains(stderr, tt.want) || stdout != "" {
			t.Errorf("%s: exit code %d, stdout %q, stderr %q, want %d and %q", tt.name, code, stdout, stderr, tt.code, tt.want)
		}
	}
}
