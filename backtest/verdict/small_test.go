package verdict

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
)

func is(p *float64, want float64) bool {
	return p != nil && math.Abs(*p-want) <= 1e-12*(1+math.Abs(want))
}

// A ratio is a quotient, and undefined where that is no number.
func TestRatio(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, tt := range []struct {
		a, b, want float64
		ok         bool
	}{
		{3, 4, 0.75, true},
		{0, 4, 0, true},
		{-3, 2, -1.5, true},
		{1e200, 1e200, 1, true},
		{1, 0, 0, false},
		{0, 0, 0, false},
		{1e200, 1e-200, 0, false},
		{inf, 1, 0, false},
		{1, nan, 0, false},
		{inf, inf, 0, false},
	} {
		if got, ok := ratio(tt.a, tt.b); got != tt.want || ok != tt.ok {
			t.Errorf("%v/%v = %v (%v), want %v (%v)", tt.a, tt.b, got, ok, tt.want, tt.ok)
		}
	}
	for _, x := range []float64{nan, inf, -inf} {
		if Number(x, true) != nil {
			t.Errorf("%v is a number", x)
		}
	}
	x := 2.5
	if !is(Number(x, true), 2.5) || Number(x, false) != nil || at(&x, 1) != 2.5 || at(nil, 1) != 1 {
		t.Error("2.5 is a number where it is defined, and 1 where it is missing and 1 stands in")
	}
}

func TestText(t *testing.T) {
	for got, want := range map[string]string{
		signed(1.25, 1): "+1.2", signed(-0.5, 2): "−0.50", signed(0, 0): "+0",
		PText(0.0009999): "p < 0.001", PText(0.001): "p = 0.001", PText(0.05): "p = 0.050", PText(1): "p = 1.000",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := sentences([]string{"a b", "it is"}); !slices.Equal(got, []string{"A b.", "It is."}) {
		t.Errorf("%q", got)
	}
}

// An interval of 90 % is 1.645 deviations wide on either side.
func TestEstimate(t *testing.T) {
	e := estimate(2, 3, true)
	if !is(e.Value, 2) || !is(e.Lo, 2-4.9345608808544) || !is(e.Hi, 2+4.9345608808544) {
		t.Errorf("%v to %v around %v", *e.Lo, *e.Hi, *e.Value)
	}
	if e := estimate(2, 3, false); e.Value != nil || e.Lo != nil || e.Hi != nil {
		t.Errorf("undefined: %+v", e)
	}
}

// The fee at which a figure changes sign lies on the line between two points.
func TestCrossing(t *testing.T) {
	for _, tt := range []struct {
		at   []float64 // figures at fees of 0, 1, 2 … per mille
		want float64   // per mille; below 0 if there is none
	}{
		{nil, -1},
		{[]float64{5}, -1},
		{[]float64{5, 3, 1}, -1},
		{[]float64{-1, -2}, -1},
		{[]float64{1, -1}, 0.5},
		{[]float64{-1, 3}, 0.25},
		{[]float64{9, 3, -1, 4}, 1.75},
		{[]float64{-2, 0}, 1},
	} {
		var points []FeePoint
		for i, x := range tt.at {
			points = append(points, FeePoint{Fee: float64(i) / 1000, Delta: x})
		}
		got := crossing(points, func(p *FeePoint) float64 { return p.Delta })
		if tt.want < 0 && got != nil || tt.want >= 0 && !is(got, tt.want/1000) {
			t.Errorf("%v: the sign changes at %v, want %v per mille", tt.at, got, tt.want)
		}
	}
}

// A trade that brings nothing is neither won nor lost.
func TestGroup(t *testing.T) {
	var g, none Group
	for _, p := range []float64{3, 0, -1, 5, -2, 0.000000005, -0.5} {
		g.add(backtest.MoneyOf(p))
	}
	g.close()
	none.close()
	if g.Trades != 7 || g.Wins != 3 || g.Losses != 3 || math.Abs(g.Profit.Float()-4.5) > 1e-7 {
		t.Errorf("%+v", g)
	}
	for name, x := range map[string]struct {
		got  *float64
		want float64
	}{
		"mean": {g.Mean, 4.5 / 7}, "win rate": {g.WinRate, 3. / 7}, "profit factor": {g.ProfitFactor, 8 / 3.5},
		"average win": {g.AverageWin, 8. / 3}, "average loss": {g.AverageLoss, 3.5 / 3},
		// numpy.quantile of the profits
		"5 %": {g.Quantiles[0], -1.7}, "25 %": {g.Quantiles[1], -0.75}, "median": {g.Quantiles[2], 0},
		"75 %": {g.Quantiles[3], 1.5}, "95 %": {g.Quantiles[4], 4.4},
	} {
		if x.got == nil || math.Abs(*x.got-x.want) > 1e-7 {
			t.Errorf("%s %v, want %v", name, x.got, x.want)
		}
	}
	if none.Mean != nil || none.WinRate != nil || none.ProfitFactor != nil || none.AverageWin != nil || none.AverageLoss != nil || none.Quantiles[2] != nil {
		t.Errorf("of no trade: %+v", none)
	}
}

// A reader is told of wallets that ran out, and of masks that stand on defaults for
// more than a twentieth of the entries.
func TestWarnings(t *testing.T) {
	for _, tt := range []struct {
		h    Health
		want string
	}{
		{Health{}, ""},
		{Health{RuinedBaseline: true, RuinedFiltered: true}, "both wallets ran out"},
		{Health{RuinedBaseline: true}, "the baseline's wallet ran out"},
		{Health{RuinedFiltered: true}, "the filtered wallet ran out"},
		{Health{Coverage: &Coverage{Entries: 100, EntriesDefaulted: 2, EntriesStale: 3}}, ""},
		{Health{Coverage: &Coverage{Entries: 100, EntriesDefaulted: 2, EntriesStale: 4}}, "for 6 of 100 entry signals"},
		{Health{Coverage: &Coverage{Entries: 100, EntriesDefaulted: 4, EntriesStale: 2}}, "for 6 of 100 entry signals"},
	} {
		c := Comparison{Health: tt.h}
		c.warn()
		if text := strings.Join(c.Warnings, "; "); (text == "") != (tt.want == "") || !strings.HasPrefix(text, tt.want) || len(c.Warnings) > 1 {
			t.Errorf("%+v: %q, want %q", tt.h, text, tt.want)
		}
	}
}

// A time is rounded up: to days below two months, months below a year and a half, then
// half years.
func TestLasting(t *testing.T) {
	for days, want := range map[float64]string{
		3: "3 days", 60.2: "61 days", 60.875: "2 months", 61: "3 months", 91.3125: "3 months", 547.8: "18 months",
		547.875: "1.5 years", 548: "2 years", 730.5: "2 years", 731: "2.5 years",
	} {
		if got := lasting(days); got != want {
			t.Errorf("%v days are %q, want %q", days, got, want)
		}
	}
}
