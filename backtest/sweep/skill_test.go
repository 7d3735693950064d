package sweep_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

func skill(t testing.TB, tape *data.Tape, risk []float64) sweep.Skill {
	t.Helper()
	s, err := sweep.SkillOf(t.Context(), tape, sweep.Dial{Risk: risk})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A score that knows the next twelve candles has their order; one that holds still
// has none.
func TestSkillOfAnOracle(t *testing.T) {
	tape := worlds.Tape(t, worlds.Candles(rand.New(rand.NewPCG(1, 1)), "BTC/USDT", data.Hour, worlds.Epoch, 3000), 10)
	c := tape.Closes()
	knows, constant := make([]float64, tape.Len()), make([]float64, tape.Len())
	for i := range knows {
		knows[i], constant[i] = 0.5, 0.5
		if i+12 < tape.Len() {
			knows[i] = 1 - c[i+12]/c[i]/2 // falls ahead are risk
		}
	}
	s := skill(t, tape, knows)
	if got := *s.Ahead[1].Return.IC; got > -1+1e-9 {
		t.Errorf("rank correlation of an oracle with its own horizon = %v, want -1", got)
	}
	if got := *s.Ahead[0].Return.IC; got > -0.1 || got < -0.9 {
		t.Errorf("rank correlation of an oracle with the first of its candles = %v, want about -1/√12", got)
	}
	rows := 0
	for i, d := range s.Deciles {
		rows += d.Rows
		if i > 0 && (d.Least < s.Deciles[i-1].Most || *d.Ahead[1].Return >= *s.Deciles[i-1].Ahead[1].Return) {
			t.Errorf("decile %d: scores from %v, mean return %v; the one below ends at %v with %v", i+1, d.Least, *d.Ahead[1].Return, s.Deciles[i-1].Most, *s.Deciles[i-1].Ahead[1].Return)
		}
	}
	if rows != s.Rows || rows != tape.Len()-tape.Warm {
		t.Errorf("%d rows in deciles, %d in all, want %d", rows, s.Rows, tape.Len()-tape.Warm)
	}
	still := skill(t, tape, constant)
	if still.Note == "" || still.Ahead[0].Return.IC != nil {
		t.Errorf("a constant score has the note %q and IC %s", still.Note, text(still.Ahead[0].Return.IC))
	}
}

// The error is honest: of scores that hold for a day or so and know nothing, about
// one in twenty lies more than 1.96 errors from 0.
func TestSkillErrorIsHonest(t *testing.T) {
	if testing.Short() {
		t.Skip("draws 300 worlds")
	}
	const tries = 300
	beyond := 0
	for i := range uint64(tries) {
		rng := rand.New(rand.NewPCG(i, 3))
		tape := worlds.Tape(t, worlds.Candles(rng, "BTC/USDT", data.Hour, worlds.Epoch, 24*250), 10)
		risk := make([]float64, tape.Len())
		x := rng.Float64()
		for r := range risk {
			if rng.Float64() < 1.0/30 {
				x = rng.Float64()
			}
			risk[r] = x
		}
		if math.Abs(*skill(t, tape, risk).Ahead[2].Return.T) > 1.96 {
			beyond++
		}
	}
	// Binomial(300, 0.05) exceeds 30 once in 10,000.
	if beyond < 3 || beyond > 30 {
		t.Errorf("%d of %d useless scores lie beyond 1.96 errors, want about 15", beyond, tries)
	}
}

// The area under the curve is the share of pairs of a losing and another trade in
// which the loser had the higher score.
func TestReliability(t *testing.T) {
	cell, dials := forwardCell(t, halfYear(2), 2)
	r := cell.Reliability(dials)
	var lost, others, scores, profits []float64
	for _, x := range backtest.Walk(cell.Books, nil, backtest.Fixed(cell.Books, cell.Wallet)).Trades {
		s := dials[0].Risk[cell.Books[0].Opps[x.Opp].Signal]
		if s < 0 {
			continue
		}
		scores, profits = append(scores, s), append(profits, x.ProfitAbs)
		if x.ProfitAbs < 0 {
			lost = append(lost, s)
		} else {
			others = append(others, s)
		}
	}
	var higher float64
	for _, a := range lost {
		for _, b := range others {
			switch {
			case a > b:
				higher++
			case a == b:
				higher += 0.5
			}
		}
	}
	if want := higher / float64(len(lost)*len(others)); math.Abs(*r.AUC-want) > 1e-12 {
		t.Errorf("AUC = %v, want %v", *r.AUC, want)
	}
	if want, _ := stats.Spearman(scores, profits); *r.IC != want || r.Trades != len(scores) || r.Lost != len(lost) {
		t.Errorf("%d trades, %d lost, IC %v; want %d, %d, %v", r.Trades, r.Lost, *r.IC, len(scores), len(lost), want)
	}
	for _, b := range r.Bins {
		if b.Trades < 30 || b.Lost < b.LostLo || b.Lost > b.LostHi || b.Score < b.From || b.Score > b.To {
			t.Errorf("bin %+v", b)
		}
	}
}
