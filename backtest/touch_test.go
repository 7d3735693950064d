package backtest

import (
	"math/rand/v2"
	"testing"
)

// The index finds the row that a look at every candle finds.
func TestTouchIsAScan(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 1))
	for range 2000 {
		n := 1 + rng.IntN(300)
		lows, highs := make([]float64, n), make([]float64, n)
		for i := range lows {
			lows[i] = float64(rng.IntN(1000))
			highs[i] = lows[i] + float64(rng.IntN(5))
		}
		x := newTouchIndex(lows, highs)
		from := rng.IntN(n)
		to := from + rng.IntN(n-from+1)
		floor, ceiling := float64(rng.IntN(12)), float64(992+rng.IntN(12))
		want := from
		for want < to && lows[want] > floor && highs[want] < ceiling {
			want++
		}
		if got := x.first(from, to, floor, ceiling); got != want {
			t.Fatalf("first(%d, %d, %v, %v) of %d rows = %d, want %d", from, to, floor, ceiling, n, got, want)
		}
	}
}
