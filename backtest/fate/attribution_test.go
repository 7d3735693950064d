package fate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

func units(x float64) backtest.Money { return backtest.Money(math.Round(x * 1e8)) }

// The parts of an attribution add up to the difference without residual, and its
// counts to those of the runs, in 10,000 random cases.
func TestAttributionCloses(t *testing.T) {
	cases := 10_000
	if testing.Short() {
		cases = 500
	}
	moved := struct{ altered, displaced, refilled, ruined int }{}
	rng := rand.New(rand.NewPCG(7, 7))
	for i := range cases {
		var books []*backtest.Book
		w := backtest.Wallet{
			Start: []float64{150, 400, 1000}[rng.IntN(3)], Stake: []float64{20, 50, 100}[rng.IntN(3)],
			Unlimited: rng.IntN(3) == 0, Ratio: []float64{0.5, 0.99, 1}[rng.IntN(3)], Slots: 1 + rng.IntN(3),
			AmendLast: rng.IntN(2) == 0, LastMinRatio: 0.5,
		}
		books = worlds.Books(t, rng, 1+rng.IntN(4), 60+rng.IntN(200), data.Hour, w.Stake)
		mask := worlds.Mask(rng, books, []float64{1, 5, 40}[rng.IntN(3)], 0.05+0.8*rng.Float64())
		gate := backtest.Masked(mask)
		base, filt := backtest.Walk(books, nil, w), backtest.Walk(books, gate, w)
		a := fate.Attribute(base, filt, gate)
		moved.altered += a.Altered.Trades
		moved.displaced += a.Displaced.Trades
		moved.refilled += a.Refilled.Trades
		if base.Ruined() {
			moved.ruined++
		}
		checkAttribution(t, i, a, base, filt)
		if t.Failed() {
			return
		}
	}
	if moved.altered == 0 || moved.displaced == 0 || moved.refilled == 0 || moved.ruined == 0 {
		t.Errorf("the cases never met one of: %+v", moved)
	}
}

func checkAttribution(t *testing.T, i int, a *fate.Attribution, base, filt *backtest.Result) {
	var want backtest.Money
	for _, k := range filt.Trades {
		want += units(k.ProfitAbs)
	}
	for _, k := range base.Trades {
		want -= units(k.ProfitAbs)
	}
	if a.Delta != want || a.Residual != 0 {
		t.Errorf("case %d: delta %d with residual %d, want %d with 0", i, a.Delta, a.Residual, want)
	}
	both := a.Identical.Trades + a.Altered.Trades
	if n := both + a.Blocked.Trades + a.Displaced.Trades; n != len(base.Trades) {
		t.Errorf("case %d: parts hold %d baseline trades, want %d", i, n, len(base.Trades))
	}
	if n := both + a.Refilled.Trades; n != len(filt.Trades) {
		t.Errorf("case %d: parts hold %d filtered trades, want %d", i, n, len(filt.Trades))
	}
	if a.Idle < 0 {
		t.Errorf("case %d: %d idle blocked signals", i, a.Idle)
	}
}

// Without a mask the two runs are one.
func TestAttributionOfOpenGate(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 3))
		books := worlds.Books(t, rng, 2, 200, data.Hour, 100)
		r := backtest.Walk(books, nil, backtest.DefaultWallet())
		a := fate.Attribute(r, r, nil)
		if a.Identical != a.Baseline || a.Delta != 0 || a.Idle != 0 {
			rt.Fatalf("attribution of a run to itself: %+v", a)
		}
	})
}
