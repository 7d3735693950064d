package stats_test

import (
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// column sums resampled values one by one.
func column(xs []float64) func(idx []int32, out []float64) bool {
	return func(idx []int32, out []float64) bool {
		out[0] = 0
		for _, row := range idx {
			out[0] += xs[row]
		}
		return true
	}
}

// sums are the replicates of the sum of xs.
func sums(b stats.Bootstrap, xs []float64) []float64 {
	out, _ := b.Run(1, column(xs))
	return out[0]
}

func TestBootstrapIsTheSameOnAnyProcessors(t *testing.T) {
	b := stats.Bootstrap{Rows: 300, Resamples: 1000, Block: 5, Seed: 3}
	x := noise(300, 4)
	want := sums(b, x)
	for _, procs := range []int{1, 3, 8} {
		before := runtime.GOMAXPROCS(procs)
		got := sums(b, x)
		runtime.GOMAXPROCS(before)
		if !slices.Equal(got, want) {
			t.Errorf("GOMAXPROCS %d changes the replicates", procs)
		}
	}
	b.Resamples = 100 // the first resamples do not depend on how many there are
	if fewer := sums(b, x); !slices.Equal(fewer, want[:100]) {
		t.Error("100 resamples are not the first of 1,000")
	}
	b.Seed = 4
	if other := sums(b, x); slices.Equal(other, want[:100]) {
		t.Error("another seed gives the same replicates")
	}
}

// The first resamples of a seed, so that a change of the random stream is noticed:
// published figures would move.
func TestBootstrapIsPinned(t *testing.T) {
	b := stats.Bootstrap{Rows: 10, Resamples: 3, Block: 3, Seed: 1}
	ramp := make([]float64, 10)
	for i := range ramp {
		ramp[i] = math.Pow(10, float64(i))
	}
	got := sums(b, ramp)
	want := []float64{3111000022, 111121210, 1011110032}
	if !slices.Equal(got, want) {
		t.Errorf("how often each row is drawn, row 9 first = %.0f, want %.0f", got, want)
	}
}

// Blocks are what Politis and Romano (1994) draw: every row is as likely, a row is
// followed by its successor with probability q + (1−q)/n.
func TestStationaryBlocks(t *testing.T) {
	const n, resamples = 40, 50_000
	for _, block := range []float64{1, 2.5, 10, 40} {
		b := stats.Bootstrap{Rows: n, Resamples: resamples, Block: block, Seed: 5}
		cols, _ := b.Run(n+1, func(idx []int32, out []float64) bool {
			clear(out)
			for i, row := range idx {
				out[row]++
				if i > 0 && row == (idx[i-1]+1)%n {
					out[n]++
				}
			}
			return true
		})
		for row := range n {
			if got := mean(cols[row]); math.Abs(got-1) > 0.12 {
				t.Errorf("block %v: row %d is drawn %v times a resample, want 1", block, row, got)
			}
		}
		q := 1 - 1/block
		want := (n - 1) * (q + (1-q)/n)
		if got := mean(cols[n]); !near(got, want, 0.01) {
			t.Errorf("block %v: %v rows follow their predecessor, want %v", block, got, want)
		}
	}
}

// The variance of a resampled mean is known in closed form, Politis and Romano
// (1994) lemma 1, with circular autocovariances C:
//
//	n·Var = C(0) + 2·Σ (1 − k/n)·qᵏ·C(k),   k from 1 to n−1
func TestStationaryVariance(t *testing.T) {
	const n = 120
	xs := recipe{N: n, Seed: 6, Phi: 0.8}.series()
	m := mean(xs)
	for _, block := range []float64{1, 3, 15, 60} {
		want := variance(xs)
		for k := 1; k < n; k++ {
			var c float64
			for i := range xs {
				c += (xs[i] - m) * (xs[(i+k)%n] - m) / n
			}
			want += 2 * (1 - float64(k)/n) * math.Pow(1-1/block, float64(k)) * c
		}
		replicates := sums(stats.Bootstrap{Rows: n, Resamples: 100_000, Block: block, Seed: 7}, xs)
		if got := variance(replicates) / n; !near(got, want, 0.02) {
			t.Errorf("block %v: n·variance of the mean = %v, want %v", block, got, want)
		}
	}
}

func TestStationaryReference(t *testing.T) {
	for _, c := range known(t).Stationary {
		n := float64(c.Series.N)
		b := stats.Bootstrap{Rows: c.Series.N, Resamples: 40_000, Block: c.Block, Seed: 8}
		replicates := sums(b, c.Series.series())
		if sd := math.Sqrt(variance(replicates)) / n; !near(sd, c.SD, 0.02) {
			t.Errorf("%+v: standard deviation %v, want %v", c.Series, sd, c.SD)
		}
		q, _ := stats.Quantiles(replicates, 0.05, 0.5, 0.95)
		for i, want := range c.Q {
			if math.Abs(q[i]/n-want) > 0.05*c.SD {
				t.Errorf("%+v: quantile %d = %v, want %v", c.Series, i, q[i]/n, want)
			}
		}
	}
}

func TestRunLeavesOut(t *testing.T) {
	b := stats.Bootstrap{Rows: 4, Resamples: 100, Block: 1, Seed: 1}
	cols, ok := b.Run(2, func(idx []int32, out []float64) bool {
		out[0], out[1] = float64(idx[0]), 1/float64(idx[1]) // infinite for row 0
		return idx[0] != 3
	})
	if !ok || len(cols[0]) != len(cols[1]) || len(cols[0]) > 80 || slices.Contains(cols[0], 3) {
		t.Errorf("Run = %v, %t", cols, ok)
	}
	if _, ok := b.Run(1, func([]int32, []float64) bool { return false }); ok {
		t.Error("Run without a replicate is defined")
	}
}
