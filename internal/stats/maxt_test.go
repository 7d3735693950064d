package stats_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

func TestStepDownMaxT(t *testing.T) {
	for _, c := range known(t).StepDown {
		placebos := make([][]float64, len(c.Observed))
		for i := range placebos {
			placebos[i] = recipe{N: c.Placebos, Seed: c.First + uint64(i), Phi: 0.5}.series()
		}
		got, ok := stats.StepDownMaxT(c.Observed, placebos)
		for i := range c.P {
			if !ok || !near(got[i], c.P[i], 1e-12) {
				t.Errorf("StepDownMaxT of %d cells = %v, want %v", len(c.P), got, c.P)
				break
			}
		}
	}
	for name, x := range map[string]struct {
		observed []float64
		placebos [][]float64
	}{
		"nothing": {nil, nil}, "other lengths": {[]float64{1}, nil}, "uneven placebos": {[]float64{1, 2}, [][]float64{{1, 2}, {1}}},
	} {
		if p, ok := stats.StepDownMaxT(x.observed, x.placebos); ok {
			t.Errorf("%s: %v", name, p)
		}
	}
}
