package verdict_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest"
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

// The headline is of the longest span, doubted where a cell is, and tells of cells of
// another period.
func TestHeadlineTells(t *testing.T) {
	w := verdict.DefaultWorthwhile(0.001)
	cell := func(s *verdict.Subject, doubts ...string) verdict.Counted {
		e, _, err := s.Evidence(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		e.Doubts = doubts
		return verdict.Counted{Subject: s, Evidence: e, Span: fmt.Sprint(s.Lanes.Days())}
	}
	long, few, short := subjects(t, 1, 150, 8)[0], subjects(t, 1, 150, 8)[0], subjects(t, 1, 80, 9)[0]
	least, most := 11.0, 90.0
	few.Independent, short.Independent = &least, &most
	few.Partly = true
	weekend := verdict.NewSubject(long.Books, marked(long.Books, func(at time.Time) bool { return at.Weekday()%6 == 0 }), 1, 1)
	cells := []verdict.Counted{cell(short, "One."), cell(long), cell(few, "Two."), cell(weekend)}
	e, notes, err := verdict.Headline(t.Context(), cells)
	if err != nil {
		t.Fatal(err)
	}
	if e.Independent != &least || e.Days != long.Lanes.Days() || !e.Partly || e.Stake != 100 || e.Period != shift.Days {
		t.Errorf("%+v", e)
	}
	if !slices.Equal(e.Doubts, []string{"One.", "Two."}) || len(notes) != 1 || !strings.HasPrefix(notes[0], long.Books[0].Spec.Name+": its mask has another period") {
		t.Errorf("doubts %q, notes %q", e.Doubts, notes)
	}
	o := alone(t, short, long, few)
	if e.Cut != o.Beyond(1) || math.Abs(e.Outcome.Delta-o.Delta) > 1e-6 {
		t.Errorf("cut %+v of %v, want %+v of %v", e.Cut, e.Outcome.Delta, o.Beyond(1), o.Delta)
	}
	if e, _, err := verdict.Headline(t.Context(), []verdict.Counted{cell(long)}); err != nil || e.Partly || len(e.Doubts) > 0 {
		t.Errorf("of one cell: %+v, %v", e, err)
	}
}

// What cannot be compared is told in one sentence.
func TestOneFaultIsTold(t *testing.T) {
	books := worlds.Books(t, rand.New(rand.NewPCG(9, 9)), 1, 24*100, data.Hour, 100)
	b := books[0]
	taken := map[int]bool{}
	for _, k := range backtest.Walk(books, nil, backtest.Fixed(books, backtest.DefaultWallet())).Trades {
		taken[int(k.Opp)] = true
	}
	idle, n := data.NewMask(b.Tape.Len()), 0
	for k, o := range b.Opps {
		if !taken[k] {
			idle.Set(o.Signal)
			n++
		}
	}
	half := data.NewMask(b.Tape.Len())
	half.SetRange(0, half.Len()/2)
	poor := []*backtest.Book{b.With(backtest.Execution{Rules: b.Rules, Market: b.Market, Stake: 1e-9})}
	for _, tt := range []struct {
		books []*backtest.Book
		mask  *data.Mask
		why   string
	}{
		{books, data.NewMask(b.Tape.Len()), "Constant mask: it blocks nothing."},
		{books, idle, fmt.Sprintf("Nothing to compare: the %d blocked entry signals would not have been traded.", n)},
		{poor, half, "The baseline makes no trade."},
	} {
		c, err := verdict.Cell(t.Context(), verdict.Input{Books: tt.books, Mask: []*data.Mask{tt.mask}, Wallet: backtest.DefaultWallet()})
		if err != nil || !slices.Equal(c.Answers.Reasons, []string{tt.why}) || c.Answers.Profit.Answer != verdict.Invalid || c.Chosen != nil {
			t.Errorf("%s because of %q, %v; want %q", c.Answers.Profit.Answer, c.Answers.Reasons, err, tt.why)
		}
	}
}

// Variants and labels that do not cover the candles are left out and named.
func TestPartsThatDoNotFit(t *testing.T) {
	in := fullInput(t, 1)
	good := in.Variants[0].Mask
	long := slices.Clone(good)
	long[2] = data.NewMask(in.Books[2].Tape.Len() + 1)
	in.Fees = nil
	in.Variants = []verdict.Variant{{Name: "few", Mask: good[:2]}, {Name: "fits", Mask: good}, {Name: "long", Mask: long}}
	in.Labels = append(in.Labels, verdict.Labels{Name: "pairs", Rows: in.Labels[0].Rows[:1]})
	c, err := verdict.Cell(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	fixed := backtest.Walk(in.Books, backtest.Masked(good), backtest.Fixed(in.Books, in.Wallet))
	var profit backtest.Money
	for _, k := range fixed.Trades {
		profit += backtest.MoneyOf(k.ProfitAbs)
	}
	if v := c.Variants; len(v) != 1 || v[0].Name != "fits" || v[0].Trades != len(fixed.Trades) || v[0].Profit != profit {
		t.Errorf("%+v, want %d trades that earn %v", v, len(fixed.Trades), profit)
	}
	want := []string{`labels "pairs" are for 1 pairs, the run has 3`, `variant "few" does not cover the candles`, `variant "long" does not cover the candles`}
	if !slices.Equal(c.Warnings, want) || len(c.Breakdowns) != 4 {
		t.Errorf("%q with %d breakdowns, want %q", c.Warnings, len(c.Breakdowns), want)
	}
	first, last := in.Books[0].Start(), in.Books[0].End()
	for _, b := range in.Books {
		first, last = min(first, b.Start()), max(last, b.End())
	}
	if c.From != first || c.To != last || c.Slots != 2 || c.Stake != 100 || c.Filter != "random" || c.Strategy != in.Books[0].Spec.Name || !slices.Equal(c.Pairs, worlds.Pairs[:3]) {
		t.Errorf("%s and %s on %q from %s to %s with %d slots of %v", c.Strategy, c.Filter, c.Pairs, c.From, c.To, c.Slots, c.Stake)
	}
}
