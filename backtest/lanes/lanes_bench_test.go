package lanes_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals/calendar"
	"github.com/remora-bt/remora-bt/strategies"
)

// realBook is a strategy on six years of real five-minute candles under the published
// study's rules, and the published block list over them.
func realBook(b *testing.B, strategy string) (*backtest.Book, *data.Mask) {
	b.Helper()
	book, err := published.Book(worlds.BTC(b), strategy, published.WholeRange)
	if err != nil {
		b.Fatal(err)
	}
	book.Settle()
	blocks, err := calendar.ParseWindows(published.BlocksJSON())
	if err != nil {
		b.Fatal(err)
	}
	return book, blocks.Mask(book.Tape)
}

// BenchmarkShifts walks every shift of a mask over six years of one strategy: sums
// alone, changes by day, and all figures.
func BenchmarkShifts(b *testing.B) {
	for _, spec := range strategies.All() {
		book, published := realBook(b, spec.Name)
		books := []*backtest.Book{book}
		rng := rand.New(rand.NewPCG(1, 1))
		for _, m := range []struct {
			name  string
			masks []*data.Mask
		}{
			{"published", []*data.Mask{published}},
			{"flicker", worlds.Mask(rng, books, 2, 0.2)},
			{"half", worlds.Mask(rng, books, 500, 0.5)},
		} {
			benchmarkShifts(b, spec.Name+"/"+m.name, lanes.New(books, 1, lanes.ByClose), m.masks)
		}
	}
}

// BenchmarkShiftsSlots is three and 32 pairs over two years of hours that share slots,
// or do not.
func BenchmarkShiftsSlots(b *testing.B) {
	for _, pairs := range []int{3, 32} {
		rng := rand.New(rand.NewPCG(2, 2))
		books := worlds.Books(b, rng, pairs, 2*365*24, data.Hour, 100)
		masks := worlds.Mask(rng, books, 200, 0.1)
		for _, slots := range []int{1, 3, -1} {
			benchmarkShifts(b, fmt.Sprintf("%dpairs/%dslots", pairs, slots), lanes.New(books, slots, lanes.ByClose), masks)
		}
	}
}

func benchmarkShifts(b *testing.B, name string, lanes *lanes.Lanes, masks []*data.Mask) {
	laid, w := lanes.Lay(masks), lanes.Walker()
	shifts := laid.Shifts(7)
	for _, kind := range []struct {
		name string
		walk func(s int)
	}{
		{"sums", func(s int) { w.Sums(laid, s) }},
		{"changes", func(s int) { w.Shift(laid, s) }},
		{"samples", func(s int) { w.Sample(laid, s) }},
	} {
		b.Run(name+"/"+kind.name, func(b *testing.B) {
			for b.Loop() {
				for _, s := range shifts {
					kind.walk(s)
				}
			}
			open, _ := w.Open()
			b.ReportMetric(float64(open.Trades), "trades")
			b.ReportMetric(float64(len(shifts)), "shifts")
		})
	}
}
