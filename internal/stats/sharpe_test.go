package stats_test

import (
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// twins returns correlated returns of n periods.
func twins(n int, seed uint64) (xs, ys []float64) {
	xs, ys = noise(n, seed), noise(n, seed+1<<32)
	for i := range xs {
		xs[i] += 0.2
		ys[i] = 0.8*xs[i] + 0.6*ys[i]
	}
	return xs, ys
}

// The errors the tests claim are the spread of the difference over many samples.
func TestSharpeDifferenceError(t *testing.T) {
	var differences, plain, robust []float64
	rejected := 0
	for seed := range uint64(2000) {
		x, y := twins(250, 1000+seed)
		a, ok := stats.SharpeDifference(x, y)
		b, okHAC := stats.SharpeDifferenceHAC(x, y)
		if !ok || !okHAC || a.Difference != b.Difference || a.Bandwidth != 0 {
			t.Fatalf("SharpeDifference = %+v, HAC %+v", a, b)
		}
		differences = append(differences, a.Difference)
		plain, robust = append(plain, a.Error), append(robust, b.Error)
		if math.Abs(a.Difference-0.04)/a.Error > 1.96 { // true ratios 0.2 and 0.16
			rejected++
		}
	}
	sd := math.Sqrt(variance(differences))
	if !near(mean(plain), sd, 0.05) || !near(mean(robust), sd, 0.06) {
		t.Errorf("spread %v, errors on average %v and %v", sd, mean(plain), mean(robust))
	}
	if rejected < 60 || rejected > 145 {
		t.Errorf("the true difference lies outside its 95 %% interval in %d of 2,000 samples, want about 100", rejected)
	}
}

func TestSharpeDifferenceOfOne(t *testing.T) {
	x, y := twins(100, 1)
	a, _ := stats.SharpeDifference(x, y)
	b, _ := stats.SharpeDifference(y, x)
	if a.Z != -b.Z || a.P != b.P {
		t.Errorf("the test is not symmetric: %+v, %+v", a, b)
	}
	scaled := make([]float64, len(x))
	for i := range x {
		scaled[i] = 3 * x[i]
	}
	for _, f := range []func(x, y []float64) (stats.SharpeTest, bool){stats.SharpeDifference, stats.SharpeDifferenceHAC} {
		if got, ok := f(x, x); ok {
			t.Errorf("a series against itself: %+v, want undefined", got)
		}
		if got, ok := f(x, scaled); ok {
			t.Errorf("a series against three times itself: %+v, want undefined", got)
		}
	}
}

// Replicates from sums are those of the resampled series themselves.
func TestBootstrapSharpeDifference(t *testing.T) {
	x, y := twins(200, 2)
	b := stats.Bootstrap{Rows: 200, Resamples: 300, Block: 4, Seed: 1}
	got, ok := b.SharpeDifference(x, y)
	want, _ := b.Run(1, func(idx []int32, out []float64) bool {
		p, q := make([]float64, len(idx)), make([]float64, len(idx))
		for i, row := range idx {
			p[i], q[i] = x[row], y[row]
		}
		sp, okP := stats.Sharpe(p)
		sq, okQ := stats.Sharpe(q)
		out[0] = sp - sq
		return okP && okQ
	})
	if !ok || len(got) != len(want[0]) {
		t.Fatalf("%d replicates, want %d", len(got), len(want[0]))
	}
	for i := range got {
		if !near(got[i], want[0][i], 1e-9) {
			t.Fatalf("replicate %d = %v, want %v", i, got[i], want[0][i])
		}
	}
}

// The interval of a bootstrap is as wide as the closed form says, for independent
// normal returns.
func TestBootstrapSharpeWidth(t *testing.T) {
	x, y := twins(1000, 3)
	rep, _ := stats.Bootstrap{Rows: 1000, Resamples: 5000, Block: 1, Seed: 2}.SharpeDifference(x, y)
	a, _ := stats.SharpeDifference(x, y)
	i, _ := stats.Percentile(rep, 0.95)
	if got, want := i.Hi-i.Lo, 2*1.96*a.Error; !near(got, want, 0.08) {
		t.Errorf("width %v, want about %v", got, want)
	}
}
