package verdict_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

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
	panel := verdict.Panel(s...)
	book, _ = panel.Book(panel.Calendar())
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
	if got := verdict.Panel(a, b).Placebos; got != len(want) {
		t.Errorf("a panel of both has %d placebos, want %d", got, len(want))
	}
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
	again := subjects(t, 1, 150, 8)[0]
	least, less := 11.0, 5.0
	few.Independent, short.Independent = &least, &less
	few.Partly = true
	weekend := verdict.NewSubject(long.Books, marked(long.Books, func(at time.Time) bool { return at.Weekday()%6 == 0 }), 1, 1)
	cells := []verdict.Counted{cell(long), cell(few, "One."), cell(again), cell(short, "Two."), cell(weekend)}
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
	o := alone(t, long, few, again, short)
	if e.Cut != o.Beyond(1) || math.Abs(e.Outcome.Delta-o.Delta) > 1e-6 {
		t.Errorf("cut %+v of %v, want %+v of %v", e.Cut, e.Outcome.Delta, o.Beyond(1), o.Delta)
	}
	if e, _, err := verdict.Headline(t.Context(), []verdict.Counted{cell(long)}); err != nil || e.Partly || len(e.Doubts) > 0 {
		t.Errorf("of one cell: %+v, %v", e, err)
	}
}
