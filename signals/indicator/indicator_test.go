package indicator_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	ind "github.com/remora-bt/remora-bt/signals/indicator"
)

// all is every indicator with its least length and, for length n, how many
// candles pass before the first output.
var all = []struct {
	name   string
	least  int
	new    func(n int) stream
	warmUp func(n int) int
}{
	{"SMA", 1, sma, func(n int) int { return n - 1 }},
	{"EMA", 1, ema, func(n int) int { return n - 1 }},
	{"RSI", 2, rsi, func(n int) int { return n }},
	{"MACD fast", 2, func(n int) stream { _, _, h := macd(n, 26, 9); return h }, func(n int) int { return max(n, 26) + 7 }},
	{"MACD slow", 2, func(n int) stream { _, _, h := macd(12, n, 9); return h }, func(n int) int { return max(n, 12) + 7 }},
	{"MACD signal", 2, func(n int) stream { _, _, h := macd(12, 26, n); return h }, func(n int) int { return 24 + n }},
	{"Bollinger", 2, func(n int) stream { u, _, _ := bands(n, 2); return u }, func(n int) int { return n - 1 }},
	{"StdDev", 2, stddev, func(n int) int { return n - 1 }},
	{"TrueRange", 0, func(int) stream { tr := ind.TrueRange{}; return ofRange(tr.Update) }, func(int) int { return 1 }},
	{"ATR", 1, atr, func(n int) int { return n }},
	{"DI", 2, func(n int) stream { p, _ := di(n); return p }, func(n int) int { return n }},
	{"ADX", 2, adx, func(n int) int { return 2*n - 1 }},
}

func TestWarmUp(t *testing.T) {
	candles := randomWalk(450, 1)
	for _, tt := range all {
		for n := max(1, tt.least); n <= 200; n++ {
			update := tt.new(n)
			for i, c := range candles {
				v, ok := update(c)
				if want := i >= tt.warmUp(n); ok != want {
					t.Fatalf("%s(%d): after %d candles ok = %t, want %t", tt.name, n, i+1, ok, want)
				}
				if !ok && v != 0 {
					t.Fatalf("%s(%d): after %d candles %v during warm-up, want 0", tt.name, n, i+1, v)
				}
			}
		}
	}
}

func TestLengthBelowLeastPanics(t *testing.T) {
	for _, tt := range all {
		for n := tt.least - 1; n >= tt.least-2 && tt.least > 0; n-- {
			t.Run(fmt.Sprint(tt.name, " ", n), func(t *testing.T) {
				defer func() {
					r := fmt.Sprint(recover())
					want := fmt.Sprintf("indicator: %s length %d is below %d", tt.name, n, tt.least)
					if r != want {
						t.Errorf("panic %q, want %q", r, want)
					}
				}()
				tt.new(n)
			})
		}
	}
}

func TestUpdateDoesNotAllocate(t *testing.T) {
	candles := randomWalk(1000, 2)
	for _, tt := range all {
		update, i := tt.new(20), 0
		if got := testing.AllocsPerRun(900, func() { update(candles[i]); i++ }); got != 0 {
			t.Errorf("%s: %v allocations an update, want 0", tt.name, got)
		}
	}
}

func BenchmarkUpdate(b *testing.B) {
	candles := randomWalk(1<<12, 3)
	for _, tt := range all {
		b.Run(strings.ReplaceAll(tt.name, " ", ""), func(b *testing.B) {
			update, i := tt.new(20), 0
			b.ReportAllocs()
			for b.Loop() {
				update(candles[i&(1<<12-1)])
				i++
			}
		})
	}
}

// randomWalk returns candles of a price that stays near 30,000.
func randomWalk(n int, seed uint64) []candle {
	rng := rand.New(rand.NewPCG(seed, 0))
	candles := make([]candle, n)
	price := 30_000.0
	for i := range candles {
		open := price
		price += 40*rng.NormFloat64() - 0.01*(price-30_000)
		candles[i] = candle{
			open: open, close: price, volume: 100 * rng.ExpFloat64(),
			high: max(open, price) + 20*rng.ExpFloat64(), low: min(open, price) - 20*rng.ExpFloat64(),
		}
	}
	return candles
}
