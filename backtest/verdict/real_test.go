package verdict_test

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// engineMask is the default filter's on the tape of a book, with the weekly dollar
// index kept for nine days.
func engineMask(t testing.TB, b *backtest.Book) *data.Mask {
	t.Helper()
	f, err := filter.Parse("default", "max_age_hours.dxy=216")
	if err != nil {
		t.Fatal(err)
	}
	flt, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	context, _, err := sources.Load(filepath.Join(shared.Dir(t), "context"))
	if err != nil {
		t.Fatal(err)
	}
	tape := b.Tape.With(context)
	screen, err := flt.Screen(tape, flt.Replay(tape))
	if err != nil {
		t.Fatal(err)
	}
	m := data.NewMask(tape.Len())
	for i := range tape.Len() {
		if !screen.Safe(i) {
			m.Set(i)
		}
	}
	return m
}

// On six years of real candles the figures are those of an independent derivation
// that leaves refills out: within 3 % of delta, 0.1·S of the selection and its ends,
// 1.5 points.
func TestRealCandles(t *testing.T) {
	if testing.Short() {
		t.Skip("six years of four strategies")
	}
	var subjects []*verdict.Subject
	var quick *shift.Outcome
	for _, name := range []string{"NFIQuickstart", "MACDCross", "RSIEMA", "BollingerBreakout"} {
		b := btcBook(t, name, "20200101-20251120")
		b = b.With(backtest.Execution{Rules: backtest.RulesOf(b.Spec, 0.001), Market: b.Market, Stake: 100})
		s := verdict.NewSubject([]*backtest.Book{b}, []*data.Mask{engineMask(t, b)}, 1, 1)
		subjects = append(subjects, s)
		if quick == nil {
			o, err := verdict.Panel(s).Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			quick = o
		}
	}
	o, err := verdict.Panel(subjects...).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p, w, cut := &o.Test[shift.Profit], &o.Test[shift.Worst], o.Beyond(1)
	percent := 100 / o.TailLoss
	shifted, _ := o.ShiftedCut()
	up, upShifted, _ := o.GivenUp()
	bp, _ := o.BasisPoints(p.Selection, 100)
	for _, x := range []struct {
		name           string
		got, want, tol float64
	}{
		{"refused", float64(o.Refused), 2875, 30},
		{"delta", o.Delta, 498.7, 0.03 * 498.7},
		{"less", o.Less, 605.3, 0.03 * 605.3},
		{"selection", p.Selection, -106.6, 0.1 * p.S},
		{"selection, lower end", p.Lo, -233, 0.1 * p.S},
		{"selection, upper end", p.Hi, 10, 0.1 * p.S},
		{"bp", bp, -4.7, 0.4},
		{"p", p.P, 0.94, 0.02},
		{"avoided", percent * o.Avoided, 30.6, 1.5},
		{"points", percent * w.Selection, 15.7, 1.5},
		{"points, lower end", percent * w.Lo, 6.9, 1.5},
		{"points, upper end", percent * w.Hi, 27.8, 1.5},
		{"p of the worst days", w.P, 0.0005, 0.001},
		{"cut", cut.Cut, 11.5, 1.5},
		{"cut of shifted masks", shifted, 2.4, 1.5},
		{"beyond a smaller stake", cut.Beyond, 2.8, 1.5},
		{"beyond, lower end", cut.Lo, -0.8, 1.5},
		{"beyond, upper end", cut.Hi, 6.3, 1.5},
		{"best days given up", up, 19, 1.5},
		{"best days given up by shifted masks", upShifted, 4, 1.5},
		{"NFIQuickstart's selection", quick.Test[shift.Profit].Selection, -82.2, 0.1 * quick.Test[shift.Profit].S},
		{"NFIQuickstart's p of harm", quick.Test[shift.Profit].PWorse, 0.005, 0.005},
	} {
		t.Logf("%s %.4f", x.name, x.got)
		if math.Abs(x.got-x.want) > x.tol {
			t.Errorf("%s = %.4f, derived %v ± %.3g", x.name, x.got, x.want, x.tol)
		}
	}
}
