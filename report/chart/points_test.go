package chart_test

import (
	"math"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// find is a chart of an input.
func find(t *testing.T, in chart.Input, name string) draw.Chart {
	t.Helper()
	for _, c := range chart.All(in) {
		if c.Name == name {
			if c.Missing != "" || len(c.Panels) == 0 {
				t.Fatalf("%s is missing: %s", name, c.Missing)
			}
			return c
		}
	}
	t.Fatalf("no chart %q", name)
	return draw.Chart{}
}

// layer is the first layer of a name in a panel.
func layer(t *testing.T, p draw.Panel, name string) draw.Layer {
	t.Helper()
	i := slices.IndexFunc(p.Layers, func(l draw.Layer) bool { return l.Name == name })
	if i < 0 {
		t.Fatalf("panel %q has no layer %q", p.Label, name)
	}
	return p.Layers[i]
}

// of are the layers of a kind.
func of(p draw.Panel, k draw.Kind) (out []draw.Layer) {
	for _, l := range p.Layers {
		if l.Kind == k {
			out = append(out, l)
		}
	}
	return out
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

func heights(l draw.Layer) (sum float64) {
	for _, p := range l.Points {
		sum += p.Y2 - p.Y
	}
	return sum
}

// A cell is a run of two pairs, and its charts' input.
type cell struct {
	chart.Source
	*verdict.Comparison
	in   chart.Input
	arms []arm
}

type arm struct {
	name string
	run  *metrics.Run
}

func (a arm) metric(key string) float64 {
	m, _ := metrics.Find(key)
	v, _ := m.Of(a.run)
	return v
}

// What the charts plot are the run's own figures.
func TestPoints(t *testing.T) {
	candles, context := madeUp()
	s, c := run{strategy: "MACDCross", candles: candles[:2], context: context, synthetic: true, compare: true}.source(t)
	x := &cell{s, c, chart.Of(s, c), []arm{{"baseline", s.Baseline}, {"filtered", s.Filtered}}}
	t.Run("equity", x.equity)
	t.Run("underwater", x.underwater)
	t.Run("drawdowns", x.drawdowns)
	t.Run("ratios", x.ratios)
	t.Run("flow", x.flow)
	t.Run("profits", x.profits)
	t.Run("placebo", x.placebo)
	t.Run("waterfall", x.waterfall)
	t.Run("scatter", x.scatter)
	t.Run("calendar", x.calendar)
	t.Run("months", x.months)
	t.Run("price", x.price)
}

func (x *cell) equity(t *testing.T) {
	for _, a := range x.arms {
		got, want := layer(t, find(t, x.in, "equity").Panels[0], a.name).Points, a.run.Equity()
		if got[0].Y != a.run.Start || got[len(got)-1].Y != want[len(want)-1] || len(got) != len(want) {
			t.Errorf("%s runs from %v to %v over %d points, want %v to %v over %d",
				a.name, got[0].Y, got[len(got)-1].Y, len(got), a.run.Start, want[len(want)-1], len(want))
		}
	}
}

func (x *cell) underwater(t *testing.T) {
	for _, a := range x.arms {
		low := 0.0
		for _, p := range layer(t, find(t, x.in, "underwater").Panels[0], a.name).Points {
			low = min(low, p.Y)
		}
		if want := -100 * a.metric("max_drawdown_mtm"); !near(low, want) {
			t.Errorf("%s is at least at %v, want %v", a.name, low, want)
		}
	}
}

func (x *cell) drawdowns(t *testing.T) {
	for i, a := range x.arms {
		p := find(t, x.in, "drawdowns").Panels[i]
		if n, want := len(of(p, draw.Rects)[0].Points), len(a.run.Worst(5)); n != want {
			t.Errorf("%s has %d shades, want %d", a.name, n, want)
		}
	}
}

func (x *cell) ratios(t *testing.T) {
	for i, key := range []string{"daily_sharpe", "daily_sortino", "calmar_mtm", "max_drawdown_mtm"} {
		p := find(t, x.in, "ratios").Panels[i]
		factor := map[bool]float64{true: 100, false: 1}[key == "max_drawdown_mtm"]
		for k, a := range x.arms {
			if got, want := of(p, draw.Rects)[k].Points[0].Y2, factor*a.metric(key); !near(got, want) {
				t.Errorf("%s of %s = %v, want %v", key, a.name, got, want)
			}
			w := of(p, draw.Whiskers)[k].Points[0]
			if w.Y >= w.Y2 {
				t.Errorf("%s of %s: interval from %v to %v", key, a.name, w.Y, w.Y2)
			}
		}
	}
}

func (x *cell) flow(t *testing.T) {
	p := find(t, x.in, "flow").Panels[0]
	both, refill := heights(layer(t, p, "taken by both")), heights(layer(t, p, "refilled"))
	blocked, displaced := -heights(layer(t, p, "blocked")), -heights(layer(t, p, "displaced"))
	a := x.Attribution
	if got, want := [4]float64{both, blocked, displaced, refill}, [4]float64{
		float64(a.Identical.Trades + a.Altered.Trades), float64(a.Blocked.Trades), float64(a.Displaced.Trades), float64(a.Refilled.Trades),
	}; got != want {
		t.Errorf("both, blocked, displaced and refilled are %v, the attribution says %v", got, want)
	}
}

func (x *cell) profits(t *testing.T) {
	panels := find(t, x.in, "profits").Panels
	want := [][2]float64{
		{x.arms[0].metric("losses") + x.arms[0].metric("draws"), x.arms[0].metric("wins")},
		{x.arms[1].metric("losses") + x.arms[1].metric("draws"), x.arms[1].metric("wins")},
		{0, 0},
	}
	for _, k := range x.in.Baseline.Trades {
		if k.Fate == fate.Blocked && k.ProfitAbs > 0 {
			want[2][1]++
		} else if k.Fate == fate.Blocked {
			want[2][0]++
		}
	}
	for i, p := range panels {
		if got := [2]float64{heights(layer(t, p, "losing or even")), heights(layer(t, p, "winning"))}; got != want[i] {
			t.Errorf("panel %d holds %v trades, want %v", i, got, want[i])
		}
	}
}

func (x *cell) placebo(t *testing.T) {
	panels := find(t, x.in, "placebo").Panels
	e, p := x.Evidence().Outcome, panels[len(panels)-1]
	test := &e.Test[shift.Profit]
	if got := heights(layer(t, p, "shifted masks")); got != float64(test.Placebos) {
		t.Errorf("bars hold %v shifted masks, want %d", got, test.Placebos)
	}
	if got := layer(t, p, "observed").Points[0].X; got != test.Selection {
		t.Errorf("observed is at %v, want %v", got, test.Selection)
	}
	if b := of(panels[0], draw.Rects)[0].Points[0]; len(panels) != 2 || b.X != test.Lo || b.X2 != test.Hi {
		t.Errorf("the interval spans %v to %v, want %v to %v", b.X, b.X2, test.Lo, test.Hi)
	}
	// As many bars lie to the right of the observed choice as p counts.
	right := 1
	for _, d := range x.in.Placebo.Draws {
		if d >= test.Selection {
			right++
		}
	}
	if want := test.P * float64(1+test.Placebos); math.Abs(float64(right)-want) > 0.5 {
		t.Errorf("%d shifted masks lie at the observed choice or right of it, p says %v", right, want)
	}
}

// The bars of the waterfall end where the next begins, and the last is their sum.
func (x *cell) waterfall(t *testing.T) {
	p := find(t, x.in, "waterfall").Panels[0]
	var at [3]float64 // length of each bar with its sign
	for _, l := range of(p, draw.Rects) {
		sign := 1.0
		if l.Role == draw.Loss {
			sign = -1
		}
		for _, q := range l.Points {
			at[int(math.Round((q.X+q.X2)/2))] = sign * (q.Y2 - q.Y)
		}
	}
	r := &x.Answers.Profit
	cent := func(bar, of float64) bool { return math.Abs(bar-of) <= 0.01 } // rounded as it is printed
	if !cent(at[0], *r.Less) || !cent(at[1], *r.Selection) || !cent(at[2], *r.Delta) || !near(at[0]+at[1], at[2]) || !near(at[0], answer.Less(r, "USDT")) {
		t.Errorf("bars of %v, want less %v, choosing %v, delta %v", at, *r.Less, *r.Selection, *r.Delta)
	}
}

func (x *cell) scatter(t *testing.T) {
	p := find(t, x.in, "scatter").Panels[0]
	n, blocked := 0, 0
	for _, k := range x.in.Baseline.Trades {
		if k.Rated {
			n++
			if k.Fate == fate.Blocked {
				blocked++
			}
		}
	}
	if a, b := len(layer(t, p, "admitted").Points), len(layer(t, p, "blocked").Points); a != n-blocked || b != blocked || blocked == 0 {
		t.Errorf("%d admitted and %d blocked dots, want %d and %d", a, b, n-blocked, blocked)
	}
}

func (x *cell) calendar(t *testing.T) {
	for i, a := range x.arms {
		p := find(t, x.in, "calendar").Panels[i]
		cells := 0
		for _, l := range of(p, draw.Cells) {
			cells += len(l.Points)
		}
		if want := 24 + 2; cells != want { // two years of months and their totals
			t.Errorf("%s has %d cells, want %d", a.name, cells, want)
		}
	}
}

func (x *cell) months(t *testing.T) {
	for _, a := range x.arms {
		v := a.run.Start
		for _, p := range layer(t, find(t, x.in, "months").Panels[0], a.name).Points {
			v *= 1 + (p.Y2-p.Y)/100
		}
		if e := a.run.Equity(); !near(v, e[len(e)-1]) {
			t.Errorf("%s: the months make %v, want %v", a.name, v, e[len(e)-1])
		}
	}
}

func (x *cell) price(t *testing.T) {
	for i, b := range x.Result.Books {
		got := of(find(t, x.in, "price").Panels[i], draw.Line)[0].Points
		low, high := math.Inf(1), math.Inf(-1)
		for _, p := range got {
			low, high = min(low, p.Y), max(high, p.Y)
		}
		closes := b.Tape.Closes()[b.Tape.Warm:]
		if low != slices.Min(closes) || high != slices.Max(closes) || got[len(got)-1].Y != closes[len(closes)-1] {
			t.Errorf("%s spans %v to %v, want %v to %v", b.Tape.Pair, low, high, slices.Min(closes), slices.Max(closes))
		}
	}
}
