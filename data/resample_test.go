package data

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// minutes are candles of a timeframe with prices at random, from an open time on.
func minutes(step Timeframe, from Instant, n int, rng *rand.Rand) *Candles {
	c := NewCandles("BTC/USDT", step, n)
	for i := range n {
		open, close := 10+rng.Float64(), 10+rng.Float64()
		c.Append(Candle{
			from + Instant(i)*Instant(step), open, max(open, close) + rng.Float64(), min(open, close) - rng.Float64(), close, rng.Float64(),
		})
	}
	return c
}

// A candle is what its parts are by definition, whichever of them are there; the candles
// at the ends are left out unless their outer part is.
func TestResampleByDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		step := []Timeframe{Minute, 3 * Minute, 5 * Minute}[rng.IntN(3)]
		to := []Timeframe{15 * Minute, Hour, 4 * Hour, Day}[rng.IntN(4)]
		all := minutes(step, Date(2022, 1, 1)+Instant(rng.IntN(5))*Instant(step), 20+rng.IntN(600), rng)
		c := NewCandles("BTC/USDT", step, 0)
		for i := range all.Len() {
			if i == 0 || i == all.Len()-1 || rng.IntN(10) > 0 {
				c.Append(all.At(i))
			}
		}
		got, how, err := c.Resample(to)
		if err != nil {
			t.Fatal(err)
		}
		n, incomplete, ends := 0, 0, 0
		for at := Date(2022, 1, 1); at <= c.Time[c.Len()-1]; at = at.Add(to) {
			var want Candle
			parts := 0
			for i := range c.Len() {
				if k := c.At(i); k.Start >= at && k.Start < at.Add(to) {
					if parts++; parts == 1 {
						want = Candle{at, k.Open, k.High, k.Low, k.Close, 0}
					}
					want.High, want.Low, want.Close, want.Volume = max(want.High, k.High), min(want.Low, k.Low), k.Close, want.Volume+k.Volume
				}
			}
			switch {
			case parts == 0:
				continue
			case c.Time[0] > at && c.Time[0] < at.Add(to), c.Time[c.Len()-1].Add(step) < at.Add(to):
				ends++
				continue
			case parts < int(to/step):
				incomplete++
			}
			if n >= got.Len() || got.At(n) != want {
				t.Fatalf("%s of %s: candle %d is not %+v", to, step, n, want)
			}
			n++
		}
		if n != got.Len() || how != (Resampling{From: step, Incomplete: incomplete, Ends: ends}) {
			t.Errorf("%s of %s: %d candles, %+v; want %d, %d incomplete, %d at the ends", to, step, got.Len(), how, n, incomplete, ends)
		}
	}
}

// What order and duplicates do to a tape they do to the parts.
func TestResamplePutsInOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	c := minutes(5*Minute, Date(2022, 1, 1), 36, rng)
	messy := NewCandles(c.Pair, c.Timeframe, 0)
	for _, i := range rng.Perm(c.Len()) {
		messy.Append(c.At(i))
	}
	twin := c.At(7)
	twin.High, twin.Close, twin.Volume = twin.High+1, twin.High, twin.Volume/2
	messy.Append(twin)
	got, how, err := messy.Resample(15 * Minute)
	if err != nil {
		t.Fatal(err)
	}
	tape, err := NewTape(messy, TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	clean := NewCandles(c.Pair, c.Timeframe, 0)
	for i := range tape.Len() {
		clean.Append(tape.At(i))
	}
	want, _, err := clean.Resample(15 * Minute)
	if err != nil || got.Len() != 12 || how.Merged != 1 || how.Reordered == 0 {
		t.Fatalf("%d candles, %+v, %v", got.Len(), how, err)
	}
	for i := range got.Len() {
		if got.At(i) != want.At(i) {
			t.Errorf("candle %d is %+v, want %+v", i, got.At(i), want.At(i))
		}
	}
}

// Weeks begin on a Monday. What cannot be made, or of what has a fault, is refused.
func TestResampleRefuses(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	c := minutes(Hour, Date(2022, 1, 1), 24*20, rng) // a Saturday
	weeks, _, err := c.Resample(Week)
	if err != nil || weeks.Len() != 2 || weeks.Time[0] != Date(2022, 1, 3) {
		t.Errorf("weeks from %v, %v", weeks.Time, err)
	}
	for _, to := range []Timeframe{Hour, 30 * Minute, 90 * Minute, 5 * Hour, 3 * Day} {
		if _, _, err := c.Resample(to); err == nil || !strings.Contains(err.Error(), "cannot be made from candles of 1h") {
			t.Errorf("%s of 1h: %v", to, err)
		}
	}
	c.Time[5]++
	if _, _, err := c.Resample(Day); err == nil || !strings.Contains(err.Error(), "row 6: open time") {
		t.Errorf("a part off the grid: %v", err)
	}
}
