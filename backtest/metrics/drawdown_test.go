package metrics_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/metrics"
)

func TestDrawdowns(t *testing.T) {
	tests := []struct {
		name   string
		equity []float64
		want   []metrics.Drawdown
	}{
		{"none", []float64{1, 2, 3}, nil},
		{"empty", nil, nil},
		{"one point", []float64{1}, nil},
		{"flat", []float64{2, 2, 2}, nil},
		{"recovered", []float64{10, 8, 9, 10, 11}, []metrics.Drawdown{{0, 1, 3, true, 2, 0.2}}},
		{"not recovered", []float64{10, 8, 9}, []metrics.Drawdown{{0, 1, 2, false, 2, 0.2}}},
		{"valley is the first lowest", []float64{10, 8, 9, 8, 12}, []metrics.Drawdown{{0, 1, 4, true, 2, 0.2}}},
		{"a lower valley later", []float64{10, 8, 9, 5, 10}, []metrics.Drawdown{{0, 3, 4, true, 5, 0.5}}},
		{"starts at the end of a plateau", []float64{10, 10, 5, 10}, []metrics.Drawdown{{1, 2, 3, true, 5, 0.5}}},
		{"two", []float64{10, 5, 10, 20, 16, 20, 19}, []metrics.Drawdown{
			{0, 1, 2, true, 5, 0.5}, {3, 4, 5, true, 4, 0.2}, {5, 6, 6, false, 1, 0.05},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slices.Collect(metrics.Drawdowns(tt.equity)); !slices.Equal(got, tt.want) {
				t.Errorf("Drawdowns(%v) = %+v, want %+v", tt.equity, got, tt.want)
			}
		})
	}
}

// Drawdowns do not overlap, and every point below the running peak lies in one
// that is at least as deep.
func TestDrawdownsCoverTheCurve(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	for range 200 {
		equity := []float64{100}
		for range rng.IntN(60) {
			equity = append(equity, equity[len(equity)-1]*(1+0.1*(rng.Float64()-0.5)))
		}
		all := slices.Collect(metrics.Drawdowns(equity))
		for i, d := range all {
			if d.Start >= d.Valley || d.Valley > d.End || i > 0 && d.Start < all[i-1].End {
				t.Fatalf("Drawdowns(%v) = %+v", equity, all)
			}
		}
		peak := equity[0]
		for i, e := range equity {
			peak = max(peak, e)
			if e < peak && !slices.ContainsFunc(all, func(d metrics.Drawdown) bool {
				return d.Start < i && i <= d.End && equity[d.Start] == peak && d.Depth >= peak-e
			}) {
				t.Fatalf("point %d of %v lies in no drawdown of %+v", i, equity, all)
			}
		}
	}
}

func TestDrawdownsStop(t *testing.T) {
	n := 0
	for range metrics.Drawdowns([]float64{2, 1, 2, 1, 2, 1}) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("walked on to %d drawdowns after a break", n)
	}
}

func TestWorst(t *testing.T) {
	run := runOf(-10, 10, -50, 50, -30)
	worst := run.Worst(2)
	if len(worst) != 2 || worst[0].Depth != 50 || worst[1].Depth != 30 || worst[1].Recovered {
		t.Errorf("Worst(2) = %+v, want depths 50 and 30, the second open", worst)
	}
	for n, want := range map[int]int{-1: 3, 0: 3, 1: 1, 3: 3, 4: 3} {
		if got := len(run.Worst(n)); got != want {
			t.Errorf("Worst(%d) has %d drawdowns, want %d", n, got, want)
		}
	}
	if d := worst[0]; run.Day(d.Start) != run.Marks[1].Day || run.Day(d.Valley) != run.Marks[2].Day || run.Day(d.End) != run.Marks[3].Day {
		t.Errorf("dates of %+v are %s, %s, %s", d, run.Day(d.Start), run.Day(d.Valley), run.Day(d.End))
	}
}
