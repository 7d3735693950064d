package worlds

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
)

// five is the step of the tapes in this file.
const five = 5 * data.Minute

// Flat is a tape of n candles of five minutes that all cost 100.
func Flat(t testing.TB, n int) *data.Tape {
	t.Helper()
	c := data.NewCandles("BTC/USDT", five, n)
	for i := range n {
		c.Append(data.Candle{Start: data.Date(2022, 1, 1) + data.Instant(i)*data.Instant(five), Open: 100, High: 100, Low: 100, Close: 100, Volume: 1})
	}
	return Tape(t, c, 0)
}

// Restless is a tape of n candles of five minutes, a random walk that is calm and wild
// by turns, with context that jumps about, some of it stale for days.
func Restless(t testing.TB, n int, seed uint64) *data.Tape {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 7))
	c := data.NewCandles("BTC/USDT", five, n)
	start := data.Date(2022, 1, 1).Add(35 * data.Minute)
	p, wild, drift := 40_000.0, 0.001, 0.0
	for i := range n {
		if i%500 == 0 {
			wild, drift = 0.0003*math.Exp(3*rng.Float64()), 0.0004*rng.NormFloat64()
		}
		open := p
		p *= math.Exp(wild*rng.NormFloat64() + drift)
		high, low := max(open, p)*(1+wild*rng.Float64()), min(open, p)*(1-wild*rng.Float64())
		c.Append(data.Candle{Start: start + data.Instant(i)*data.Instant(five), Open: open, High: high, Low: low, Close: p, Volume: rng.Float64()})
	}
	return Tape(t, c, 0).With(restlessContext(rng, start, n))
}

func restlessContext(rng *rand.Rand, start data.Instant, n int) *data.Context {
	var c data.Context
	level := [data.NumSeries]func() float64{
		func() float64 { return math.Floor(5 + 60*rng.Float64()) },
		func() float64 { return 15 + 40*rng.Float64() },
		func() float64 { return 120 + 3*rng.NormFloat64() },
		func() float64 { return 0.0005 * rng.NormFloat64() },
		func() float64 { return 40 + 20*rng.Float64() },
		func() float64 { return 1e9 * rng.Float64() },
		func() float64 { return 1e7 * rng.Float64() },
		func() float64 { return 2*rng.Float64() - 1 },
	}
	end := start + data.Instant(n)*data.Instant(five)
	for s := range c {
		for at := start.Add(-data.Day); at < end; {
			at += data.Instant(rng.Int64N(int64(2 * sources.Of(data.Series(s)).MaxAge)))
			c[s] = append(c[s], data.Observation{Value: level[s](), Event: at.Add(-data.Hour).Day(), Known: at})
		}
	}
	return &c
}
