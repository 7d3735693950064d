package shift_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/internal/stats"
)

func numbers(mask []bool) []float64 {
	out := make([]float64, len(mask))
	for i, on := range mask {
		if on {
			out[i] = 1
		}
	}
	return out
}

// φ is Pearson's correlation of the mask and itself some rows later; the share between
// stretches is that of the variance which their means have.
func TestRepeatsIsACorrelation(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 5))
		n, lag := 30+rng.IntN(60), 1+rng.IntN(9)
		mask := make([]bool, n)
		for i := range mask { // denser and denser
			mask[i] = rng.Float64() < float64(i)/float64(n) || lag > 1 && i%lag == 0
		}
		whole := n / lag
		cut := numbers(mask[:whole*lag])
		var means []float64
		for k := range whole {
			sum := 0.0
			for _, x := range cut[k*lag : (k+1)*lag] {
				sum += x
			}
			means = append(means, sum/float64(lag))
		}
		share := variance(means) / variance(cut)
		if got := shift.Between(mask, lag); math.Abs(got-share) > 1e-9 {
			t.Errorf("%d rows, stretches of %d: %v of the variance between them, want %v", n, lag, got, share)
		}
		want, ok := stats.Correlation(numbers(mask[:n-lag]), numbers(mask[lag:]))
		if share > 0.5 {
			want = 0
		}
		if got, defined := shift.Repeats(mask, lag); defined != ok || math.Abs(got-want) > 1e-9 {
			t.Errorf("%d rows, %d later: φ = %v (%v), want %v (%v)", n, lag, got, defined, want, ok)
		}
	}
}

func variance(xs []float64) (v float64) {
	mean := 0.0
	for _, x := range xs {
		mean += x / float64(len(xs))
	}
	for _, x := range xs {
		v += (x - mean) * (x - mean) / float64(len(xs))
	}
	return v
}

// The value at a place is that of the sorted values, and parts them.
func TestPlace(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for n := 1; n < 60; n++ {
		xs := make([]float64, n)
		for i := range xs {
			xs[i] = float64(rng.IntN(1 + n/2))
		}
		sorted := slices.Sorted(slices.Values(xs))
		for at := range n {
			mine := slices.Clone(xs)
			rng.Shuffle(n, func(i, j int) { mine[i], mine[j] = mine[j], mine[i] })
			if got := shift.Place(mine, at); got != sorted[at] {
				t.Fatalf("place %d of %v: %v, want %v", at, xs, got, sorted[at])
			}
			if at > 0 && slices.Max(mine[:at]) > mine[at] || slices.Min(mine[at:]) < mine[at] {
				t.Fatalf("place %d does not part %v", at, mine)
			}
		}
	}
}
