package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/synthetic"
)

// sweepDir is a folder with ten months of synthetic hourly candles of two pairs and
// their context.
func sweepDir(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	c := synthetic.Default()
	c.Pairs, c.Timeframe = []string{"BTC/USDT", "ETH/USDT"}, 3_600_000
	c.To = c.From + 300*24*3600*1000
	for _, pair := range c.Pairs {
		path := filepath.Join(dir, strings.ReplaceAll(pair, "/", "_")+"-1h.parquet")
		if err := formats.WriteParquet(path, synthetic.Candles(c, pair)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func sweepArgs(dir string, more ...string) []string {
	return append([]string{
		"sweep", "-d", dir, "--timeframe", "1h", "--pairs", "BTC/USDT", "--strategy-list", "RSIEMA,MACDCross",
		"--walk-forward", "3mo/1mo", "--set", "max_risk=0.2:0.8:0.1",
	}, more...)
}

func TestSweepBadInput(t *testing.T) {
	dir := sweepDir(t)
	history := writeFile(t, "history.csv", "timestamp,safe_to_trade,risk_score\n2023-02-01 00:00:00,True,0.4\n")
	for _, tt := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"no grid", sweepArgs(dir, "--set", "max_risk"), exitUsage, "expected KEY=FROM:TO:STEP"},
		{"threshold twice", sweepArgs(dir, "--set", "max_risk=0.9"), exitUsage, `"max_risk" is given twice`},
		{"unknown setting", sweepArgs(dir, "--set", "max_rizk=0.1,0.2"), exitUsage, `no key "max_rizk"`},
		{"setting out of range", sweepArgs(dir, "--set", "reduce_from=0.5,1.5"), exitUsage, "reduce_from 1.5"},
		{"stake beyond the sums", []string{"sweep", "--starting-balance", "1e12", "--stake-amount", "2e7"}, exitUsage, "at fixed notional expected at most"},
		{"fixed stake beyond the sums", []string{"run", "--fixed-notional", "--starting-balance", "1e12", "--stake-amount", "unlimited"}, exitUsage, "at fixed notional expected at most"},
		{"threshold out of range", []string{"sweep", "--set", "max_risk=0.5,1.5"}, exitUsage, "expected a number from 0 to 1"},
		{"too much", sweepArgs(dir, "--set", "reduce_from=0:1:0.0001"), exitUsage, "more than 20000"},
		{"filter that has no score", sweepArgs(dir, "--filter", "none"), exitUsage, "has nothing to sweep"},
		{"history without that setting", sweepArgs(dir, "--filter", "history:"+history, "--set", "reduce_from=0.5"), exitUsage, "of a history only max_risk can be set"},
		{"a second filter", sweepArgs(dir, "--against", "fear"), exitUsage, "holds them against no second one"},
		{"a second filter in the study", sweepArgs(dir, "-c", writeFile(t, "study.yaml", "filter: default\nagainst: fear\n")), exitUsage, `against "fear"`},
		{"windows", sweepArgs(dir, "--walk-forward", "12/3"), exitUsage, "expected a number of d, w, mo or y"},
		{"no settings to print", sweepArgs(dir, "--top", "0"), exitUsage, "top 0: expected a number of at least 1"},
		{"objective", sweepArgs(dir, "--objective", "luck"), exitUsage, "expected selection, beyond_stake"},
		{"bare difference in profit", sweepArgs(dir, "--objective", "delta"), exitUsage, "expected selection, beyond_stake"},
		{"fee", sweepArgs(dir, "--fees", "0.001,x"), exitUsage, `"x" is not a number`},
		{"fee out of range", sweepArgs(dir, "--fees", "1.5"), exitUsage, "fee 1.5"},
		{"fee twice", sweepArgs(dir, "--fees", "0.001,0.0010"), exitUsage, "is given twice"},
		{"format", sweepArgs(dir, "--format", "xml"), exitUsage, `format "xml"`},
		{"output that is a file", sweepArgs(dir, "--output", history), exitUsage, "history.csv"},
		{"shard", sweepArgs(dir, "--shard", "3/2", "--output", dir), exitUsage, "expected I/N"},
		{"shard without a folder", sweepArgs(dir, "--shard", "1/2"), exitUsage, "needs --output"},
		{"selftest format", []string{"selftest", "--format", "xml"}, exitUsage, `format "xml"`},
		{"selftest worlds", []string{"selftest", "--worlds", "0"}, exitUsage, "worlds 0: expected at least 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := remora(t, tt.args...)
			if code != tt.code || stdout != "" || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit code %d, stdout %q, stderr %q; want %d and %q", code, stdout, stderr, tt.code, tt.want)
			}
		})
	}
}

// A quiet sweep is as quiet with a number of settings to print.
func TestSweepQuietWithTop(t *testing.T) {
	args := sweepArgs(sweepDir(t), "-q")
	_, want, _ := remora(t, args...)
	if code, stdout, stderr := remora(t, append(args, "--top", "3")...); code != exitOK || stdout != want || want == "" {
		t.Errorf("exit code %d, %s:\n%swant\n%s", code, stderr, stdout, want)
	}
	if code, _, stderr := remora(t, append(args, "-v")...); code != exitUsage || !strings.Contains(stderr, "--quiet goes not with --verbose") {
		t.Errorf("-q -v: exit code %d: %s", code, stderr)
	}
}

// The same sweep gives the same bytes on any number of cores.
func TestSweepIsDeterministic(t *testing.T) {
	args := sweepArgs(sweepDir(t), "--pairs", "BTC/USDT,ETH/USDT", "--fees", "0,0.001", "--set", "flag_extreme_fear=10,25", "--format", "json")
	var first string
	for _, cores := range []int{1, 2, 7} {
		old := runtime.GOMAXPROCS(cores)
		code, stdout, stderr := remora(t, args...)
		runtime.GOMAXPROCS(old)
		if code != exitOK {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		if first == "" {
			first = stdout
		}
		if stdout != first {
			t.Fatalf("the sweep differs on %d cores", cores)
		}
	}
}

// Every form of the output has every point; pairs by themselves are cells of their own.
func TestSweepOutputs(t *testing.T) {
	dir, out := sweepDir(t), t.TempDir()
	t.Setenv("COLUMNS", "200")
	code, stdout, stderr := remora(t, sweepArgs(dir, "--pairs", "BTC/USDT,ETH/USDT", "--each-pair", "-v", "--output", out)...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	for _, want := range []string{"RSIEMA on BTC/USDT", "MACDCross on ETH/USDT", "p of all", "Deflated Sharpe", "PBO", "Walk forward 3mo/1mo", "Skill of the score on ETH/USDT", "all strategies together:"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the tables do not hold %q", want)
		}
	}
	const points = 2 * 2 * 7
	text := readAll(t, filepath.Join(out, "sweep.json"))
	var r struct {
		Cells []struct{ Points []struct{ Setting string } }
	}
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range r.Cells {
		n += len(c.Points)
	}
	if rows := bytes.Count(readAll(t, filepath.Join(out, "sweep.csv")), []byte("\n")) - 1; n != points || rows != points {
		t.Errorf("%d points as JSON, %d as CSV, want %d", n, rows, points)
	}
	if bytes.Contains(text, []byte("NaN")) || bytes.Contains(text, []byte("Inf")) {
		t.Error("sweep.json holds a number that is none")
	}
	if lines := bytes.Count(readAll(t, filepath.Join(out, "ledger.jsonl")), []byte("\n")); lines != points {
		t.Errorf("the ledger has %d lines, want %d", lines, points)
	}
}

// A sweep doubts its candles as a run does.
func TestSweepWarnsOfTheCandles(t *testing.T) {
	code, stdout, stderr := remora(t, sweepArgs(sweepDir(t), "--timerange", "20220101-", "-v")...)
	if want := "BTC/USDT: the timerange is 20220101-, but the candles run from"; code != exitOK || !strings.Contains(stdout+stderr, want) {
		t.Errorf("exit code %d, stderr %q, stdout:\n%s\nwant %q", code, stderr, stdout, want)
	}
}

// What is worthwhile on the worst days is the study's.
func TestSweepWorthwhileTail(t *testing.T) {
	dir := sweepDir(t)
	for _, tt := range []struct {
		more []string
		want float64
	}{{nil, 3}, {[]string{"--worthwhile-tail", "7.5"}, 7.5}} {
		code, stdout, stderr := remora(t, sweepArgs(dir, append(tt.more, "--format", "json")...)...)
		var got struct {
			Overall verdict.Answers `json:"walk_forward_overall"`
			Cells   []struct {
				Best struct{ Answers verdict.Answers }
			}
		}
		if err := json.Unmarshal([]byte(stdout), &got); err != nil || code != exitOK {
			t.Fatalf("exit code %d, %v: %s", code, err, stderr)
		}
		if all, best := got.Overall.Worthwhile.Tail, got.Cells[0].Best.Answers.Worthwhile.Tail; all != tt.want || best != tt.want {
			t.Errorf("%v: %v points are worthwhile of all, %v of the best, want %v", tt.more, all, best, tt.want)
		}
	}
}

// The help names no flag that is refused.
func TestSweepHelp(t *testing.T) {
	_, help, _ := remora(t, "sweep", "--help")
	if strings.Contains(help, "--against") || !strings.Contains(help, "--worthwhile-tail") {
		t.Errorf("help:\n%s", help)
	}
}

// Shards put together are the whole sweep.
func TestSweepShards(t *testing.T) {
	dir, whole, joined := sweepDir(t), t.TempDir(), t.TempDir()
	args := func(out string, more ...string) []string {
		return sweepArgs(dir, append(more, "--set", "reduce_from=0.1:0.5:0.1", "--output", out)...)
	}
	if code, _, stderr := remora(t, args(whole)...); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	var points []byte
	for _, shard := range []string{"2/3", "1/3", "3/3"} {
		out := t.TempDir()
		if code, stdout, stderr := remora(t, args(out, "--shard", shard)...); code != exitOK || stdout != "" {
			t.Fatalf("shard %s: exit code %d: %s", shard, code, stderr)
		}
		points = append(points, readAll(t, filepath.Join(out, "points.jsonl"))...)
	}
	if err := os.WriteFile(filepath.Join(joined, "points.jsonl"), points, 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := remora(t, args(joined)...); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if !bytes.Equal(readAll(t, filepath.Join(joined, "sweep.json")), readAll(t, filepath.Join(whole, "sweep.json"))) {
		t.Error("shards put together differ from the whole sweep")
	}
	if now := readAll(t, filepath.Join(joined, "points.jsonl")); !bytes.Equal(now, points) {
		t.Error("finished settings were tried again")
	}
}

// A history's own score is swept like the engine's.
func TestSweepOfAHistory(t *testing.T) {
	dir := sweepDir(t)
	var b strings.Builder
	b.WriteString("timestamp,safe_to_trade,risk_score\n")
	at := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 24 * 300 {
		b.WriteString(at.Add(time.Duration(i)*time.Hour).Format("2006-01-02 15:04:05") + ",True,0." + string(rune('0'+i/30*7%10)) + "\n")
	}
	history := writeFile(t, "history.csv", b.String())
	code, stdout, stderr := remora(t, sweepArgs(dir, "--filter", "history:"+history, "--format", "csv")...)
	if code != exitOK || strings.Count(stdout, "\n") != 15 {
		t.Fatalf("exit code %d, %d lines: %s", code, strings.Count(stdout, "\n"), stderr)
	}
}

func readAll(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// sweepChild, in the environment, makes this test binary the program itself.
const sweepChild = "REMORA_TEST_SWEEP"

// A sweep that is killed goes on where it was: it loses at most what was in hand, and
// ends with the very result of one that was left alone.
func TestSweepSurvivesAKill(t *testing.T) {
	if args := os.Getenv(sweepChild); args != "" {
		os.Exit(run(t.Context(), strings.Split(args, "\n"), os.Stdout, os.Stderr))
	}
	dir := sweepDir(t)
	whole, killed := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "killed")
	args := func(out string) []string {
		return sweepArgs(dir, "--output", out, "--set", "flag_extreme_fear=5:50:1")
	}
	if code, _, stderr := remora(t, args(whole)...); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	points := filepath.Join(killed, "points.jsonl")
	kills, seen := 0, 0
	for kills < 3 {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestSweepSurvivesAKill$")
		cmd.Env = append(os.Environ(), sweepChild+"="+strings.Join(args(killed), "\n"))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		if !killAfter(cmd, done, points, seen+20) {
			break // it was faster than the kill
		}
		now := lines(points)
		if now < seen {
			t.Fatalf("%d lines after a kill, %d before", now, seen)
		}
		kills, seen = kills+1, now
	}
	if kills == 0 {
		t.Fatal("the sweep was never killed")
	}
	before := readAll(t, points)
	before = before[:bytes.LastIndexByte(before, '\n')+1]
	code, _, stderr := remora(t, args(killed)...)
	if code != exitOK || !strings.Contains(stderr, "finished settings of this study") {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	t.Logf("%d kills, %d lines kept", kills, bytes.Count(before, []byte("\n")))
	if after := readAll(t, points); !bytes.HasPrefix(after, before) {
		t.Error("finished points were changed")
	}
	for _, name := range []string{"sweep.json", "sweep.csv", "points.jsonl", "ledger.jsonl"} {
		if !bytes.Equal(readAll(t, filepath.Join(killed, name)), readAll(t, filepath.Join(whole, name))) {
			t.Errorf("%s differs from that of a sweep that was not killed", name)
		}
	}
}

func lines(path string) int {
	text, _ := os.ReadFile(path) // nothing yet is no line yet
	return bytes.Count(text, []byte("\n"))
}

// killAfter kills the program once its file has so many lines; false if it ended
// before.
func killAfter(cmd *exec.Cmd, done <-chan error, path string, want int) bool {
	for {
		select {
		case <-done:
			return false
		case <-time.After(2 * time.Millisecond):
		}
		if lines(path) >= want {
			_ = cmd.Process.Kill() // it may have ended just now
			<-done
			return true
		}
	}
}

// A sweep is short unless it is asked for more, and says then what is worth knowing.
func TestSweepIsShort(t *testing.T) {
	args := sweepArgs(sweepDir(t))
	code, brief, stderr := remora(t, args...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if n := strings.Count(brief, "\n"); n > 40 {
		t.Errorf("%d lines, want at most 40", n)
	}
	for _, want := range []string{"Best setting", "RSIEMA", "MACDCross", "p of", "Settings chosen before and judged after", "every table: -v"} {
		if !strings.Contains(brief, want) {
			t.Errorf("%q is missing:\n%s", want, brief)
		}
	}
	code, quiet, stderr := remora(t, append(args, "-q")...)
	if code != exitOK || strings.Contains(quiet, "-v") || !strings.Contains(quiet, "\nPROFIT  ") || strings.Count(quiet, "\n") >= strings.Count(brief, "\n") {
		t.Errorf("exit code %d, %s, with -q:\n%s", code, stderr, quiet)
	}
	for _, more := range [][]string{{"-v"}, {"--top", "3"}} {
		if code, full, stderr := remora(t, append(args, more...)...); code != exitOK || !strings.Contains(full, "Deflated") || !strings.Contains(full, "Score at entry") {
			t.Errorf("%v: exit code %d, %s: not every table:\n%s", more, code, stderr, full)
		}
	}
}
