// Package worlds makes random candles, strategies and books for tests of laws, and
// reads the real ones.
package worlds

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// Epoch is when random candles may begin.
var Epoch = data.Date(2024, 1, 1)

// Candles is a walk of n candles with two decimals.
func Candles(rng *rand.Rand, pair string, step data.Timeframe, start data.Instant, n int) *data.Candles {
	c := data.NewCandles(pair, step, n)
	price := 50 + 100*rng.Float64()
	cents := func(x float64) float64 { return math.Round(x*100) / 100 }
	for i := range n {
		open := price
		price = max(1, price*(1+0.01*rng.NormFloat64()))
		hi, lo := max(open, price)*(1+0.004*rng.Float64()), min(open, price)*(1-0.004*rng.Float64())
		c.Append(data.Candle{
			Start: start + data.Instant(i)*data.Instant(step),
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

// DiceSpec is a strategy that enters and exits on so many of a hundred candles.
func DiceSpec(enter, exit uint64) strategies.Spec {
	return strategies.Spec{
		Name: "Dice", Stop: -0.03, ROI: strategies.ROI{{Minutes: 0, Ratio: 0.03}, {Minutes: 60, Ratio: 0.01}},
		New: func() strategies.Strategy { return dice{enter, exit} },
	}
}

// Tape is NewTape over all candles; it ends the test on an error.
func Tape(t testing.TB, c *data.Candles, startup int) *data.Tape {
	t.Helper()
	tape, err := data.NewTape(c, data.TimeRange{}, startup)
	if err != nil {
		t.Fatal(err)
	}
	return tape
}

// Pairs are names for the books of one run; one is in no table of markets.
var Pairs = []string{"BTC/USDT", "ETH/USDT", "SOL/USDT", "XYZ/USDT", "ADA/USDT", "LTC/USDT"}

// pair is the name of book i; beyond Pairs they are numbered.
func pair(i int) string {
	if i < len(Pairs) {
		return Pairs[i]
	}
	return fmt.Sprintf("X%02d/USDT", i)
}

// Mask marks runs of rows of about the given mean length, or single rows, of each book.
func Mask(rng *rand.Rand, books []*backtest.Book, length, share float64) []*data.Mask {
	out := make([]*data.Mask, len(books))
	for i, b := range books {
		out[i] = data.NewMask(b.Tape.Len())
		on := rng.Float64() < share
		for r := range b.Tape.Len() {
			if on {
				out[i].Set(r)
			}
			if leave := 1 / length; on && rng.Float64() < leave || !on && rng.Float64() < leave*share/(1-share) {
				on = !on
			}
		}
	}
	return out
}

// Books are the books of one run. The later ones may begin later and end
// earlier than the first.
func Books(t testing.TB, rng *rand.Rand, pairs, rows int, step data.Timeframe, stake float64) []*backtest.Book {
	var books []*backtest.Book
	spec := DiceSpec(uint64(3+rng.IntN(60)), uint64(2+rng.IntN(30)))
	start := Epoch + data.Instant(rng.IntN(100))*data.Instant(step)
	end := start + data.Instant(rows-1)*data.Instant(step)
	for i := range pairs {
		lead, tail := 0, 0
		if i > 0 {
			lead, tail = rng.IntN(rows/4), rng.IntN(rows/4)
		}
		c := Candles(rng, pair(i), step, start+data.Instant(lead)*data.Instant(step), rows-lead-tail)
		books = append(books, backtest.NewBook(Tape(t, c, 10), spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(pair(i)), Stake: stake, End: end,
		}))
	}
	return books
}

// script is a strategy read from a line of text.
type script struct {
	line string
	next int
}

// Script is a strategy read from a line of text, a letter a candle: E enter, X exit, B
// both.
func Script(line string) strategies.Strategy { return &script{line: line} }

func (s *script) Update(*data.Bar) strategies.Action {
	c := s.line[s.next]
	s.next++
	return map[byte]strategies.Action{'E': strategies.Enter, 'X': strategies.Exit, 'B': strategies.Enter | strategies.Exit}[c]
}
