package sweep_test

import (
	"fmt"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/strategies"
)

// grid is n thresholds from 0.3 to 0.9.
func grid(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 0.3 + 0.6*float64(i)/float64(n)
	}
	return out
}

// BenchmarkTry walks 1,000 thresholds at every whole-day shift. A shift costs the
// signals that it blocks; the number of shifts grows with the years as well.
func BenchmarkTry(b *testing.B) {
	for _, spec := range strategies.All() {
		for _, years := range []int{1, 2, 4, 6} {
			books, dials := btc(b, spec, years)
			cell := sweep.NewTestbed(books, backtest.DefaultWallet(), aim(sweep.Selection))
			b.Run(fmt.Sprintf("%s/%dy", spec.Name, years), func(b *testing.B) {
				var all *sweep.Batch
				for b.Loop() {
					var err error
					if all, err = cell.Try(b.Context(), dials, grid(1000), namesOf(grid(1000)), true); err != nil {
						b.Fatal(err)
					}
				}
				shifts := float64(all.Points[0].Shifts)
				b.ReportMetric(float64(len(books[0].Opps)), "signals")
				b.ReportMetric(shifts, "shifts")
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/shifts/float64(years), "µs/shift/year")
			})
		}
	}
}
