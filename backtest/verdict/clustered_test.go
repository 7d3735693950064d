package verdict

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
		if got := clustered(u, block); math.Abs(got/d.SD-1) > 0.02 {
			t.Errorf("block %v: clustered = %v, resampled %v", block, got, d.SD)
		}
	}
}
