package main

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/internal/parallel"
)

// stagesOf runs a command and returns the stages that a terminal would have shown. Every
// stage must end, and none go beyond its end.
func stagesOf(t *testing.T, args ...string) []string {
	t.Helper()
	var lock sync.Mutex
	left := map[string]int{}
	ctx := parallel.Watched(t.Context(), func(what string, done, all int) {
		lock.Lock()
		defer lock.Unlock()
		if done > all {
			t.Errorf("%s: %d of %d", what, done, all)
		}
		if n, seen := left[what]; done == 0 || !seen || all-done < n {
			left[what] = all - done
		}
	})
	var stdout, stderr bytes.Buffer
	if code := run(ctx, args, &stdout, &stderr); code != exitOK {
		t.Fatalf("%q: exit code %d: %s", args, code, &stderr)
	}
	if strings.ContainsAny(stderr.String(), "\r\x1b") {
		t.Errorf("%q: a pipe gets %q", args, stderr.String())
	}
	for what, n := range left {
		if n != 0 {
			t.Errorf("%q: %s ends with %d steps to go", args, what, n)
		}
	}
	return slices.Sorted(maps.Keys(left))
}

// Whatever may take more than a second says how far it has come; under -q nobody asks.
func TestProgressIsTold(t *testing.T) {
	dir, out := sampleDir(t), t.TempDir()
	base := []string{"-d", dir, "-p", "BTC/USDT"}
	strategy := append([]string{"-s", "NFIQuickstart", "--filter", "default"}, base...)
	candles, err := filepath.Glob(filepath.Join(dir, "BTC_USDT-5m.*"))
	if err != nil || len(candles) != 1 {
		t.Fatalf("%v, %v: want one file of candles", candles, err)
	}
	folder := filepath.Join(out, "run")
	for _, tt := range []struct {
		args []string
		want []string
	}{
		{append([]string{"run", "-o", folder}, strategy...), []string{"reading candles", "judging risk", "playing strategies", "walking", "comparing", "drawing", "writing charts"}},
		{append([]string{"run", "-q"}, strategy...), nil},
		{append([]string{"signals", "-o", filepath.Join(out, "s.csv")}, base...), []string{"reading candles", "judging risk"}},
		{append([]string{"lookahead", "--cuts", "1"}, base...), []string{"looking ahead in BTC/USDT"}},
		{append([]string{"sweep"}, strategy...), []string{"reading candles", "playing strategies", "trying settings"}},
		{[]string{"data", "import", candles[0], "--pair", "BTC/USDT", "--timeframe", "5m", "--output", filepath.Join(out, "i")}, []string{"converting"}},
		{[]string{"compare", folder, folder}, []string{"comparing"}},
		{[]string{"gate", "--run", folder, "--baseline", folder, "--rule", "total_trades > 0"}, []string{"comparing"}},
	} {
		got := stagesOf(t, tt.args...)
		if tt.want == nil && len(got) > 0 {
			t.Errorf("%q tells of %q, want nothing", tt.args, got)
		}
		for _, want := range tt.want {
			if !slices.Contains(got, want) {
				t.Errorf("%q tells of %q, want %q among them", tt.args, got, want)
			}
		}
	}
}
