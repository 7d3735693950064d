package selftest

import (
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// sound is a row that nothing is wrong with.
func sound(worlds int) Row {
	at := func(share float64) Rate { return Rate{int(math.Round(share * float64(worlds))), worlds} }
	return Row{
		Worlds: worlds, Helps: at(0.05), Hurts: at(0.05), RiskHelps: at(0.05), RiskHurts: at(0.05),
		Holds: at(0.9), Wrong: at(0), Invalid: at(0), Milder: at(0),
	}
}

// Every rule is missed just beyond its bound and kept just within. The counts are
// scipy's: of 4,000 worlds, 355 have 9.977 % for Wilson's upper 99 % bound and 356 have
// 10.004 %; of 100, the chance of 20 or more is 0.20 % at 10 % and that of 21 is 0.08 %,
// that of 69 or fewer 0.11 % at 82 % and that of 68 0.05 %.
func TestRules(t *testing.T) {
	for _, tt := range []struct {
		name  string
		claim claim
		few   bool
		set   func(r *Row)
		want  string // of the miss; "" for none
	}{
		{"sound", useless | quick | even, false, func(*Row) {}, ""},
		{"HELPS within", useless, false, func(r *Row) { r.Helps.Count = 355 }, ""},
		{"HELPS beyond", useless, false, func(r *Row) { r.Helps.Count = 356 }, "false HELPS at most 10 %"},
		{"HURTS beyond", useless, false, func(r *Row) { r.Hurts.Count = 356 }, "false HURTS at most 10 %"},
		{"risk HELPS beyond", even, false, func(r *Row) { r.RiskHelps.Count = 356 }, "false risk HELPS at most 10 %"},
		{"risk HURTS beyond", even, false, func(r *Row) { r.RiskHurts.Count = 356 }, "false risk HURTS at most 10 %"},
		{"risk of uneven times", useless, false, func(r *Row) { r.RiskHelps.Count = 4000 }, ""},
		{"seldom HELPS", useless | quick, false, func(r *Row) { r.Helps.Count = 119 }, "false HELPS at least 3 %"},
		{"seldom HURTS", useless | quick, false, func(r *Row) { r.Hurts.Count = 119 }, "false HURTS at least 3 %"},
		{"seldom where slow", useless, false, func(r *Row) { r.Helps.Count = 40 }, ""},
		{"narrow", useless | quick, false, func(r *Row) { r.Holds.Count = 3439 }, "interval holds at least 86 %"},
		{"wide", useless | quick, false, func(r *Row) { r.Holds.Count = 3761 }, "interval holds at most 94 %"},
		{"narrow where slow", useless, false, func(r *Row) { r.Holds.Count = 3281 }, ""},
		{"too narrow where slow", useless, false, func(r *Row) { r.Holds.Count = 3279 }, "interval holds at least 82 %"},
		{"not found", strong, false, func(r *Row) { r.Helps.Count = 3199 }, "found at least 80 %"},
		{"harm not found", harmful, false, func(r *Row) { r.Hurts.Count = 3199 }, "found at least 80 %"},
		{"risk not found", milder, false, func(r *Row) { r.Milder.Count = 3199 }, "found at least 80 %"},
		{"wrong", strong, false, func(r *Row) { r.Helps.Count, r.Wrong.Count = 4000, 201 }, "NO EFFECT wrong at most 5 %"},
		{"honest and INVALID", useless, false, func(r *Row) { r.Invalid.Count = 41 }, "INVALID at most 1 %"},
		{"leak passed", dishonest, false, func(r *Row) { r.Invalid.Count = 3999 }, "INVALID at least 100 %"},
		{"leak found", dishonest, false, func(r *Row) { r.Invalid.Count = 4000 }, ""},
		{"few, chance", useless | quick, true, func(r *Row) { r.Helps.Count, r.Hurts.Count = 20, 0 }, ""},
		{"few, beyond chance", useless | quick, true, func(r *Row) { r.Helps.Count = 21 }, "false HELPS at most 10 %"},
		{"few, narrow by chance", useless, true, func(r *Row) { r.Holds.Count = 69 }, ""},
		{"few, narrow", useless, true, func(r *Row) { r.Holds.Count = 68 }, "interval holds at least 82 %"},
		{"few, INVALID by chance", useless, true, func(r *Row) { r.Invalid.Count = 5 }, ""},
		{"few, INVALID", useless, true, func(r *Row) { r.Invalid.Count = 7 }, "INVALID at most 1 %"},
		{"few, leak passed", dishonest, true, func(r *Row) { r.Invalid.Count = 99 }, "INVALID at least 100 %"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := 4000
			if tt.few {
				n = 100
			}
			r := sound(n)
			tt.set(&r)
			r.hold(tt.claim, tt.few)
			if tt.want == "" && len(r.Misses) > 0 || tt.want != "" && (len(r.Misses) != 1 || !strings.HasPrefix(r.Misses[0], tt.want+":")) {
				t.Errorf("misses %q, want %q", r.Misses, tt.want)
			}
			if len(r.Claims) == 0 {
				t.Error("nothing is claimed")
			}
		})
	}
}

// some are trials of every kind: cheap ones.
func some(t *testing.T) []trial {
	return []trial{
		what(t, "equal variance", "single days"),
		what(t, "shared slots, 3 pairs in 2", "blocks of 3 days, each pair its own"),
		what(t, "first hours 20 bp worse", "the first hours of the day"),
		what(t, "refused trades 25 bp worse", "blocks of 3 days"),
		what(t, "leak: the worst trades of a year", "300 of them as a block list"),
	}
}

// A world is answered as a cell of a run is.
func TestAnswersAreThoseOfARun(t *testing.T) {
	worth := verdict.DefaultWorthwhile(fee)
	for _, x := range some(t) {
		rng := rand.New(rand.NewPCG(3, 4))
		w := x.make(rng)
		got, err := w.judge(t.Context(), 7, product, true)
		if err != nil {
			t.Fatal(err)
		}
		s := w.subject(true, 7)
		e, _, err := s.Evidence(t.Context(), worth)
		if err != nil {
			t.Fatal(err)
		}
		want := e.Answers(worth, nil)
		if got.answers != [2]verdict.Answer{want.Profit.Answer, want.Risk.Answer} {
			t.Errorf("%s: answers %v, want %s and %s", x.world, got.answers, want.Profit.Answer, want.Risk.Answer)
		}
		if got.helps[shift.Profit] != (*want.Profit.P <= 0.05) || got.hurts[shift.Profit] != (*want.Profit.PWorse <= 0.05) || got.refused != want.Refused {
			t.Errorf("%s: %+v, want %+v", x.world, got, want.Profit)
		}
		brief, err := w.judge(t.Context(), 7, product, false)
		if err != nil || (brief.answers[shift.Profit] == verdict.Invalid) != (want.Profit.Answer == verdict.Invalid) {
			t.Errorf("%s: without the cut %v %v, want %s", x.world, brief.answers, err, want.Profit.Answer)
		}
	}
}

// Where equal returns are expected, z of them is 0 and the truth need not be worked
// out; where a mask knows so many basis points, the truth is about that.
func TestTruth(t *testing.T) {
	for _, x := range trials() {
		w := x.make(rand.New(rand.NewPCG(5, 6)))
		if w.uneven || x.world == "nothing to compare" {
			continue
		}
		if testing.Short() && w.pairs > 1 {
			continue
		}
		w.uneven = true
		truth, bp, err := w.truth(t.Context(), 1, product)
		if err != nil || math.Abs(truth) > 1e-4 || math.Abs(bp) > 1e-4 { // prices have 8 decimals
			t.Errorf("%s, %s: truth %v (%v bp), want 0 (%v)", x.world, x.mask, truth, bp, err)
		}
	}
	for world, want := range map[string]float64{"refused trades 12 bp worse": 12, "refused trades 25 bp better": -25} {
		x := what(t, world, "blocks of 3 days")
		_, bp, err := x.make(rand.New(rand.NewPCG(5, 6))).truth(t.Context(), 1, product)
		if err != nil || math.Abs(bp-want) > 0.03*math.Abs(want) {
			t.Errorf("%s: truth %v bp, want %v (%v)", world, bp, want, err)
		}
	}
}

// A full test makes four times the worlds of a row whose rate lies near its bound, and
// 400 of one in which all are judged alike; a shorter one makes as many as are asked for.
func TestWorldsOfARow(t *testing.T) {
	for _, tt := range []struct {
		claim       claim
		asked, want int
	}{
		{useless, 4000, 4000},
		{useless | near, 4000, 16000},
		{useless | near, 3999, 3999},
		{useless | near, 30, 30},
		{dishonest, 4000, 400},
		{dishonest, 30, 30},
	} {
		if got := (Options{Worlds: tt.asked}).worlds(&trial{claim: tt.claim}); got != tt.want {
			t.Errorf("claim %b, %d asked for: %d worlds, want %d", tt.claim, tt.asked, got, tt.want)
		}
	}
}

// Rows do not depend on the number of cores.
func TestRowsAreDeterministic(t *testing.T) {
	for _, x := range some(t) {
		var want Row
		for _, cores := range []int{1, 3} {
			old := runtime.GOMAXPROCS(cores)
			got, err := x.run(t.Context(), Options{Worlds: 3}, 9, product)
			runtime.GOMAXPROCS(old)
			if err != nil {
				t.Fatal(err)
			}
			got.Claims, got.Misses = nil, nil
			if cores == 1 {
				want = got
			}
			if got.Helps != want.Helps || got.Holds != want.Holds || got.Refused != want.Refused || got.Invalid != want.Invalid {
				t.Errorf("%s: %+v on %d cores, want %+v", x.world, got, cores, want)
			}
		}
	}
}

// The quick self-test passes.
func TestQuick(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some 20 s")
	}
	worlds := 0
	o := Options{Seed: 1, Worlds: Quick}
	s, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Rows {
		worlds += r.Worlds
		for _, m := range r.Misses {
			t.Errorf("%s, %s: %s", r.World, r.Mask, m)
		}
	}
	if !s.OK || worlds != o.All() {
		t.Errorf("OK %t with %d worlds, want true with %d", s.OK, worlds, o.All())
	}
}
