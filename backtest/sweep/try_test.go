package sweep_test

import (
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
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

func try(t testing.TB, c *sweep.Testbed, dials []sweep.Dial, thresholds []float64) *sweep.Batch {
	t.Helper()
	b, err := c.Try(t.Context(), dials, thresholds, namesOf(thresholds), true)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// aim judges by an objective.
func aim(objective string) sweep.Aim {
	return sweep.Aim{Objective: objective, Worthwhile: verdict.DefaultWorthwhile(0.001), Seed: 3}
}

// A point is what a run answers for its mask, to the bit.
func TestPointIsTheAnswerOfARun(t *testing.T) {
	for seed := range uint64(16) {
		rng := rand.New(rand.NewPCG(seed, 2))
		pairs := 1 + int(seed%2)
		books := worlds.Books(t, rng, pairs, 1200+600*int(seed/8), data.Hour, 100)
		dials := randomDials(rng, books, []float64{3, 30}[seed/2%2])
		w := backtest.DefaultWallet()
		w.Slots = pairs
		objective := sweep.Objectives[seed/4%2]
		some := someThresholds[1:5]
		b := try(t, sweep.NewTestbed(books, w, aim(objective)), dials, some)
		for j, threshold := range some {
			p := &b.Points[j]
			s := verdict.NewSubject(books, masks(dials, threshold), w.Slots, 3)
			e, _, err := s.Evidence(t.Context(), aim(objective).Worthwhile)
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Faults) > 0 || s.Period != shift.Days {
				continue
			}
			want := e.Figures()
			tested, k := []*float64{want.Profit.P, want.Profit.PWorse}, shift.Profit
			if objective == sweep.BeyondStake {
				k = shift.Worst
				tested = []*float64{want.Risk.P, want.Risk.PWorse}
				same(t, "the interval of what goes beyond a smaller stake", []*float64{p.BeyondLo, p.BeyondHi}, []*float64{want.Risk.BeyondLo, want.Risk.BeyondHi})
			}
			f, r := &want.Profit, &want.Risk
			same(t, "profit", []*float64{p.Delta, p.Less, p.Selection, p.Lo, p.Hi, p.BP, p.BPLo, p.BPHi}, []*float64{f.Delta, f.Less, f.Selection, f.Lo, f.Hi, f.BP, f.BPLo, f.BPHi})
			same(t, "risk", []*float64{p.Avoided, p.Cut, p.Beyond}, []*float64{r.Avoided, r.Cut, r.Beyond})
			if e.Outcome.TailDays > 0 || k == shift.Profit {
				same(t, "the test", []*float64{p.P, p.PWorse, p.T}, append(tested, &e.Outcome.Test[k].T))
			}
			same(t, "independent shifts", []*float64{p.Independent}, []*float64{e.Independent})
			if p.Refused != want.Refused || p.BaselineTrades != want.Trades || p.TailDays != r.TailDays {
				t.Fatalf("threshold %v: %d of %d refused, %d tail days; want %d of %d, %d", threshold, p.Refused, p.BaselineTrades, p.TailDays, want.Refused, want.Trades, r.TailDays)
			}
			fixed := backtest.Walk(books, backtest.Masked(masks(dials, threshold)), backtest.Fixed(books, w))
			if p.Trades != len(fixed.Trades) {
				t.Fatalf("threshold %v: %d trades, a walk makes %d", threshold, p.Trades, len(fixed.Trades))
			}
		}
	}
}

func same(t *testing.T, what string, got, want []*float64) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s: %s, want %s", what, text(got), text(want))
	}
}

// Thresholds that are climbed together are those that are walked one by one, but for
// rounding.
func TestClimbIsTheWalk(t *testing.T) {
	for _, pairs := range []int{1, 2} {
		for _, objective := range sweep.Objectives {
			rng := rand.New(rand.NewPCG(uint64(pairs), 12))
			books := worlds.Books(t, rng, pairs, 3000, data.Hour, 100)
			dials := randomDials(rng, books, 10)
			for i := range dials {
				for r := range dials[i].Risk { // many levels
					dials[i].Risk[r] = min(1, max(0, dials[i].Risk[r]+0.001*float64(r/24%40)))
				}
			}
			w := backtest.DefaultWallet()
			w.Slots = pairs
			a := aim(objective)
			a.Windows = windows(t, "1mo/2w")
			cell := sweep.NewTestbed(books, w, a)
			many := grid(120)
			all := try(t, cell, dials, many)
			for _, j := range []int{0, 7, 60, 119} {
				one := try(t, cell, dials, many[j:j+1])
				got, want := &all.Points[j], &one.Points[0]
				if got.Refused != want.Refused || got.Trades != want.Trades || got.Profit != want.Profit || text(got.Doubts) != text(want.Doubts) || text(got.Faults) != text(want.Faults) {
					t.Fatalf("%d pairs, %s, threshold %v: %s, want %s", pairs, objective, many[j], text(got), text(want))
				}
				if text(got.P) != text(want.P) || text(got.PWorse) != text(want.PWorse) {
					t.Errorf("%d pairs, %s, threshold %v: p %s and %s, want %s and %s", pairs, objective, many[j], text(got.P), text(got.PWorse), text(want.P), text(want.PWorse))
				}
				for name, x := range map[string][2]*float64{
					"T": {got.T, want.T}, "delta": {got.Delta, want.Delta}, "selection": {got.Selection, want.Selection}, "lo": {got.Lo, want.Lo}, "hi": {got.Hi, want.Hi},
					"bp": {got.BP, want.BP}, "beyond": {got.Beyond, want.Beyond}, "its lower end": {got.BeyondLo, want.BeyondLo},
				} {
					if (x[0] == nil) != (x[1] == nil) || x[0] != nil && math.Abs(*x[0]-*x[1]) > 1e-9*(1+math.Abs(*x[1])) {
						t.Errorf("%d pairs, %s, threshold %v: %s = %s, want %s", pairs, objective, many[j], name, text(x[0]), text(x[1]))
					}
				}
				a, b := cell.Choose([]*sweep.Batch{all}, namesOf(many)), cell.Choose([]*sweep.Batch{one}, namesOf(many[j:j+1]))
				if len(a) == 0 || len(a) != len(b) {
					t.Fatalf("%d and %d windows", len(a), len(b))
				}
			}
		}
	}
}

// A mask of weekdays is no other at another day: it is told and not judged.
func TestPeriodIsToldNotJudged(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	books := worlds.Books(t, rng, 1, 24*200, data.Hour, 100)
	dial := sweep.Dial{Risk: make([]float64, books[0].Tape.Len())}
	for r := range dial.Risk {
		dial.Risk[r] = 0.1
		if day := books[0].Tape.Time(r).Time().Weekday(); day == time.Saturday || day == time.Sunday {
			dial.Risk[r] = 0.6
		}
	}
	b := try(t, sweep.NewTestbed(books, backtest.DefaultWallet(), aim(sweep.Selection)), []sweep.Dial{dial}, []float64{0.5})
	if why := strings.Join(b.Points[0].Doubts, " "); !strings.Contains(why, "days of the week") {
		t.Errorf("doubts %q, want the days of the week", why)
	}
	if b.High != nil {
		t.Error("a mask of weekdays counts among the shifts of days")
	}
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
	all := lanes.New(books, w.Slots, lanes.ByClose)
	walker := all.Walker()
	b := try(t, sweep.NewTestbed(books, w, aim(sweep.Selection)), dials, someThresholds)
	for j, threshold := range someThresholds {
		got := b.Points[j]
		want, _ := walker.Sample(all.Lay(masks(dials, threshold)), 0)
		if got.Profit != want.Profit || got.Trades != want.Trades || got.Drawdown != want.Drawdown {
			t.Errorf("threshold %v: profit %v of %d, drawdown %v; want %v of %d, %v", threshold, got.Profit, got.Trades, got.Drawdown, want.Profit, want.Trades, want.Drawdown)
		}
		if got.Shifts > got.All || len(got.Faults) == 0 && got.P == nil {
			t.Errorf("threshold %v: %d of %d shifts, p %s", threshold, got.Shifts, got.All, text(got.P))
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
		{"one blocked trade", long, rare, verdict.Inconclusive, "refuses only"},
		{"one day", day, randomDials(rng, day, 3), verdict.Inconclusive, "30 are needed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ten := aim(sweep.Selection)
			ten.Windows = sweep.Windows{Choose: sweep.Period{N: 10, Unit: "d"}, Judge: sweep.Period{N: 5, Unit: "d"}}
			c := sweep.NewTestbed(tt.books, backtest.DefaultWallet(), ten)
			b := try(t, c, tt.dials, []float64{0.5})
			var f sweep.Family
			f.Add(b.High, b.Low)
			j := f.Judge(&b.Points[0], ten.Worthwhile)
			if why := strings.Join(append(j.Faults, j.Doubts...), " "); j.Answer != tt.answer || !strings.Contains(why, tt.reason) {
				t.Errorf("%s %q, want %s with %q", j.Answer, why, tt.answer, tt.reason)
			}
			names := namesOf([]float64{0.5})
			fw, err := c.Forward(t.Context(), c.Choose([]*sweep.Batch{b}, names), func(_ context.Context, _ int) ([]*data.Mask, error) {
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
