package stats_test

import (
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// relative is near without the absolute floor, for tails.
func relative(got, want, tol float64) bool {
	return got == want || want != 0 && near(got/want, 1, tol)
}

func TestDistributions(t *testing.T) {
	ref := known(t)
	for _, c := range ref.NormalQuantile {
		if got, ok := stats.NormalQuantile(c[0]); !ok || !near(got, c[1], 1e-14) {
			t.Errorf("NormalQuantile(%v) = %v, %t, want %v", c[0], got, ok, c[1])
		}
	}
	for _, c := range ref.NormalCDF {
		if got := stats.NormalCDF(c[0]); !relative(got, c[1], 1e-12) {
			t.Errorf("NormalCDF(%v) = %v, want %v", c[0], got, c[1])
		}
	}
}

func TestQuantiles(t *testing.T) {
	for _, c := range known(t).Quantiles {
		got, ok := stats.Quantiles(c.Series.series(), c.P...)
		if !ok || !slices.Equal(got, c.Q) {
			t.Errorf("Quantiles of %+v = %v, %t, want %v", c.Series, got, ok, c.Q)
		}
	}
}

func TestBlockLength(t *testing.T) {
	for _, c := range known(t).BlockLength {
		s, b, ok := stats.BlockLength(c.Series.series())
		if !ok || !near(s, c.Stationary, 1e-10) || !near(b, c.Circular, 1e-10) {
			t.Errorf("BlockLength(%+v) = %v, %v, %t, want %v, %v", c.Series, s, b, ok, c.Stationary, c.Circular)
		}
	}
}

func TestDependence(t *testing.T) {
	ref := known(t)
	for _, c := range ref.Dependence {
		xs := c.Series.series()
		tau, ok := stats.CorrelationTime(xs)
		if !ok || !near(tau, c.Tau, 1e-10) {
			t.Errorf("CorrelationTime(%+v) = %v, %t, want %v", c.Series, tau, ok, c.Tau)
		}
	}
	for _, c := range ref.Shifts {
		var mask []bool
		for _, x := range c.Series.series() {
			mask = append(mask, x > 0.5)
		}
		if got, ok := stats.EffectiveShifts(mask, c.Step); !ok || !near(got, c.Shifts, 1e-10) {
			t.Errorf("EffectiveShifts(%+v, %d) = %v, %t, want %v", c.Series, c.Step, got, ok, c.Shifts)
		}
	}
}

func TestPairs(t *testing.T) {
	for _, c := range known(t).Pairs {
		x, y := c.X.series(), c.Y.series()
		for i := range y {
			y[i] += 0.25
		}
		d, ok := stats.KolmogorovSmirnov(x, y)
		if !ok || !near(d, c.D, 1e-14) {
			t.Errorf("%+v %+v: distance %v, want %v", c.X, c.Y, d, c.D)
		}
		if psi, ok := stats.StabilityIndex(x, y, 10); !ok || !near(psi, c.PSI, 1e-12) {
			t.Errorf("StabilityIndex(%+v, %+v) = %v, want %v", c.X, c.Y, psi, c.PSI)
		}
		if c.Rho == nil {
			continue
		}
		for i := range y {
			y[i] += 0.5 * x[i]
		}
		rho, ok := stats.Spearman(x, y)
		if !ok || !near(rho, *c.Rho, 1e-12) {
			t.Errorf("Spearman(%+v, %+v) = %v, want %v", c.X, c.Y, rho, *c.Rho)
		}
	}
}

func TestWilson(t *testing.T) {
	for _, c := range known(t).Wilson {
		got, ok := stats.Wilson(int(c[0]), int(c[1]), c[2])
		if !ok || !near(got.Lo, c[3], 1e-12) || !near(got.Hi, c[4], 1e-12) {
			t.Errorf("Wilson(%v, %v, %v) = %v, want %v", c[0], c[1], c[2], got, c[3:])
		}
	}
}

func TestMoments(t *testing.T) {
	for _, c := range known(t).Moments {
		xs := c.Series.series()
		for i := range xs {
			xs[i] = float64(0.01*xs[i]) + 0.001
		}
		m, ok := stats.Describe(xs)
		if !ok || m.N != len(xs) || !near(m.Mean, c.Mean, 1e-12) || !near(m.SD, c.SD, 1e-12) ||
			!near(m.Skewness, c.Skewness, 1e-10) || !near(m.Kurtosis, c.Kurtosis, 1e-11) {
			t.Errorf("Describe(%+v) = %+v, want %+v", c.Series, m, c)
		}
		if got, ok := stats.Sharpe(xs); !ok || !near(got, c.Mean/c.SD, 1e-11) {
			t.Errorf("Sharpe(%+v) = %v, want %v", c.Series, got, c.Mean/c.SD)
		}
	}
}

func TestCrossValidateReference(t *testing.T) {
	for _, c := range known(t).Overfitting {
		var returns [][]float64
		for s := range c.Settings {
			returns = append(returns, noise(c.Rows, c.First+uint64(s)))
		}
		for i := range returns[1] {
			returns[1][i] += c.Better
		}
		got, ok := stats.CrossValidate(returns, c.Blocks)
		if !ok || !near(got.PBO, c.PBO, 1e-12) || !near(got.Loss, c.Loss, 1e-12) || !near(got.Slope, c.Slope, 1e-9) {
			t.Errorf("%d settings, %d rows: PBO %v, loss %v, slope %v, want %v, %v, %v",
				c.Settings, c.Rows, got.PBO, got.Loss, got.Slope, c.PBO, c.Loss, c.Slope)
		}
		slices.Sort(got.Logits)
		for i, want := range c.Logits {
			if !near(got.Logits[i], want, 1e-12) {
				t.Fatalf("%d settings, %d rows: logit %d of %d = %v, want %v",
					c.Settings, c.Rows, i, len(c.Logits), got.Logits[i], want)
			}
		}
	}
}
