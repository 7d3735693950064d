package study_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
)

func live() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// What a run is said to need is about what stays in memory after it.
func TestNeed(t *testing.T) {
	if testing.Short() {
		t.Skip("runs four strategies on two pairs for two years")
	}
	s := study.Default().WithSample()
	s.Pairs = []string{"BTC/USDT", "ETH/USDT"}
	before := live()
	r, err := study.Run(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	got, want := live()-before, r.Need()
	if x := float64(got) / float64(want); x < 0.6 || x > 1.4 || r.Rows() < 400_000 {
		t.Errorf("%d candles take %d bytes, said to be %d", r.Rows(), got, want)
	}
	runtime.KeepAlive(r)
}

// A study that the machine cannot hold is refused while it is read.
func TestTooBig(t *testing.T) {
	s := study.Default().WithSample()
	s.Pairs = nil
	for i := range 500 {
		s.Pairs = append(s.Pairs, fmt.Sprintf("A%d/USDT", i))
	}
	p, err := study.NewPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	p.Most = 1 << 30
	_, err = p.Load(t.Context())
	var known *fault.Error
	if !errors.As(err, &known) || known.Kind != fault.Usage || !strings.Contains(err.Error(), "500 pairs take about 7.") || !strings.Contains(err.Error(), "GiB of memory, and there are 1.0 GiB") {
		t.Errorf("Load = %v, want a fault of usage with both sizes", err)
	}
}

// Of thousands of faults a few are printed.
func TestFewFaults(t *testing.T) {
	s := study.Default().WithSample()
	s.DataDir, s.Pairs = t.TempDir(), nil
	for i := range 2_000 {
		s.Pairs = append(s.Pairs, fmt.Sprintf("A%d/USDT", i))
	}
	p, err := study.NewPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Load(t.Context())
	if lines := strings.Split(fmt.Sprint(err), "\n"); len(lines) != 8 || lines[7] != "and 1993 more faults" {
		t.Errorf("Load says %d lines, the last %q; want 8 that end with the number of the others", len(lines), lines[len(lines)-1])
	}
}
