package verdict_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// counted is a cell whose T and placebos are given, the same for both values.
func counted(span string, t float64, shifted []float64) verdict.Counted {
	o := &shift.Outcome{}
	for k := range o.Test {
		o.Test[k] = shift.Test{T: t, Shifted: shifted, Placebos: len(shifted)}
	}
	return verdict.Counted{Evidence: &verdict.Evidence{Outcome: o}, Span: span}
}

// Cells of one span are adjusted by maxT, lone cells of several spans by Holm, and a
// mixture by neither alone.
func TestAdjust(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 9))
	draw := func() []float64 {
		out := make([]float64, 199)
		for i := range out {
			out[i] = rng.NormFloat64()
		}
		return out
	}
	ts := []float64{2.6, -0.3, 2.1, 1.4, -2.5}
	var one, lone, mixed []verdict.Counted
	placebos, minus, less := [][]float64{}, [][]float64{}, []float64{}
	var alone []float64
	for i, x := range ts {
		s := draw()
		placebos, less = append(placebos, s), append(less, -x)
		minus = append(minus, nil)
		more := 1
		for _, y := range s {
			minus[i] = append(minus[i], -y)
			if y >= x {
				more++
			}
		}
		alone = append(alone, float64(more)/200)
		one = append(one, counted("a", x, s))
		lone = append(lone, counted(string(rune('a'+i)), x, s))
		mixed = append(mixed, counted([]string{"a", "a", "b", "b", "c"}[i], x, s))
	}
	want, _ := stats.StepDownMaxT(ts, placebos)
	worse, _ := stats.StepDownMaxT(less, minus)
	holm, worst := make([]float64, len(alone)), 0.0 // Holm (1979), from the definition
	for i, at := range slices.SortedFunc(slices.Values([]int{0, 1, 2, 3, 4}), func(a, b int) int { return cmp.Compare(alone[a], alone[b]) }) {
		worst = max(worst, min(1, float64(len(alone)-i)*alone[at]))
		holm[at] = worst
	}
	for i, a := range verdict.Adjust(one) {
		if a.P != [2]float64{want[i], want[i]} || a.PWorse != [2]float64{worse[i], worse[i]} {
			t.Errorf("cell %d of one span: %v, want %v and %v", i, a, want[i], worse[i])
		}
	}
	for i, a := range verdict.Adjust(lone) {
		if math.Abs(a.P[0]-holm[i]) > 1e-12 {
			t.Errorf("cell %d of its own span: %v, Holm has %v", i, a.P[0], holm[i])
		}
	}
	first, _ := stats.StepDownMaxT(ts[:2], placebos[:2])
	a := verdict.Adjust(mixed)
	if best := 3 * first[0]; math.Abs(a[0].P[0]-best) > 1e-12 {
		t.Errorf("the best cell of three spans: %v, want %v", a[0].P[0], best)
	}
	if a[2].P[0] < a[0].P[0] || a[2].P[0] < 3*alone[2]-1e-12 {
		t.Errorf("the second: %v, after %v", a[2].P[0], a[0].P[0])
	}
}

func TestUndecidable(t *testing.T) {
	if verdict.Undecidable(5, 99) || !verdict.Undecidable(6, 99) {
		t.Error("5 cells at 99 placebos can be decided, 6 cannot")
	}
}

// subjects are strategies on the same span under the same mask.
func subjects(t *testing.T, n, days int, seed uint64) []*verdict.Subject {
	var out []*verdict.Subject
	for i := range n {
		rng := rand.New(rand.NewPCG(seed, uint64(i)))
		b := worlds.Books(t, rng, 1, 24*days, data.Hour, 100)
		m := data.NewMask(b[0].Tape.Len())
		mrng := rand.New(rand.NewPCG(seed, 77))
		for row := 0; row < m.Len(); row += 24 {
			if mrng.IntN(8) == 0 {
				m.SetRange(row, min(row+24, m.Len()))
			}
		}
		out = append(out, verdict.NewSubject(b, []*data.Mask{m}, 1, 1))
	}
	return out
}

// The headline adds the cells: its selection is the sum of theirs at the shifts that
// they share, its tail days are those of the joined book.
func TestHeadlineAddsCells(t *testing.T) {
	s := subjects(t, 3, 200, 4)
	var cells []verdict.Counted
	var delta, selection float64
	var book []shift.Money
	for _, x := range s {
		e, _, err := x.Evidence(t.Context(), verdict.DefaultWorthwhile(0.001))
		if err != nil {
			t.Fatal(err)
		}
		cells = append(cells, verdict.Counted{Subject: x, Evidence: e, Span: "a"})
		delta += e.Outcome.Delta
		selection += e.Outcome.Test[shift.Profit].Selection
	}
	e, notes, err := verdict.Headline(t.Context(), cells)
	if err != nil || len(notes) > 0 {
		t.Fatal(err, notes)
	}
	o := e.Outcome
	if math.Abs(o.Delta-delta) > 1e-6 {
		t.Errorf("delta %v, of the cells %v", o.Delta, delta)
	}
	common := verdict.CommonShifts(s)
	if o.Test[0].Placebos != len(common) {
		t.Errorf("%d placebos, %d common shifts", o.Test[0].Placebos, len(common))
	}
	if slices.Equal(common, s[0].Shifts) && slices.Equal(common, s[1].Shifts) && slices.Equal(common, s[2].Shifts) {
		if got := o.Test[shift.Profit].Selection; math.Abs(got-selection) > 1e-6 {
			t.Errorf("selection %v, of the cells %v", got, selection)
		}
	}
	book, _ = verdict.Panel(s...).Book()
	losing := 0
	for _, x := range book {
		if x < 0 {
			losing++
		}
	}
	days := min((len(book)+19)/20, losing/4)
	if o.TailDays != days || days == 0 {
		t.Errorf("%d tail days, the joined book has %d", o.TailDays, days)
	}
	if e.Whose != "" {
		t.Errorf("%s days of one period", e.Whose)
	}
	cells[2].Span = "b"
	if e, _, err = verdict.Headline(t.Context(), cells); err != nil || e.Whose != "Each period's" {
		t.Errorf("two periods of equal length: %q, %v", e.Whose, err)
	}
	short := subjects(t, 1, 100, 5)[0]
	cells[2] = verdict.Counted{Subject: short, Evidence: cells[2].Evidence, Span: "b"}
	if e, _, err = verdict.Headline(t.Context(), cells); err != nil || e.Whose != "The longest period's" || e.Days < 200 {
		t.Errorf("two periods of 200 and 100 days: %q %d, %v", e.Whose, e.Days, err)
	}
	if e, _, err := verdict.Headline(t.Context(), nil); e != nil || err != nil {
		t.Error("a headline of nothing")
	}
}

// Spans of different lengths keep the shifts that move each of them by at least a week.
func TestCommonShifts(t *testing.T) {
	a, b := subjects(t, 1, 60, 1)[0], subjects(t, 1, 45, 2)[0]
	long, short := a.Lanes.Span(0).Units, b.Lanes.Span(0).Units
	var want []int
	for n := 7; n <= long-7; n++ {
		if r := n % short; r >= 7 && r <= short-7 {
			want = append(want, n)
		}
	}
	if got := verdict.CommonShifts([]*verdict.Subject{a, b}); !slices.Equal(got, want) || len(want) < 20 {
		t.Errorf("%v, want %v", got, want)
	}
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

// A weekend mask is turned week by week, one of hours day by day, each within itself.
func TestPeriodicSubjects(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	b := worlds.Books(t, rng, 2, 24*300, data.Hour, 100)
	for name, tt := range map[string]struct {
		on   func(at data.Instant) bool
		want shift.Period
	}{
		"weekend": {func(at data.Instant) bool { return at.Time().Weekday()%6 == 0 }, shift.Weeks},
		"night":   {func(at data.Instant) bool { return at.Time().Hour() < 5 }, shift.Hours},
		"october": {func(at data.Instant) bool { return at.Time().Day() < 4 }, shift.Days},
	} {
		t.Run(name, func(t *testing.T) {
			var masks []*data.Mask
			for _, x := range b {
				m := data.NewMask(x.Tape.Len())
				for row := range m.Len() {
					if tt.on(x.Tape.Time(row)) {
						m.Set(row)
					}
				}
				masks = append(masks, m)
			}
			s := verdict.NewSubject(b, masks, -1, 1)
			if s.Period != tt.want {
				t.Fatalf("period %v, want %v", s.Period, tt.want)
			}
			if tt.want != shift.Days {
				checkTurns(t, s)
			}
			e, _, err := s.Evidence(t.Context(), verdict.DefaultWorthwhile(0.001))
			if err != nil {
				t.Fatal(err)
			}
			a := e.Answers(verdict.DefaultWorthwhile(0.001), nil)
			if a.Placebo != tt.want.String() || tt.want != shift.Days && a.Shifts != shift.Rotations {
				t.Errorf("%d placebos by %s", a.Shifts, a.Placebo)
			}
			bins := map[shift.Period]int{shift.Weeks: s.Lanes.Days()/7 + 2, shift.Hours: s.Lanes.Days(), shift.Days: s.Lanes.Days()}[tt.want]
			if n := len(e.Outcome.Z[shift.Profit]); n > bins || n < bins-2 {
				t.Errorf("%d bins, want about %d", n, bins)
			}
			if a.Profit.P == nil || *a.Profit.P < 1e-3 {
				t.Errorf("a clock has p = %v", a.Profit.P)
			}
		})
	}
}

// checkTurns sees that weeks are turned from Monday on by whole days, days by rows.
func checkTurns(t *testing.T, s *verdict.Subject) {
	t.Helper()
	for b, turns := range s.Turns(3) {
		span := s.Lanes.Span(b)
		next, moved := 0, 0
		for _, x := range turns {
			if x.From != next || x.By < 0 || x.By >= max(1, x.To-x.From) {
				t.Fatalf("turn %+v after row %d", x, next)
			}
			next = x.To
			monday := (span.Start + data.Instant(x.From/span.Unit)*data.Instant(data.Day)).Time().Weekday() == 1
			if s.Period == shift.Weeks && (x.By%span.Unit != 0 || x.To-x.From > 7*span.Unit || x.From > 0 && !monday) {
				t.Fatalf("week %+v of days of %d rows", x, span.Unit)
			}
			if s.Period == shift.Hours && x.To-x.From != span.Unit {
				t.Fatalf("day %+v of %d rows", x, span.Unit)
			}
			if x.By > 0 {
				moved++
			}
		}
		if next != span.Units*span.Unit || 2*moved < len(turns) {
			t.Fatalf("turns end at row %d of %d, %d of them move", next, span.Units*span.Unit, moved)
		}
	}
}
