package verdict_test

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// walked sums a plain walk up the way a Sample does.
func walked(books []*backtest.Book, mask [][]bool, w backtest.Wallet) (s verdict.Sample, daily map[data.Instant]int64) {
	r := backtest.Walk(books, verdict.Gate(mask), verdict.Fixed(books, w))
	daily = map[data.Instant]int64{}
	for _, t := range r.List() {
		p := units(t.ProfitAbs)
		s.Trades++
		s.Profit += p
		if p > 0 {
			s.Wins++
			s.Won += p
		} else {
			s.Lost -= p
		}
		s.Held += max(t.Close-t.Open, data.Instant(books[t.Book].Tape.Step))
		daily[t.Close.Day()] += int64(p)
	}
	from, to := r.Span()
	var sum, peak verdict.Money
	for d := from.Day(); d <= to; d += data.Instant(data.Day) {
		sum += verdict.Money(daily[d])
		peak = max(peak, sum)
		s.Drawdown = max(s.Drawdown, peak-sum)
	}
	return s, daily
}

// shift moves a mask by whole days within its book's tested days, by definition.
func shift(b *backtest.Book, mask []bool, days int) []bool {
	out := make([]bool, len(mask))
	day := data.Instant(data.Day)
	first := b.Start().Day()
	turn := (b.End().Day()-first)/day + 1
	for row := b.Tape.Warm; row < len(mask); row++ {
		if !mask[row] {
			continue
		}
		at := b.Tape.Time(row)
		to := (at.Day()-first)/day + data.Instant(days)
		r := b.Tape.Row(first + to%turn*day + (at - at.Day()))
		if r >= b.Tape.Warm && r < len(out) {
			out[r] = true
		}
	}
	return out
}

// Walks over lanes are plain walks: any number of pairs and slots, any mask, any shift.
func TestLanesAreWalks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		pairs := rapid.IntRange(1, 6).Draw(rt, "pairs")
		w := backtest.DefaultWallet()
		w.Slots = rapid.SampledFrom([]int{-1, 1, 1, 2, 3}).Draw(rt, "slots")
		step := rapid.SampledFrom([]data.Timeframe{15 * data.Minute, data.Hour, 4 * data.Hour}).Draw(rt, "step")
		books := worlds.Books(t, rng, pairs, 400, step, 100)
		length := rapid.SampledFrom([]float64{1, 3, 30, 200}).Draw(rt, "length")
		mask := randomMask(rng, books, length, rapid.SampledFrom([]float64{0.02, 0.2, 0.5, 0.9}).Draw(rt, "share"))
		lanes := verdict.NewLanes(books, w.Slots)

		same := func(what string, got verdict.Sample, mask [][]bool) {
			want, _ := walked(books, mask, w)
			want.Fees, want.Sharpe, want.HasSharpe = got.Fees, got.Sharpe, got.HasSharpe
			if got != want {
				rt.Fatalf("%s: %+v, want %+v", what, got, want)
			}
		}
		same("baseline", lanes.Baseline(), nil)
		same("filtered", lanes.Observe(mask), mask)
		shifts := lanes.Shifts(1)
		samples, err := lanes.Shifted(t.Context(), mask, shifts)
		if err != nil {
			rt.Fatal(err)
		}
		for i, s := range shifts {
			moved := make([][]bool, len(books))
			for j, b := range books {
				moved[j] = shift(b, mask[j], s)
			}
			same("shifted", samples[i], moved)
		}
	})
}
