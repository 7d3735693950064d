package verdict_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
)

// BenchmarkShifted walks every whole-day shift of a mask over 1, 2, 4 and 6 years
// of five-minute candles, on one core.
func BenchmarkShifted(b *testing.B) {
	for _, s := range strategies.All() {
		for _, years := range []int{1, 2, 4, 6} {
			if years < 6 && s.Name != "MACDCross" {
				continue
			}
			book := btcBook(b, s.Name, fmt.Sprintf("20200101-%d0101", 2020+years))
			rng := rand.New(rand.NewPCG(1, 1))
			books := []*backtest.Book{book}
			masks := map[string][][]bool{
				"published": {publishedMask(b, book)},
				"flicker":   randomMask(rng, books, 2, 0.2),
				"half":      randomMask(rng, books, 500, 0.5),
			}
			for _, name := range []string{"published", "flicker", "half"} {
				b.Run(fmt.Sprintf("%s/%dy/%s", s.Name, years, name), func(b *testing.B) {
					defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
					lanes := verdict.NewLanes(books, 1)
					shifts := lanes.Shifts(7)
					for b.Loop() {
						if _, err := lanes.Shifted(b.Context(), masks[name], shifts); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(lanes.Baseline().Trades), "trades")
					b.ReportMetric(float64(len(shifts)), "shifts")
				})
			}
		}
	}
}

// BenchmarkShiftedSlots is three pairs over six years that share slots, on one core.
func BenchmarkShiftedSlots(b *testing.B) {
	rng := rand.New(rand.NewPCG(2, 2))
	books := worlds.Books(b, rng, 3, 6*365*24, data.Hour, 100)
	mask := randomMask(rng, books, 50, 0.1)
	for _, slots := range []int{1, 2, -1} {
		b.Run(fmt.Sprintf("%d", slots), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			lanes := verdict.NewLanes(books, slots)
			shifts := lanes.Shifts(7)
			for b.Loop() {
				if _, err := lanes.Shifted(b.Context(), mask, shifts); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(lanes.Baseline().Trades), "trades")
			b.ReportMetric(float64(len(shifts)), "shifts")
		})
	}
}

// BenchmarkCell is the whole answer for one strategy over six years, with 10,000
// resamples and no sweep of fees.
func BenchmarkCell(b *testing.B) {
	book := btcBook(b, "MACDCross", "20200101-20251123")
	in := verdict.Input{Books: []*backtest.Book{book}, Mask: [][]bool{publishedMask(b, book)}, Wallet: backtest.DefaultWallet()}
	for b.Loop() {
		if _, err := verdict.Cell(b.Context(), in); err != nil {
			b.Fatal(err)
		}
	}
}
