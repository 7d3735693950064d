package stats_test

import (
	"math"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

func TestNormalQuantileInverts(t *testing.T) {
	for x := -37.0; x < 8; x += 0.01 {
		got, ok := stats.NormalQuantile(stats.NormalCDF(x))
		// Near 1 a step of p is a step of 1e-16/φ(x).
		tol := 1e-12*math.Abs(x) + 1e-15 + 2e-16*math.Sqrt(2*math.Pi)*math.Exp(max(x, 0)*x/2)
		if !ok || math.Abs(got-x) > tol {
			t.Fatalf("NormalQuantile(NormalCDF(%v)) = %v, %t", x, got, ok)
		}
	}
}

func TestRanks(t *testing.T) {
	got, ok := stats.Ranks([]float64{7, 1, 7, 3, 7})
	if want := []float64{4, 1, 4, 2, 4}; !ok || !slices.Equal(got, want) {
		t.Errorf("Ranks = %v, want %v", got, want)
	}
}

// τ of AR(1) is (1+φ)/(1−φ).
func TestCorrelationTimeOfAR(t *testing.T) {
	for _, phi := range []float64{-0.5, 0, 0.5, 0.9} {
		got, ok := stats.CorrelationTime(recipe{N: 40_000, Seed: 12, Phi: phi}.series())
		if want := (1 + phi) / (1 - phi); !ok || !near(got, want, 0.1) {
			t.Errorf("CorrelationTime of AR(%v) = %v, want about %v", phi, got, want)
		}
	}
	if got, ok := stats.CorrelationTime([]float64{1, -1, 1, -1, 1, -1, 1, -1}); !ok || got <= 0 {
		t.Errorf("CorrelationTime of an alternating series = %v, %t, want a small positive number", got, ok)
	}
}

func TestEffectiveShifts(t *testing.T) {
	const day, days = 288, 400
	daily, random := make([]bool, day*days), make([]bool, day*days)
	u := noise(day*days/24, 13)
	for i := range daily {
		daily[i] = i%day < 30
		random[i] = u[i/24] > 1 // blocks of two hours
	}
	if got, ok := stats.EffectiveShifts(daily, day); !ok || got > 3 {
		t.Errorf("a mask of the time of day has %v independent shifts by days, want about 1", got)
	}
	if got, ok := stats.EffectiveShifts(random, day); !ok || got < 0.8*days || got > days {
		t.Errorf("a mask without memory has %v independent shifts by days, want nearly %d", got, days)
	}
	if got, ok := stats.EffectiveShifts(random, 1); !ok || !near(got, day*days/24, 0.15) {
		t.Errorf("a mask of blocks of 24 rows has %v independent shifts, want about %d", got, day*days/24)
	}
}

// A mask that is turned has the same circular shifts, whatever its length.
func TestEffectiveShiftsOfTurns(t *testing.T) {
	for _, n := range []int{63, 64, 65, 127, 128, 129, 200} {
		mask := make([]bool, n)
		for i, u := range noise(n, uint64(n)) {
			mask[i] = u > 0.3
		}
		want, ok := stats.EffectiveShifts(mask, 1)
		for by := range n {
			got, _ := stats.EffectiveShifts(slices.Concat(mask[by:], mask[:by]), 1)
			if !ok || !near(got, want, 1e-12) {
				t.Fatalf("%d rows turned by %d have %v independent shifts, want %v", n, by, got, want)
			}
		}
	}
}

// Where every setting earns the same in total, what leads in sample trails out of
// sample: the compensation effect of Bailey et al. (2017). A setting that always
// leads is never overfit.
func TestCrossValidate(t *testing.T) {
	var flat [][]float64
	for s := range 7 {
		xs := noise(320, 20+uint64(s))
		m := mean(xs)
		for i := range xs {
			xs[i] -= m
		}
		flat = append(flat, xs)
	}
	got, ok := stats.CrossValidate(flat, 16)
	if !ok || got.PBO < 0.95 || got.Loss < 0.99 || got.Slope > -0.5 || len(got.Logits) != 12_870 {
		t.Errorf("settings without profit: PBO %v, loss %v, slope %v, %d splits", got.PBO, got.Loss, got.Slope, len(got.Logits))
	}
	for i := range flat[3] {
		flat[3][i] += 2
	}
	if got, ok = stats.CrossValidate(flat, 16); !ok || got.PBO != 0 || got.Loss != 0 {
		t.Errorf("one setting far ahead: PBO %v, loss %v, want 0", got.PBO, got.Loss)
	}
}

func TestStabilityIndex(t *testing.T) {
	x := noise(1000, 30)
	if got, ok := stats.StabilityIndex(x, x, 10); !ok || got != 0 {
		t.Errorf("StabilityIndex of a sample and itself = %v, %t, want 0", got, ok)
	}
	y := slices.Clone(x)
	for i := range y {
		y[i]++
	}
	if got, ok := stats.StabilityIndex(x, y, 10); !ok || got < 0.5 {
		t.Errorf("StabilityIndex of a sample and one a deviation higher = %v, want much", got)
	}
}

func TestMonteCarloP(t *testing.T) {
	for _, tt := range []struct {
		b, m int
		want float64
	}{{0, 0, 1}, {0, 99, 0.01}, {99, 99, 1}, {4, 99, 0.05}} {
		if got, ok := stats.MonteCarloP(tt.b, tt.m); !ok || !near(got, tt.want, 1e-15) {
			t.Errorf("MonteCarloP(%d, %d) = %v, want %v", tt.b, tt.m, got, tt.want)
		}
	}
}

// Samples of one value, and an observation tied with a replicate.
func TestSmallestSamples(t *testing.T) {
	for _, tt := range []struct {
		name string
		got  func() (float64, bool)
		want float64
	}{
		{"KolmogorovSmirnov of two values", func() (float64, bool) { return stats.KolmogorovSmirnov([]float64{1}, []float64{2}) }, 1},
		{"KolmogorovSmirnov of one value twice", func() (float64, bool) { return stats.KolmogorovSmirnov([]float64{1}, []float64{1}) }, 0},
		{"Correlation of two rising pairs", func() (float64, bool) { return stats.Correlation([]float64{1, 2}, []float64{3, 5}) }, 1},
		{"Sharpe of 1 and 3", func() (float64, bool) { return stats.Sharpe([]float64{1, 3}) }, math.Sqrt2},
		{"ExpectedMaxSharpe of one", func() (float64, bool) { return stats.ExpectedMaxSharpe(1, 4) }, 0},
	} {
		if got, ok := tt.got(); !ok || math.Abs(got-tt.want) > 1e-15 {
			t.Errorf("%s = %v, %t, want %v", tt.name, got, ok, tt.want)
		}
	}
}
