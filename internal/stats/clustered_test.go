package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// The closed form is the deviation of the resampled sums.
func TestClusteredIsBootstrap(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for _, block := range []float64{1, 3, 20} {
		u := make([]float64, 300)
		for i := range u {
			u[i] = rng.NormFloat64() + 1
			if i > 0 {
				u[i] += 0.7 * u[i-1]
			}
		}
		boot := stats.Bootstrap{Rows: len(u), Resamples: 20_000, Block: block, Seed: 1}
		sums, ok := boot.Run(1, func(idx []int32, out []float64) bool {
			out[0] = 0
			for _, row := range idx {
				out[0] += u[row]
			}
			return true
		})
		if !ok {
			t.Fatal("no resamples")
		}
		d, _ := stats.Describe(sums[0])
		// The deviation of a deviation of 20,000 values is 0.5 % of it.
		if got := stats.Clustered(u, block); math.Abs(got/d.SD-1) > 0.02 {
			t.Errorf("block %v: clustered = %v, resampled %v", block, got, d.SD)
		}
	}
}

// A thousandth of the values has a thousandth of the deviation, values that do not vary
// have none, and those of one block each are as good as independent:
//
//	√Σ(u − mean)²
func TestClusteredScales(t *testing.T) {
	u := []float64{3, -1, 4, 1, -5, 9, 2, -6, 5, 3}
	small := make([]float64, len(u))
	mean, square := 1.5, 0.0
	for i, x := range u {
		small[i] = x / 1000
		square += (x - mean) * (x - mean)
	}
	if got := stats.Clustered(u, 1); math.Abs(got-math.Sqrt(square)) > 1e-12 {
		t.Errorf("clustered = %v, want %v", got, math.Sqrt(square))
	}
	for _, block := range []float64{0.3, 1, 2.5, 50} {
		if a, b := stats.Clustered(u, block), stats.Clustered(small, block); !(a > 0) || math.Abs(a-1000*b) > 1e-9 {
			t.Errorf("block %v: %v, of a thousandth %v", block, a, b)
		}
	}
	// Two days, blocks of two on average: q = 1/2, v = Σu² + 2·(1−1/2)·q·2·u₀u₁ with u = ±1.
	if got := stats.Clustered([]float64{1, 3}, 2); math.Abs(got-1) > 1e-12 {
		t.Errorf("of two days %v, want 1", got)
	}
	if got := stats.Clustered([]float64{7, 7, 7}, 2); got != 0 {
		t.Errorf("of three equal days %v, want 0", got)
	}
	if stats.Clustered(nil, 1) != 0 || stats.Clustered([]float64{4}, 1) != 0 {
		t.Error("one day has no deviation")
	}
}
