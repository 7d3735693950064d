package backtest_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
)

// A trade over two midnights is marked at the last close of each day it is held.
func TestEquityMarks(t *testing.T) {
	const day = 288
	c := data.NewCandles("BTC/USDT", 5*data.Minute, 3*day)
	for i := range 3 * day {
		p := 100 + float64(i/day) // 100, 101, 102 by day
		c.Append(data.Candle{Start: worlds.Epoch + data.Instant(i)*data.Instant(5*data.Minute), Open: p, High: p, Low: p, Close: p, Volume: 1})
	}
	line := []byte{}
	for range 3 * day {
		line = append(line, '.')
	}
	line[10], line[2*day+9] = 'E', 'X'
	spec := strategies.Spec{Name: "Script", Stop: -0.5, New: func() strategies.Strategy { return worlds.Script(string(line)) }}
	b := backtest.NewBook(worlds.Tape(t, c, 0), spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
	})
	r := backtest.Walk([]*backtest.Book{b}, nil, backtest.DefaultWallet())
	marks := r.Equity()
	value := func(price float64) float64 { return 1 * price * (1 - 0.001) } // one whole coin was bought at 100
	want := []float64{1000 - 100.1 + value(100), 1000 - 100.1 + value(101), 1000 - 100.1 + value(102)}
	for d, m := range marks {
		if math.Abs(m.Equity-want[d]) > 1e-9 {
			t.Errorf("day %d: equity %v, want %v", d, m.Equity, want[d])
		}
	}
	if len(marks) != 3 || marks[0].Realised != 1000 || marks[1].Realised != 1000 || math.Abs(marks[2].Realised-want[2]) > 1e-9 {
		t.Errorf("marks %+v", marks)
	}
	if got, want := r.Exposure(), float64(2*day+10-11)/float64(3*day-1); math.Abs(got-want) > 1e-12 {
		t.Errorf("exposure %v, want %v", got, want)
	}
}

// The account ends at the final balance, whatever was traded.
func TestEquityEndsAtBalance(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for range 30 {
		w := backtest.DefaultWallet()
		w.Slots = 1 + rng.IntN(3)
		r := backtest.Walk(randomBooks(t, rng, 1+rng.IntN(3), 1500, w.Stake), nil, w)
		marks := r.Equity()
		last := marks[len(marks)-1]
		if math.Abs(last.Equity-(w.Start+r.Profit)) > 1e-6 || math.Abs(last.Realised-last.Equity) > 1e-6 {
			t.Fatalf("the account ends at %+v, the wallet at %v", last, w.Start+r.Profit)
		}
		if x := r.Exposure(); x < 0 || x > 1 {
			t.Fatalf("exposure %v", x)
		}
	}
}
