package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// What a run against a second filter tells is what compare tells of the folders of both,
// to the last digit and without candles.
func TestCompareIsRunAgainst(t *testing.T) {
	candles, dir := sampleDir(t), t.TempDir()
	args := []string{"run", "-d", candles, "-p", "BTC/USDT", "-s", "NFIQuickstart,MACDCross", "--charts", "none"}
	first := refusals(t, "a.json")
	later := "blocks:" + writeFile(t, "c.json", `{"windows":[{"from":"2023-01-14 00:00","to":"2023-01-23 00:00"}]}`)
	for name, filter := range map[string]string{"a": first, "b": later} {
		if code, _, stderr := remora(t, append(args, "--filter", filter, "-o", filepath.Join(dir, name))...); code != exitOK {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
	}
	code, stdout, stderr := remora(t, append(args, "--filter", later, "--against", first, "--format", "json")...)
	var run struct {
		Against struct {
			All   map[string]any
			Cells []map[string]any
		}
	}
	if err := json.Unmarshal([]byte(stdout), &run); code != exitOK || err != nil {
		t.Fatalf("exit code %d, %v: %s", code, err, stderr)
	}
	compared := func() (out struct {
		Filters struct {
			Profit string
			All    map[string]any
			Cells  []map[string]any
		} `json:"b_against_a"`
		Unpaired string
	},
	) {
		t.Helper()
		code, stdout, stderr := remora(t, "compare", filepath.Join(dir, "a"), filepath.Join(dir, "b"), "--format", "json")
		if err := json.Unmarshal([]byte(stdout), &out); code != exitOK || err != nil {
			t.Fatalf("exit code %d, %v: %s", code, err, stderr)
		}
		return out
	}
	got := compared()
	if want, have := fmt.Sprint(run.Against.All), fmt.Sprint(got.Filters.All); want != have || got.Filters.All["selection"] == nil {
		t.Errorf("compare has %s, want %s", have, want)
	}
	for i, cell := range run.Against.Cells {
		for key, want := range cell {
			if have := got.Filters.Cells[i][key]; key != "pairs" && !reflect.DeepEqual(have, want) {
				t.Errorf("cell %d, %s: %v, want %v", i, key, have, want)
			}
		}
	}
	// Other fees make other deals: nothing is tested, and a line says why.
	if code, _, stderr := remora(t, append(args, "--filter", later, "--fee", "0.002", "--force", "-o", filepath.Join(dir, "b"))...); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if got := compared(); got.Filters.All != nil || !strings.Contains(got.Unpaired, "other candles, strategy, fee, stake or slots") {
		t.Errorf("of other fees: %v, %q", got.Filters.All, got.Unpaired)
	}
	if _, stdout, _ := remora(t, "compare", filepath.Join(dir, "a"), filepath.Join(dir, "b")); !strings.Contains(stdout, "AGAINST a: not tested, ") {
		t.Errorf("the text does not say that nothing is tested:\n%s", stdout)
	}
}

// weeks are block lists made with hindsight from a run's baseline trades: helpful
// refuses some of the weeks in which trades did worse than in those around, useless
// refuses others without looking.
func weeks(t *testing.T, run string) (helpful, useless []string) {
	t.Helper()
	f, err := os.Open(filepath.Join(run, "trades.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const day = 24 * time.Hour
	sum, count := map[int64]float64{}, map[int64]float64{}
	first, last := int64(1<<62), int64(0)
	for _, row := range rows[1:] {
		if row[2] != "baseline" {
			continue
		}
		at, err := time.Parse(time.RFC3339, row[4])
		if err != nil {
			t.Fatal(err)
		}
		profit, _ := strconv.ParseFloat(row[13], 64)
		week := at.Unix() / int64(7*day/time.Second)
		sum[week] += profit
		count[week]++
		first, last = min(first, week), max(last, week)
	}
	mean := func(from, to int64) float64 {
		var s, n float64
		for w := from; w <= to; w++ {
			s, n = s+sum[w], n+count[w]
		}
		return s / n
	}
	for w := first + 1; w < last; w++ {
		from := time.Unix(w*int64(7*day/time.Second), 0).UTC()
		window := fmt.Sprintf(`{"from":%q,"to":%q}`, from.Format(time.DateTime), from.Add(4*day).Format(time.DateTime))
		switch worse := mean(w, w) < mean(w-8, w+8); {
		case w%5 < 3 && worse:
			helpful = append(helpful, window)
		case w%5 == 3:
			useless = append(useless, window)
		}
	}
	return helpful, useless
}

// gates is what the gate is for, on some candles: a change that loses what the filter
// was worth fails, one that refuses fewer useless trades passes, an equal one passes.
func gates(t *testing.T, study ...string) {
	t.Helper()
	dir := t.TempDir()
	run := func(name, filter string) string {
		t.Helper()
		out := filepath.Join(dir, name)
		code, _, stderr := remora(t, append([]string{"run", "--charts", "none", "-q", "--filter", filter, "-o", out}, study...)...)
		if code != exitOK {
			t.Fatalf("%s: exit code %d: %s", name, code, stderr)
		}
		return out
	}
	helpful, useless := weeks(t, run("plain", "none"))
	blocks := func(name string, windows ...string) string {
		return "blocks:" + writeFile(t, name, `{"windows":[`+strings.Join(windows, ",")+`]}`)
	}
	good := run("good", blocks("good.json", helpful...))
	base := filepath.Join(dir, "good-baseline.json")
	if code, _, stderr := remora(t, "gate", "--run", good, "--update", base); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	both := run("both", blocks("both.json", slices.Sorted(slices.Values(slices.Concat(helpful, useless)))...))
	lost := run("lost", blocks("lost.json", useless...))
	none := run("none", blocks("none.json", `{"from":"1990-01-01 00:00","to":"1990-01-02 00:00"}`))
	for _, tt := range []struct {
		name, run, base string
		code            int
		want            string
	}{
		{"equal", good, base, exitOK, "AGAINST the baseline: equal"},
		{"equal to a folder", good, good, exitOK, "AGAINST the baseline: equal"},
		{"the benefit lost", lost, base, exitGate, "FAIL  drift.profit in EQUAL, BETTER, NO WORSE: WORSE"},
		{"nothing refused any more", none, base, exitGate, "FAIL  profit.answer != INVALID: INVALID"},
		{"fewer useless refusals", good, both, exitOK, "ok    drift.profit"},
	} {
		code, stdout, stderr := remora(t, "gate", "--run", tt.run, "--baseline", tt.base)
		if code != tt.code || !strings.Contains(stdout, tt.want) {
			t.Errorf("%s: exit code %d, want %d and %q\n%s%s", tt.name, code, tt.code, tt.want, stdout, stderr)
		}
		if !strings.Contains(stdout, "        baseline: ") {
			t.Errorf("%s: the baseline's answers are not beside the new ones\n%s", tt.name, stdout)
		}
	}
}

func TestGateOnDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the built-in study six times")
	}
	gates(t)
}

func TestGateOnRealCandles(t *testing.T) {
	if testing.Short() {
		t.Skip("runs two years of real candles six times")
	}
	gates(t, "-d", filepath.Join(shared.Dir(t), "candles"), "-p", "BTC/USDT", "--timerange", "20220101-20231231", "-s", "NFIQuickstart,MACDCross,BollingerBreakout")
}
