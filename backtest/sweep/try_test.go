package sweep_test

import (
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

var someThresholds = []float64{0.1, 0.3, 0.5, 0.52, 0.8, 0.95}

func namesOf(thresholds []float64) []string {
	out := make([]string, len(thresholds))
	for i, t := range thresholds {
		text, _ := json.Marshal(t)
		out[i] = sweep.Setting(nil, "max_risk="+string(text))
	}
	return out
}

func try(t testing.TB, c *sweep.Cell, dials []sweep.Dial, thresholds []float64) *sweep.Batch {
	t.Helper()
	b, err := c.Try(t.Context(), dials, thresholds, namesOf(thresholds), true)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A point is the comparison of its mask, figure for figure.
func TestPointIsComparison(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		pairs := rapid.IntRange(1, 3).Draw(rt, "pairs")
		books := worlds.Books(t, rng, pairs, 1200, data.Hour, 100)
		dials := randomDials(rng, books, rapid.SampledFrom([]float64{3, 30}).Draw(rt, "length"))
		w := backtest.DefaultWallet()
		w.Slots = pairs
		b := try(t, sweep.NewCell(books, w), dials, someThresholds)
		for j, threshold := range someThresholds {
			p := b.Points[j]
			c, err := verdict.Cell(t.Context(), verdict.Input{Books: books, Mask: masks(dials, threshold), Wallet: w, Resamples: -1, Within: -1})
			if err != nil {
				rt.Fatal(err)
			}
			if (len(p.Faults) > 0) != (c.Verdict.Answer == verdict.Invalid) {
				rt.Fatalf("threshold %v: faults %q, the comparison says %s %q", threshold, p.Faults, c.Verdict.Answer, c.Verdict.Reasons)
			}
			if len(p.Faults) > 0 {
				continue
			}
			if !slices.Equal(p.Doubts, c.Health.Doubts) {
				rt.Fatalf("threshold %v: doubts %q, want %q", threshold, p.Doubts, c.Health.Doubts)
			}
			if p.BlockedTrades != c.FixedNotional.Blocked.Trades || p.Profit != c.FixedNotional.Filtered.Profit || p.Trades != c.FixedNotional.Filtered.Trades {
				rt.Fatalf("threshold %v: %d blocked, profit %v of %d; want %+v", threshold, p.BlockedTrades, p.Profit, p.Trades, c.FixedNotional)
			}
			for key, got := range map[string]verdict.Test{"profit": p.Lift, "trades": p.Count} {
				if want := c.Placebo.Row(key).Test; !sameTest(got, want) {
					rt.Fatalf("threshold %v: %s test %s, want %s", threshold, key, text(got), text(want))
				}
			}
			if want := c.Placebo.Effective; !reflect.DeepEqual(p.Effective, want) {
				rt.Fatalf("threshold %v: effective shifts %s, want %s", threshold, text(p.Effective), text(want))
			}
			if want := c.Placebo.Row("max_drawdown"); *want.Filtered != p.Drawdown.Float() || *want.Baseline != p.Deepest.Float() {
				rt.Fatalf("threshold %v: drawdown %v (%v), want %v (%v)", threshold, p.Drawdown, p.Deepest, *want.Filtered, *want.Baseline)
			}
		}
	})
}

// sameTest allows for rounding: a comparison takes differences of rounded numbers, a
// point of exact ones. Counts, and so p-values, are equal.
func sameTest(a, b verdict.Test) bool {
	near := func(x, y *float64) bool {
		return x == nil && y == nil || x != nil && y != nil && math.Abs(*x-*y) < 1e-9*(1+math.Abs(*y))
	}
	return a.Placebos == b.Placebos && reflect.DeepEqual(a.P, b.P) && reflect.DeepEqual(a.PWorse, b.PWorse) &&
		near(a.Observed, b.Observed) && near(a.Mean, b.Mean) && near(a.SD, b.SD) && near(a.BandLo, b.BandLo) && near(a.BandHi, b.BandHi) &&
		near(a.Lift, b.Lift) && near(a.LiftLo, b.LiftLo) && near(a.LiftHi, b.LiftHi)
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// Pairs that wait for each other's slots are walked one threshold at a time, with the
// same meaning.
func TestQueue(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	books := worlds.Books(t, rng, 3, 1200, data.Hour, 100)
	dials := randomDials(rng, books, 10)
	w := backtest.DefaultWallet()
	lanes := backtest.NewLanes(books, w.Slots, backtest.ByClose)
	walker := lanes.Walker()
	b := try(t, sweep.NewCell(books, w), dials, someThresholds)
	for j, threshold := range someThresholds {
		got := b.Points[j]
		want, _ := walker.Sample(lanes.Lay(masks(dials, threshold)), 0)
		if got.Profit != want.Profit || got.Trades != want.Trades || got.Drawdown != want.Drawdown {
			t.Errorf("threshold %v: profit %v of %d, drawdown %v; want %v of %d, %v", threshold, got.Profit, got.Trades, got.Drawdown, want.Profit, want.Trades, want.Drawdown)
		}
		if got.Lift.Placebos != got.Shifts || got.Shifts > got.All {
			t.Errorf("threshold %v: %d placebos at %d of %d shifts", threshold, got.Lift.Placebos, got.Shifts, got.All)
		}
	}
}

// What no comparison can be made of has a verdict with a reason, and no number that
// JSON cannot hold.
func TestPointsThatAreNone(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 9))
	long := worlds.Books(t, rng, 1, 2000, data.Hour, 100)
	day := worlds.Books(t, rng, 1, 34, data.Hour, 100)
	dial := func(books []*backtest.Book, risk float64, shut bool) []sweep.Dial {
		d := sweep.Dial{Risk: make([]float64, books[0].Tape.Len()), Shut: make([]bool, books[0].Tape.Len())}
		for i := range d.Risk {
			d.Risk[i], d.Shut[i] = risk, shut
		}
		return []sweep.Dial{d}
	}
	rare := dial(long, 0.1, false)
	rare[0].Risk[long[0].Opps[3].Signal] = 0.9
	for _, tt := range []struct {
		name   string
		books  []*backtest.Book
		dials  []sweep.Dial
		answer verdict.Answer
		reason string
	}{
		{"empty mask", long, dial(long, 0.2, false), verdict.Invalid, "blocks nothing"},
		{"no score", long, dial(long, -1, false), verdict.Invalid, "blocks nothing"},
		{"everything blocked", long, dial(long, 0.9, false), verdict.Invalid, "blocks everything"},
		{"everything shut", long, dial(long, -1, true), verdict.Invalid, "blocks everything"},
		{"one blocked trade", long, rare, verdict.Inconclusive, "blocked trades, at least 30"},
		{"one day", day, randomDials(rng, day, 3), verdict.Inconclusive, "at least 30 are needed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := sweep.NewCell(tt.books, backtest.DefaultWallet())
			b := try(t, c, tt.dials, []float64{0.5})
			var f sweep.Family
			f.Add(b.High, b.Low)
			j := f.Judge(&b.Points[0])
			if j.Verdict.Answer != tt.answer || !strings.Contains(strings.Join(j.Verdict.Reasons, "; "), tt.reason) {
				t.Errorf("%s %q, want %s with %q", j.Verdict.Answer, j.Verdict.Reasons, tt.answer, tt.reason)
			}
			windows := sweep.Windows{Choose: sweep.Period{N: 10, Unit: "d"}, Judge: sweep.Period{N: 5, Unit: "d"}}
			names := namesOf([]float64{0.5})
			fw, err := c.Forward(t.Context(), c.Choose([]*sweep.Batch{b}, names, windows, "excess"), windows, "excess", func(_ context.Context, _ int) ([]*data.Mask, error) {
				return masks(tt.dials, 0.5), nil
			})
			if err != nil {
				t.Fatal(err)
			}
			skill, err := sweep.SkillOf(t.Context(), tt.books[0].Tape, tt.dials[0])
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range []any{j, fw, skill, c.Overfitting([]*sweep.Batch{b}, names, 1), c.Reliability(tt.dials)} {
				if _, err := json.Marshal(v); err != nil {
					t.Errorf("%T: %v", v, err)
				}
			}
		})
	}
}
