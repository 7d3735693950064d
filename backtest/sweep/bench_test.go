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

// BenchmarkSurface walks 1,000 thresholds at every whole-day shift. A shift costs the
// signals that it blocks; the number of shifts grows with the years as well.
func BenchmarkSurface(b *testing.B) {
	for _, spec := range strategies.All() {
		for _, years := range []int{1, 2, 4, 6} {
			books, dials := btc(b, spec, years)
			cell := sweep.NewCell(books, backtest.DefaultWallet())
			b.Run(fmt.Sprintf("%s/%dy", spec.Name, years), func(b *testing.B) {
				for b.Loop() {
					if _, _, err := cell.Surface(b.Context(), dials, grid(1000), cell.Shifts()); err != nil {
						b.Fatal(err)
					}
				}
				shifts := float64(len(cell.Shifts()))
				b.ReportMetric(float64(len(books[0].Opps)), "signals")
				b.ReportMetric(shifts, "shifts")
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/shifts/float64(years), "µs/shift/year")
			})
		}
	}
}
