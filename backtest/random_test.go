package backtest_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

var epoch = data.Date(2024, 1, 1)

// randomCandles is a walk of n five-minute candles with two decimals.
func randomCandles(rng *rand.Rand, pair string, n int) *data.Candles {
	c := data.NewCandles(pair, 5*data.Minute, n)
	price := 50 + 100*rng.Float64()
	cents := func(x float64) float64 { return math.Round(x*100) / 100 }
	for i := range n {
		open := price
		price = max(1, price*(1+0.01*rng.NormFloat64()))
		hi, lo := max(open, price)*(1+0.004*rng.Float64()), min(open, price)*(1-0.004*rng.Float64())
		c.Append(data.Candle{
			Start: epoch + data.Instant(i)*data.Instant(5*data.Minute),
			Open:  cents(open), High: max(cents(hi), cents(open), cents(price)),
			Low: min(cents(lo), cents(open), cents(price)), Close: cents(price), Volume: 1,
		})
	}
	return c
}

// dice is a strategy that acts on a hash of the candle: often, and repeatably.
type dice struct{ enter, exit uint64 }

func (d dice) Update(b *data.Bar) strategies.Action {
	h := math.Float64bits(b.Close)*0x9e3779b97f4a7c15 ^ uint64(b.Start)*0xbf58476d1ce4e5b9
	h ^= h >> 29
	a := strategies.Hold
	if h%100 < d.enter {
		a |= strategies.Enter
	}
	if h/100%100 < d.exit {
		a |= strategies.Exit
	}
	return a
}

func diceSpec(enter, exit uint64) strategies.Spec {
	return strategies.Spec{
		Name: "Dice", Stop: -0.03, ROI: strategies.ROI{{Minutes: 0, Ratio: 0.03}, {Minutes: 60, Ratio: 0.01}},
		New: func() strategies.Strategy { return dice{enter, exit} },
	}
}

func tapeOf(t testing.TB, c *data.Candles, startup int) *data.Tape {
	t.Helper()
	tape, err := data.NewTape(c, data.TimeRange{}, startup)
	if err != nil {
		t.Fatal(err)
	}
	return tape
}

// randomBooks are some books of one run.
func randomBooks(t testing.TB, rng *rand.Rand, pairs, rows int, stake float64) []*backtest.Book {
	var books []*backtest.Book
	names := []string{"BTC/USDT", "ETH/USDT", "SOL/USDT", "XYZ/USDT"}
	spec := diceSpec(uint64(5+rng.IntN(40)), uint64(2+rng.IntN(30)))
	end := epoch + data.Instant(rows-1)*data.Instant(5*data.Minute)
	for i := range pairs {
		tape := tapeOf(t, randomCandles(rng, names[i], rows-rng.IntN(rows/4)*min(i, 1)), 10)
		books = append(books, backtest.NewBook(tape, spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(names[i]), Stake: stake, End: end,
		}))
	}
	return books
}
