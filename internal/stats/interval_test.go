package stats_test

import (
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// variance has the divisor n, as numpy has it.
func variance(xs []float64) float64 {
	var s, q float64
	for _, x := range xs {
		s += x
	}
	for _, x := range xs {
		d := x - s/float64(len(xs))
		q += float64(d * d)
	}
	return q / float64(len(xs))
}

func mean(xs []float64) float64 {
	var s float64
	for _, x := range xs {
		s += x
	}
	return s / float64(len(xs))
}

// of makes a statistic of values one of row numbers.
func of(xs []float64, f func([]float64) float64) func(idx []int32, out []float64) bool {
	return func(idx []int32, out []float64) bool {
		pick := make([]float64, len(idx))
		for i, row := range idx {
			pick[i] = xs[row]
		}
		out[0] = f(pick)
		return true
	}
}

func TestPercentileReference(t *testing.T) {
	for _, c := range known(t).Percentile {
		f := mean
		if c.Statistic == "var" {
			f = variance
		}
		xs := c.Series.series()
		for i, x := range xs {
			xs[i] = math.Exp(x)
		}
		around := c.Noise.series()
		for i, e := range around {
			around[i] = f(xs) * (1.02 + float64(0.1*e))
		}
		for _, w := range []struct {
			level float64
			want  [2]float64
		}{{0.9, c.Percentile90}, {0.95, c.Percentile95}} {
			got, ok := stats.Percentile(around, w.level)
			if !ok || !near(got.Lo, w.want[0], 1e-11) || !near(got.Hi, w.want[1], 1e-11) {
				t.Errorf("%s of %d: Percentile at %v = %v, want %v", c.Statistic, len(xs), w.level, got, w.want)
			}
		}
	}
}

// The spatial test data of Efron and Tibshirani (1993), An Introduction to the
// Bootstrap, table 14.1; the plug-in variance and, of 2,000 resamples, the 90 %
// interval of table 14.2.
func TestPercentilePublished(t *testing.T) {
	xs := []float64{
		48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
		0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41,
	}
	if got := variance(xs); !near(got, 171.5, 5e-4) {
		t.Errorf("variance = %v, want 171.5", got)
	}
	b := stats.Bootstrap{Rows: len(xs), Resamples: 100_000, Block: 1, Seed: 1}
	cols, _ := b.Run(1, of(xs, variance))
	p, _ := stats.Percentile(cols[0], 0.9)
	if math.Abs(p.Lo-100.8) > 3 || math.Abs(p.Hi-233.9) > 3 { // theirs are of 2,000 resamples
		t.Errorf("Percentile = %v, want about [100.8 233.9]", p)
	}
}
