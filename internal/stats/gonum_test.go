package stats_test

import (
	"slices"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// What is our own because gonum's last digits differ between platforms, or from the
// definition, is gonum's but for those.
func TestOursIsGonums(t *testing.T) {
	for p := 0.0005; p < 1; p += 0.001 {
		if got, ok := stats.NormalQuantile(p); !ok || !near(got, mathext.NormalQuantile(p), 1e-13) {
			t.Errorf("NormalQuantile(%v) = %v, gonum has %v", p, got, mathext.NormalQuantile(p))
		}
	}
	for seed := range uint64(40) {
		x, y := noise(5+int(seed), seed), recipe{N: 60 - int(seed), Seed: seed + 100, Tied: true}.series()
		d, _ := stats.KolmogorovSmirnov(x, y)
		if want := stat.KolmogorovSmirnov(slices.Sorted(slices.Values(x)), nil, slices.Sorted(slices.Values(y)), nil); !near(d, want, 1e-13) {
			t.Errorf("KolmogorovSmirnov of seed %d = %v, gonum has %v", seed, d, want)
		}
		z := noise(len(x), seed+200)
		if r, _ := stats.Correlation(x, z); !near(r, stat.Correlation(x, z, nil), 1e-11) {
			t.Errorf("Correlation of seed %d = %v, gonum has %v", seed, r, stat.Correlation(x, z, nil))
		}
		m, _ := stats.Describe(x)
		if mean, sd := stat.MeanStdDev(x, nil); !near(m.Mean, mean, 1e-11) || !near(m.SD, sd, 1e-12) {
			t.Errorf("Describe of seed %d = %+v, gonum has %v and %v", seed, m, mean, sd)
		}
	}
}
