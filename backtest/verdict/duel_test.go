package verdict_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// alone is the outcome of subjects by themselves, without placebos.
func alone(t *testing.T, s ...*verdict.Subject) *shift.Outcome {
	t.Helper()
	p := verdict.Panel(s...)
	p.Placebos = 0
	o, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// One filter against another: equal masks are equal, and against a mask that refuses
// nothing the other stands alone.
func TestAgainst(t *testing.T) {
	a := subjects(t, 1, 200, 5)[0]
	b := verdict.NewSubject(a.Books, []*data.Mask{data.NewMask(a.Books[0].Tape.Len())}, 1, 1)
	if d, err := verdict.Against(t.Context(), []*verdict.Subject{a}, []*verdict.Subject{a}); err != nil || !d.Equal || d.P != nil {
		t.Errorf("against itself: %+v, %v", d, err)
	}
	d, err := verdict.Against(t.Context(), []*verdict.Subject{a}, []*verdict.Subject{b})
	if err != nil {
		t.Fatal(err)
	}
	o, err := verdict.Panel(a).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	x := &o.Test[shift.Profit]
	if d.Equal || math.Abs(*d.Selection-x.Selection) > 1e-9*x.S || *d.P != x.P || math.Abs(*d.Delta-o.Delta) > 1e-9 {
		t.Errorf("against no filter: %+v, want %+v", d, x)
	}
	if cut := o.Beyond(1); math.Abs(*d.Cut-cut.Cut) > 1e-9 {
		t.Errorf("cut %v, alone %v", *d.Cut, cut.Cut)
	}
	back, err := verdict.Against(t.Context(), []*verdict.Subject{b}, []*verdict.Subject{a})
	if err != nil || math.Abs(*back.Selection+*d.Selection) > 1e-9 || *back.P != *d.PWorse {
		t.Errorf("the other way round: %+v, %v; want the mirror of %+v", back, err, d)
	}
	stake := a.Books[0].Stake
	if bp, ok := o.BasisPoints(x.Selection, stake); !ok || math.Abs(*back.BP+bp) > 1e-9 || *back.BPLo > *back.BP || *back.BPHi < *back.BP {
		t.Errorf("%v basis points (%v to %v) a trade that the second refuses, want %v", *back.BP, *back.BPLo, *back.BPHi, -bp)
	}
	if d.BP != nil {
		t.Errorf("%v basis points a trade of a filter that refuses none", *d.BP)
	}
	if cut := o.Beyond(1); math.Abs(*d.Beyond-cut.Beyond) > 1e-9 || math.Abs(*back.Beyond+cut.Beyond) > 1e-9 {
		t.Errorf("beyond a smaller stake %v and %v, alone %v", *d.Beyond, *back.Beyond, cut.Beyond)
	}
}

// The figures of a duel are those of one panel from which the second mask is taken off,
// and of both masks' days.
func TestDuelIsAPanel(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 1))
	books := worlds.Books(t, rng, 2, 24*300, data.Hour, 100)
	a := verdict.NewSubject(books, worlds.Mask(rng, books, 40, 0.2), 1, 5)
	b := verdict.NewSubject(books, worlds.Mask(rng, books, 40, 0.2), 1, 5)
	d, err := verdict.Against(t.Context(), []*verdict.Subject{a}, []*verdict.Subject{b})
	if err != nil {
		t.Fatal(err)
	}
	p := verdict.Panel(a, b)
	p.Parts[1].Minus = true
	o, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	one, two := alone(t, a), alone(t, b)
	x, w := &o.Test[shift.Profit], &o.Test[shift.Worst]
	bp := func(amount float64) float64 { v, _ := two.BasisPoints(amount, 100); return v }
	cut, beyond := one.Against(two, 5), one.AgainstBeyond(two, 5)
	if !cut.Bounded || !x.Bounded || d.Equal {
		t.Fatal("no intervals")
	}
	for i, v := range []struct {
		got  *float64
		want float64
	}{
		{d.P, x.P},
		{d.PWorse, x.PWorse},
		{d.Selection, x.Selection},
		{d.Lo, x.Lo},
		{d.Hi, x.Hi},
		{d.Delta, one.Delta - two.Delta},
		{d.BP, bp(x.Selection)},
		{d.BPLo, bp(x.Lo)},
		{d.BPHi, bp(x.Hi)},
		{d.TailP, w.P},
		{d.TailWorse, w.PWorse},
		{d.Points, 100 * w.Selection / one.TailLoss},
		{d.Cut, one.Beyond(5).Cut - two.Beyond(5).Cut},
		{d.CutLo, cut.Lo},
		{d.CutHi, cut.Hi},
		{d.Beyond, one.Beyond(5).Beyond - two.Beyond(5).Beyond},
		{d.BeyondLo, beyond.Lo},
		{d.BeyondHi, beyond.Hi},
	} {
		if !nearly(v.got, v.want) {
			t.Errorf("figure %d: %v, want %v", i, v.got, v.want)
		}
	}
	// Two filters on two strategies are equal only if all of their masks are.
	if d, err := verdict.Against(t.Context(), []*verdict.Subject{a, a}, []*verdict.Subject{a, b}); err != nil || d.Equal {
		t.Errorf("one of two masks differs: equal %v, %v", d.Equal, err)
	}
	if d, err := verdict.Against(t.Context(), []*verdict.Subject{a, b}, []*verdict.Subject{a, b}); err != nil || !d.Equal {
		t.Errorf("no mask differs: equal %v, %v", d.Equal, err)
	}
}

// A mask of weekdays against one without a period is moved by days as the other is;
// two masks of weekdays are turned week by week.
func TestDuelOfPeriods(t *testing.T) {
	books := worlds.Books(t, rand.New(rand.NewPCG(6, 6)), 1, 24*250, data.Hour, 100)
	subject := func(on func(at time.Time) bool) []*verdict.Subject {
		return []*verdict.Subject{verdict.NewSubject(books, marked(books, on), -1, 1)}
	}
	weekend := subject(func(at time.Time) bool { return at.Weekday()%6 == 0 })
	monday := subject(func(at time.Time) bool { return at.Weekday() == 1 })
	days := subject(func(at time.Time) bool { return at.YearDay()%11 < 2 })
	for _, tt := range []struct {
		a, b []*verdict.Subject
		n    int
	}{{weekend, monday, shift.Rotations}, {weekend, days, len(days[0].Shifts)}, {days, weekend, len(days[0].Shifts)}} {
		d, err := verdict.Against(t.Context(), tt.a, tt.b)
		if err != nil {
			t.Fatal(err)
		}
		// p and p_worse are counts over 1 + B, and share the ties and the mask itself.
		if k := *d.P * float64(1+tt.n); math.Abs(k-math.Round(k)) > 1e-6 || math.Round((*d.P+*d.PWorse)*float64(1+tt.n)) != float64(tt.n+2) {
			t.Errorf("p = %v and %v, not of %d placebos", *d.P, *d.PWorse, tt.n)
		}
	}
	if days[0].Period != shift.Days || weekend[0].Period != shift.Weeks || monday[0].Period != shift.Weeks {
		t.Error("other periods")
	}
}

// Two filters are told apart by as much as one filter alone needs: baseline trades,
// refused trades of either, independent placebos of both, worst days.
func TestDuelOfTooLittle(t *testing.T) {
	seen := map[string]int{}
	for i, days := range []int{4, 40, 40, 120, 400, 900} {
		rng := rand.New(rand.NewPCG(uint64(i), 7))
		books := worlds.Books(t, rng, 1, 24*days, data.Hour, 60)
		share := []float64{0.02, 0.3}[i%2]
		a := verdict.NewSubject(books, worlds.Mask(rng, books, float64(1+rng.IntN(48)), share), 1, 1)
		b := verdict.NewSubject(books, worlds.Mask(rng, books, float64(1+rng.IntN(48)), share), 1, 1)
		d, err := verdict.Against(t.Context(), []*verdict.Subject{a}, []*verdict.Subject{b})
		if err != nil {
			t.Fatal(err)
		}
		oa, ob := alone(t, a), alone(t, b)
		independent := math.Inf(1)
		for _, s := range []*verdict.Subject{a, b} {
			if s.Independent != nil {
				independent = min(independent, *s.Independent)
			}
		}
		for words, want := range map[string]bool{
			"baseline has only":     oa.Trades < 30,
			"refuses more refuses":  max(oa.Refused, ob.Refused) < 30,
			"worth":                 independent < 20 || math.IsInf(independent, 1) || len(a.Shifts) < 19,
			"to say anything of ri": oa.TailDays < 20,
		} {
			reasons := d.Reasons
			if words == "to say anything of ri" {
				reasons = d.RiskReasons
			}
			got := slices.ContainsFunc(reasons, func(s string) bool { return strings.Contains(s, words) })
			if got != want {
				t.Errorf("%d days: %q is said: %t, want %t (%q %q)", days, words, got, want, d.Reasons, d.RiskReasons)
			}
			if want {
				seen[words]++
			} else {
				seen["no "+words]++
			}
		}
	}
	if len(seen) != 8 {
		t.Errorf("tried %v, want each there and not there", seen)
	}
}

// Where no day is one of the worst there is nothing to say of them.
func TestDuelWithoutWorstDays(t *testing.T) {
	books := worlds.Books(t, rand.New(rand.NewPCG(2, 1)), 1, 24*18, data.Hour, 100)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		a := verdict.NewSubject(books, worlds.Mask(rng, books, 10, 0.3), 1, 1)
		b := verdict.NewSubject(books, worlds.Mask(rng, books, 10, 0.3), 1, 1)
		if alone(t, a).TailDays > 0 {
			books = worlds.Books(t, rng, 1, 24*18, data.Hour, 100)
			continue
		}
		d, err := verdict.Against(t.Context(), []*verdict.Subject{a}, []*verdict.Subject{b})
		if err != nil || d.Equal || d.TailP != nil || d.TailWorse != nil || d.Points != nil || d.P == nil {
			t.Errorf("%+v, %v", d, err)
		}
		return
	}
	t.Error("every world has worst days")
}
