package stats_test

import (
	"fmt"
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// Six years of days.
const days = 2100

func BenchmarkRun(b *testing.B) {
	xs := noise(days, 1)
	boot := stats.Bootstrap{Rows: days, Resamples: 10_000, Block: 10, Seed: 1}
	for b.Loop() { // maximum drawdown of the resampled path
		boot.Run(1, func(idx []int32, out []float64) bool {
			var at, top, low float64
			for _, row := range idx {
				at += xs[row]
				top = max(top, at)
				low = max(low, top-at)
			}
			out[0] = low
			return true
		})
	}
}

func BenchmarkBlockLength(b *testing.B) {
	xs := recipe{N: days, Seed: 1, Phi: 0.5}.series()
	for b.Loop() {
		stats.BlockLength(xs)
	}
}

func BenchmarkEffectiveShifts(b *testing.B) {
	for _, years := range []int{1, 2, 4, 6} {
		b.Run(fmt.Sprint("years=", years), func(b *testing.B) {
			mask := make([]bool, years*365*288)
			for i := range mask {
				mask[i] = i%288 < 60 // the worst: it never forgets
			}
			for b.Loop() {
				stats.EffectiveShifts(mask, 288)
			}
		})
	}
}

func BenchmarkCrossValidate(b *testing.B) {
	var returns [][]float64
	for s := range 200 {
		returns = append(returns, noise(days, uint64(s)))
	}
	for b.Loop() {
		stats.CrossValidate(returns, 16)
	}
}

func BenchmarkSpearman(b *testing.B) {
	x, y := noise(100_000, 1), noise(100_000, 2)
	for b.Loop() {
		stats.Spearman(x, y)
	}
}
