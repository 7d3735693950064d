package verdict_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// BenchmarkShifts is one strategy over six years with the published mask, walked at
// every shift with real slots: z and S alone, and with the risk of every shift's days.
func BenchmarkShifts(b *testing.B) {
	book := btcBook(b, "MACDCross", "20200101-20251120")
	s := verdict.NewSubject([]*backtest.Book{book}, []*data.Mask{publishedMask(b, book)}, 1, 1)
	for _, bare := range []bool{true, false} {
		name := map[bool]string{true: "z and S", false: "with risk"}[bare]
		b.Run(name, func(b *testing.B) {
			p := verdict.Panel(s)
			p.Bare = bare
			for b.Loop() {
				if _, err := p.Run(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(p.Placebos), "shifts")
		})
	}
}
