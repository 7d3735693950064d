package stats_test

import (
	"math"
	"slices"
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

func TestIntervalsReference(t *testing.T) {
	for _, c := range known(t).BCa {
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
		jack, ok := stats.Jackknife(len(xs), 1, 1, of(xs, f))
		if !ok {
			t.Fatal("no jackknife")
		}
		for _, w := range []struct {
			level           float64
			percentile, bca [2]float64
		}{{0.9, c.Percentile90, c.BCa90}, {0.95, c.Percentile95, c.BCa95}} {
			got, ok := stats.Percentile(around, w.level)
			if !ok || !near(got.Lo, w.percentile[0], 1e-11) || !near(got.Hi, w.percentile[1], 1e-11) {
				t.Errorf("%s of %d: Percentile at %v = %v, want %v", c.Statistic, len(xs), w.level, got, w.percentile)
			}
			got, ok = stats.BCa(around, f(xs), jack[0], w.level)
			if !ok || !near(got.Lo, w.bca[0], 1e-9) || !near(got.Hi, w.bca[1], 1e-9) {
				t.Errorf("%s of %d: BCa at %v = %v, want %v", c.Statistic, len(xs), w.level, got, w.bca)
			}
		}
	}
}

// The spatial test data of Efron and Tibshirani (1993), An Introduction to the
// Bootstrap, table 14.1; the plug-in variance, its acceleration 0.061 and, of 2,000
// resamples, the 90 % intervals of table 14.2.
func TestBCaPublished(t *testing.T) {
	xs := []float64{
		48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
		0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41,
	}
	observed := variance(xs)
	if !near(observed, 171.5, 5e-4) {
		t.Errorf("variance = %v, want 171.5", observed)
	}
	jack, _ := stats.Jackknife(len(xs), 1, 1, of(xs, variance))
	if a, ok := stats.Acceleration(jack[0]); !ok || math.Abs(a-0.061) > 0.0005 {
		t.Errorf("Acceleration = %v, %t, want 0.061", a, ok)
	}
	b := stats.Bootstrap{Rows: len(xs), Resamples: 100_000, Block: 1, Seed: 1}
	cols, _ := b.Run(1, of(xs, variance))
	p, _ := stats.Percentile(cols[0], 0.9)
	if math.Abs(p.Lo-100.8) > 3 || math.Abs(p.Hi-233.9) > 3 { // theirs are of 2,000 resamples
		t.Errorf("Percentile = %v, want about [100.8 233.9]", p)
	}
	bca, ok := stats.BCa(cols[0], observed, jack[0], 0.9)
	if !ok || math.Abs(bca.Lo-115.8) > 4 || math.Abs(bca.Hi-259.6) > 4 {
		t.Errorf("BCa = %v, %t, want about [115.8 259.6]", bca, ok)
	}
}

// Without bias and acceleration BCa is the percentile interval.
func TestBCaOfSymmetry(t *testing.T) {
	var rep []float64
	for i := range 2001 {
		rep = append(rep, float64(i-1000))
	}
	got, ok := stats.BCa(rep, 0, []float64{-1, 0, 1}, 0.9)
	want, _ := stats.Percentile(rep, 0.9)
	if !ok || !near(got.Lo, want.Lo, 1e-12) || !near(got.Hi, want.Hi, 1e-12) {
		t.Errorf("BCa = %v, want %v", got, want)
	}
}

func TestJackknifeGroups(t *testing.T) {
	f := func(idx []int32, out []float64) bool {
		out[0] = float64(len(idx))
		for i, row := range idx {
			out[0] += float64(row) * math.Pow(10, float64(i+1))
		}
		return true
	}
	got, ok := stats.Jackknife(5, 2, 1, f)
	want := []float64{3 + 20 + 300 + 4000, 3 + 0 + 100 + 4000, 4 + 0 + 100 + 2000 + 30000}
	if !ok || !slices.Equal(got[0], want) {
		t.Errorf("Jackknife(5, 2) = %v, want %v", got, want)
	}
}
