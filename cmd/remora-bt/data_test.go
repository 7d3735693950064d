package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

// candleText is CSV of n candles of five minutes from 2022-01-01 on, without
// the rows in skip.
func candleText(n int, skip ...int) string {
	var b strings.Builder
	b.WriteString("date,open,high,low,close,volume\n")
rows:
	for i := range n {
		for _, s := range skip {
			if i == s {
				continue rows
			}
		}
		at := data.Date(2022, 1, 1) + data.Instant(i)*data.Instant(5*data.Minute)
		fmt.Fprintf(&b, "%s,100,101.5,99,%d,7\n", at.RFC3339(), 100+i%2)
	}
	return b.String()
}

// dataFolder makes files with the given content.
func dataFolder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// runData runs the program and returns its exit code and what it printed.
func runData(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), append([]string{"data"}, args...), &out, &errs)
	return code, out.String(), errs.String()
}

func TestDataExitCodes(t *testing.T) {
	t.Setenv("COLUMNS", "120")
	dir := dataFolder(t, map[string]string{
		"BTC_USDT-5m.csv": candleText(30, 3, 4, 9), "ETH_USDT-5m.csv": candleText(30),
		"BAD_USDT-5m.csv": candleText(3) + "2022-01-01T00:15:00Z,100,99,98,100,1\n",
		"candles.txt":     "", "prices.csv": candleText(5), "broken.parquet": "PAR1", "XRP_USDT-1h.csv": "nonsense\n",
		"BTC_USDT_USDT-5m-mark.csv": candleText(5),
		"sparse.csv":                candleText(3) + "2022-01-01T06:00:00Z,100,101,99,100,1\n",
		"off.csv":                   candleText(3) + "1640996100001,100,101,99,100,1\n",
	})
	for _, tt := range []struct {
		name string
		args []string // DIR stands for the folder
		code int
		want string // in stderr, or in stdout where the code is 0
	}{
		{"help", nil, exitOK, "Usage:"},
		{"unknown command", []string{"chek"}, exitUsage, `unknown command "chek" for "remora-bt data"; did you mean check?`},
		{"sound", []string{"check", "-d", "DIR", "--pairs", "ETH/USDT"}, exitOK, "ETH/USDT  5m         ETH_USDT-5m.csv    30  2022"},
		{"gaps are notes", []string{"check", "-d", "DIR", "-p", "BTC/USDT", "--format", "csv"}, exitOK, "BTC/USDT,5m,csv,27,2022-01-01T00:00:00Z,2022-01-01T02:25:00Z,2,3," + strings.Repeat("0,", int(data.NumFlaws)+1) + "ok"},
		{"faults", []string{"check", "-d", "DIR", "--pairs", "BAD/USDT"}, exitData, "faults in the candles of 1 of 1 checked"},
		{"all", []string{"check", "-d", "DIR", "-i", "5m"}, exitData, "faults in the candles of 1 of 3 checked"},
		{"unreadable", []string{"check", "-d", "DIR", "-i", "1h"}, exitData, `XRP_USDT-1h.csv: the header "nonsense" lacks column`},
		{"damaged", []string{"check", "DIR/broken.parquet", "-p", "A/B", "-i", "5m"}, exitData, "broken.parquet: not a Parquet file"},
		{"missing pair", []string{"check", "-d", "DIR", "-p", "SOL/USDT", "-i", "5m"}, exitData, "no 5m candles of SOL/USDT: looked in that folder for SOL_USDT-5m.parquet"},
		{"missing pair, any timeframe", []string{"check", "-d", "DIR", "-p", "SOL/USDT"}, exitData, "no spot candles of SOL/USDT in any timeframe"},
		{"missing timeframe", []string{"check", "-d", "DIR", "-i", "3d"}, exitData, "it holds no spot candles of 3d"},
		{"no folder", []string{"check", "-d", "DIR/absent"}, exitData, "no such file or folder"},
		{"nothing", []string{"check"}, exitUsage, "data check needs --datadir or files"},
		{"both", []string{"check", "-d", "DIR", "DIR/prices.csv"}, exitUsage, "data check takes --datadir or files, not both"},
		{"nameless", []string{"check", "DIR/prices.csv"}, exitUsage, "the name does not tell pair and timeframe"},
		{"named by flags", []string{"check", "DIR/prices.csv", "-p", "A/B", "-i", "5m"}, exitOK, "prices.csv"},
		{"futures", []string{"check", "DIR/BTC_USDT_USDT-5m-mark.csv"}, exitData, "these are mark candles of futures: only spot candles are read"},
		{"bad format", []string{"check", "-d", "DIR", "--format", "xml"}, exitUsage, `format "xml": expected table, json, csv, md`},
		{"bad timeframe", []string{"check", "-d", "DIR", "-i", "5x"}, exitUsage, `timeframe "5x": expected a number and one of s, m, h, d, w, as in 5m`},
		{"list", []string{"list", "-d", "DIR", "--format", "csv"}, exitOK, "BTC/USDT,5m,spot,csv,1,"},
		{"list needs a folder", []string{"list"}, exitUsage, "data list needs --datadir"},
		{"no such file", []string{"check", "DIR/nope.csv"}, exitData, "nope.csv: no such file or folder"},
		{"a pair without a slash", []string{"check", "DIR/prices.csv", "-p", "BTCUSDT", "-i", "5m"}, exitUsage, `pair "BTCUSDT": expected BASE/QUOTE, as in BTC/USDT`},
		{"sparse", []string{"check", "DIR/sparse.csv", "-p", "A/B", "-i", "5m", "--format", "csv"}, exitOK, ",sparse\n"},
		{"import of no file", []string{"import", "DIR/nope", "-o", "DIR/out"}, exitData, "nope: no such file or folder"},
		{"import of a pair without a slash", []string{"import", "DIR/prices.csv", "--pair", "ETHUSDT", "-i", "5m", "-o", "DIR/out"}, exitUsage, `pair "ETHUSDT": expected BASE/QUOTE`},
		{"import of a pair that is a path", []string{"import", "DIR/prices.csv", "--pair", "../../a/b", "-i", "5m", "-o", "DIR/out"}, exitUsage, `pair "../../a/b": expected BASE/QUOTE`},
		{"import off the grid", []string{"import", "DIR/off.csv", "-p", "A/B", "-i", "5m", "-o", "DIR/out"}, exitData, "row 4 (2022-01-01 00:15:00.001): the open time is not a whole number of candles since midnight UTC (weeks: since a Monday): off by 1ms (1 fault in all)"},
		{"seed below 0", []string{"synth", "-o", "DIR/out", "--seed", "-1"}, exitUsage, `invalid argument "-1" for "--seed" flag: expected a whole number from 0 to 18446744073709551615`},
		{"import needs files", []string{"import", "-o", "DIR/out"}, exitUsage, "data import needs files to read"},
		{"import needs output", []string{"import", "DIR/BTC_USDT-5m.csv"}, exitUsage, "data import needs --output"},
		{
			"import of faults",
			[]string{"import", "DIR/BAD_USDT-5m.csv", "-o", "DIR/out"},
			exitData,
			"BAD_USDT-5m.csv: row 4 (2022-01-01 00:15:00): high and low do not bracket open and close: open 100, high 99, low 98, close 100 (1 fault in all)",
		},
		{"import into a file", []string{"import", "DIR/BTC_USDT-5m.csv", "-o", "DIR/candles.txt"}, exitUsage, "not a folder"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var args []string
			for _, a := range tt.args {
				args = append(args, strings.ReplaceAll(a, "DIR", dir))
			}
			code, stdout, stderr := runData(t, args...)
			got := stderr
			if tt.code == exitOK {
				got = stdout
			}
			if code != tt.code || !strings.Contains(got, tt.want) {
				t.Errorf("exit %d, want %d with %q in\n%s", code, tt.code, tt.want, got)
			}
			if exists(filepath.Join(dir, "out")) {
				t.Error("a failed import left its folder")
			}
		})
	}
}

func TestDataCheckTables(t *testing.T) {
	t.Setenv("COLUMNS", "120")
	dir := dataFolder(t, map[string]string{"BTC_USDT-5m.csv": candleText(30, 3, 4, 9) + "2022-01-01T02:25:00Z,100,101.5,99,101,7\n"})
	_, stdout, _ := runData(t, "check", "-d", dir)
	for _, want := range []string{
		"\nBTC/USDT  5m         BTC_USDT-5m.csv    28  2022-01-01 00:00:00  2022-01-01 02:25:00     2        3  ok\n",
		"\nrepeated  note            1\n",
		"\nBTC/USDT  5m         repeated   28  2022-01-01 02:25:00  as row 27\n",
		"\nBTC/USDT  5m         2022-01-01 00:15:00  2022-01-01 00:20:00        2  10m\n",
		"\nBTC/USDT  5m         2022-01-01 00:45:00  2022-01-01 00:45:00        1  5m\n",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no line %s in\n%s", want, stdout)
		}
	}
	_, stdout, _ = runData(t, "check", "-d", dir, "--format", "json")
	var got []struct {
		Rows    int
		Missing int
		Gaps    []struct{ From, To string }
		Checks  []struct {
			Check string
			Kind  string
			Count int
		}
	}
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].Rows != 28 || got[0].Missing != 3 || got[0].Gaps[0].To != "2022-01-01T00:20:00Z" || len(got[0].Checks) != int(data.NumFlaws) {
		t.Errorf("JSON = %+v", got)
	}
}

func TestDataImport(t *testing.T) {
	t.Setenv("COLUMNS", "120")
	lines := strings.SplitAfter(candleText(40), "\n")
	head := lines[0]
	in := dataFolder(t, map[string]string{
		"BTCUSDT-5m-2022-01.csv":    head + strings.Join(lines[1:21], ""),
		"BTCUSDT-5m-2022-01-02.csv": head + strings.Join(lines[15:41], ""),
		"ETH_USDT-5m.csv":           candleText(10, 4),
		"whole.csv":                 candleText(40),
	})
	out := filepath.Join(t.TempDir(), "candles")
	path := func(name string) string { return filepath.Join(in, name) }
	code, stdout, stderr := runData(t, "import", path("BTCUSDT-5m-2022-01-02.csv"), path("ETH_USDT-5m.csv"), path("BTCUSDT-5m-2022-01.csv"), "-o", out)
	if code != exitOK || !strings.Contains(stdout, "BTC/USDT  5m           40  2022-01-01 00:00:00  2022-01-01 03:15:00") {
		t.Fatalf("exit %d\n%s%s", code, stdout, stderr)
	}
	sameRows(t, filepath.Join(out, "BTC_USDT-5m.parquet"), path("whole.csv"))
	sameRows(t, filepath.Join(out, "ETH_USDT-5m.parquet"), path("ETH_USDT-5m.csv"))

	m := importedTo(t, out)
	if len(m) != 2 || m[0].Pair != "BTC/USDT" || m[0].Rows != 40 || len(m[0].Inputs) != 2 || m[1].Missing != 1 {
		t.Errorf("manifest = %+v", m)
	}
	for _, j := range m {
		if d, err := formats.DigestOf(filepath.Join(out, j.Path)); err != nil || d.SHA256 != j.SHA256 || d.Bytes != j.Bytes {
			t.Errorf("%s has digest %v, manifest says %s of %d bytes", j.Path, d, j.SHA256, j.Bytes)
		}
	}
	// Once more: the file is replaced, the other kept, and nothing else is left.
	if code, _, stderr := runData(t, "import", path("whole.csv"), "-p", "ETH/USDT", "-i", "5m", "-o", out); code != exitOK {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	if m := importedTo(t, out); len(m) != 2 || m[1].Rows != 40 {
		t.Errorf("manifest after the second import = %+v", m)
	}
	files, err := os.ReadDir(out)
	if err != nil || len(files) != 3 {
		t.Errorf("the folder holds %v, %v, want two Parquet files and the manifest", files, err)
	}
}

func importedTo(t *testing.T, dir string) []imported {
	t.Helper()
	m, err := readImports(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func sameRows(t *testing.T, got, want string) {
	t.Helper()
	var all [2]*data.Candles
	for i, path := range []string{got, want} {
		var err error
		if all[i], err = formats.Read(path, "", 5*data.Minute); err != nil {
			t.Fatal(err)
		}
	}
	if all[0].Len() != all[1].Len() {
		t.Fatalf("%s has %d rows, want %d", got, all[0].Len(), all[1].Len())
	}
	for i := range all[0].Time {
		if all[0].At(i) != all[1].At(i) {
			t.Errorf("row %d = %v, want %v", i+1, all[0].At(i), all[1].At(i))
		}
	}
}

func TestDataImportKeepsWhatIsNotItsOwn(t *testing.T) {
	in := dataFolder(t, map[string]string{"BTC_USDT-5m.csv": candleText(10)})
	for name, files := range map[string]map[string]string{
		"a file of the same name": {"BTC_USDT-5m.parquet": "precious"},
		"another manifest":        {"manifest.json": `{"kind":"run"}`},
	} {
		out := dataFolder(t, files)
		code, _, stderr := runData(t, "import", filepath.Join(in, "BTC_USDT-5m.csv"), "-o", out)
		if code != exitUsage || !strings.Contains(stderr, "choose another folder") {
			t.Errorf("%s: exit %d: %s", name, code, stderr)
		}
		for file, text := range files {
			if b, err := os.ReadFile(filepath.Join(out, file)); err != nil || string(b) != text {
				t.Errorf("%s: %s = %q, %v, want it untouched", name, file, b, err)
			}
		}
	}
}

func TestDataInterrupted(t *testing.T) {
	in := dataFolder(t, map[string]string{"BTC_USDT-5m.csv": candleText(10)})
	out := filepath.Join(t.TempDir(), "candles")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, args := range [][]string{
		{"data", "import", filepath.Join(in, "BTC_USDT-5m.csv"), "-o", out},
		{"data", "check", "-d", in},
		{"data", "list", "-d", in},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(ctx, args, &stdout, &stderr); code != exitInterrupted || stdout.Len() > 0 {
			t.Errorf("%v: exit %d, want %d; stdout %q", args, code, exitInterrupted, stdout.String())
		}
	}
	if exists(out) {
		t.Errorf("%s exists after an interrupted import", out)
	}
}

// What a run puts right an import does too: rows in order, repeated ones once.
func TestDataImportSorts(t *testing.T) {
	lines := strings.SplitAfter(strings.TrimSuffix(candleText(40), "\n"), "\n")
	reversed := lines[0]
	for i := len(lines) - 1; i > 0; i-- {
		reversed += strings.TrimSuffix(lines[i], "\n") + "\n"
	}
	in := dataFolder(t, map[string]string{"BTC_USDT-5m.csv": reversed + lines[7], "whole.csv": candleText(40)})
	out := filepath.Join(t.TempDir(), "candles")
	if code, _, stderr := runData(t, "import", filepath.Join(in, "BTC_USDT-5m.csv"), "-o", out); code != exitOK {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	sameRows(t, filepath.Join(out, "BTC_USDT-5m.parquet"), filepath.Join(in, "whole.csv"))
}

// A run warns of what it put right and of a range that the candles do not reach.
func TestRunWarnsOfCandles(t *testing.T) {
	lines := strings.SplitAfter(candleText(900), "\n")
	lines[500], lines[501] = lines[501], lines[500]
	lines[600] += strings.Replace(lines[600], ",7", ",8", 1) + lines[601]
	dir := dataFolder(t, map[string]string{
		"BTC_USDT-5m.csv": strings.Join(lines, ""),
		"ETH_USDT-5m.csv": candleText(899) + "1641270600000,100,101,99,100,1\n",
		"OFF_USDT-5m.csv": strings.ReplaceAll(candleText(900), ":00Z", ":01Z"),
	})
	var stdout, stderr bytes.Buffer
	args := []string{"run", "-v", "-d", dir, "--strategy-list", "MACDCross", "--filter", "none", "--pairs"}
	if code := run(context.Background(), append(args, "BTC/USDT,ETH/USDT", "--timerange", "20211201-20220105"), &stdout, &stderr); code != exitOK {
		t.Fatalf("exit %d: %s", code, stderr.String())
	}
	for _, want := range []string{
		"BTC/USDT: 1 row out of order, put in order of time",
		"BTC/USDT: 2 rows with the open time of another merged, 1 of them with other values",
		"BTC/USDT: the timerange is 20211201-20220105, but the candles run from 2022-01-01 00:00:00 to 2022-01-04 02:55:00",
		"ETH/USDT: 19 missing candles filled with the close before",
	} {
		if !strings.Contains(strings.Join(strings.Fields(stdout.String()), " "), want) {
			t.Errorf("no %q in\n%s", want, stdout.String())
		}
	}
	stderr.Reset()
	if code := run(context.Background(), append(args, "OFF/USDT"), &stdout, &stderr); code != exitData ||
		!strings.Contains(stderr.String(), "row 1: open time 2022-01-01 00:00:01 is off the grid of 5m candles by 1s") {
		t.Errorf("exit %d, want %d with the row that is off the grid: %s", code, exitData, stderr.String())
	}
}
