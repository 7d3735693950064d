package stats_test

import (
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// The numerical example of Bailey and López de Prado (2014): five years of daily
// returns, 250 a year, a Sharpe ratio of 2.5 and a variance of ½ a year.
func TestDeflatedSharpePublished(t *testing.T) {
	sr, variance := 2.5/math.Sqrt(250), 0.5/250
	if got, _ := stats.ExpectedMaxSharpe(100, variance); math.Abs(got-0.1132) > 0.00005 {
		t.Errorf("ExpectedMaxSharpe(100) = %v, want 0.1132", got)
	}
	tests := []struct {
		name               string
		trials             int
		skewness, kurtosis float64
		want               float64
	}{
		{"100 trials", 100, -3, 10, 0.9004},
		{"46 trials", 46, -3, 10, 0.9505},
		{"88 trials, normal returns", 88, 0, 3, 0.9505},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := stats.DeflatedSharpe(sr, 1250, tt.skewness, tt.kurtosis, tt.trials, variance)
			if !ok || math.Abs(got-tt.want) > 0.00005 {
				t.Errorf("DeflatedSharpe = %v, %t, want %v", got, ok, tt.want)
			}
		})
	}
}

// Bailey and López de Prado (2012): two years of monthly returns, ratio 0.458.
func TestProbabilisticSharpePublished(t *testing.T) {
	if got, ok := stats.ProbabilisticSharpe(0.458, 0, 24, 0, 3); !ok || math.Abs(got-0.982) > 0.0005 {
		t.Errorf("normal returns: %v, want 0.982", got)
	}
	if got, ok := stats.ProbabilisticSharpe(0.458, 0, 24, -2.448, 10.164); !ok || math.Abs(got-0.913) > 0.0005 {
		t.Errorf("skewed returns: %v, want 0.913", got)
	}
}

// Newcombe, R. G. (1998). "Two-sided confidence intervals for the single
// proportion". Statistics in Medicine 17: 857–872, table I, method 3.
func TestWilsonPublished(t *testing.T) {
	for _, tt := range []struct {
		k, n   int
		lo, hi float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
	} {
		got, ok := stats.Wilson(tt.k, tt.n, 0.95)
		if !ok || math.Abs(got.Lo-tt.lo) > 0.00005 || math.Abs(got.Hi-tt.hi) > 0.00005 {
			t.Errorf("Wilson(%d, %d) = %v, want [%v %v]", tt.k, tt.n, got, tt.lo, tt.hi)
		}
	}
}

// Wikipedia, "Spearman's rank correlation coefficient": intelligence and hours of
// television, ρ = −29/165.
func TestSpearmanPublished(t *testing.T) {
	iq := []float64{106, 100, 86, 101, 99, 103, 97, 113, 112, 110}
	tv := []float64{7, 27, 2, 50, 28, 29, 20, 12, 6, 17}
	rho, ok := stats.Spearman(iq, tv)
	if !ok || !near(rho, -29.0/165, 1e-14) {
		t.Errorf("Spearman = %v, want %v", rho, -29.0/165)
	}
}
