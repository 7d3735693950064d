package chart_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// The answer for the worst days rests on two intervals, and the picture has both: one of
// them alone may lie off 0 where the answer is open.
func TestTailIsTwoIntervals(t *testing.T) {
	e := &verdict.Evidence{Outcome: &shift.Outcome{TailLoss: 400}}
	w := &e.Outcome.Test[shift.Worst]
	w.Selection, w.S, w.Lo, w.Hi, w.Bounded, w.Shifted = 40, 10, 8, 80, true, []float64{-1, 0, 1}
	beyond, lo, hi := 0.4, -30.5, 4.8
	b := chart.TailPlaceboOf(e, &verdict.RiskAnswer{Beyond: &beyond, BeyondLo: &lo, BeyondHi: &hi})
	c := chart.Answered("tail", "", "", "points", "worst days' loss", b)
	if want := "; beyond a smaller stake +0.4 (−30.5 to +4.8)"; !strings.HasSuffix(c.Finding, want) {
		t.Errorf("finding %q, want it to end with %q", c.Finding, want)
	}
	if len(c.Panels) != 3 {
		t.Fatalf("%d panels, want two intervals and the shifted masks", len(c.Panels))
	}
	for i, want := range [][2]float64{{2, 20}, {lo, hi}} {
		p := c.Panels[i]
		if q := of(p, draw.Rects)[0].Points[0]; q.X != want[0] || q.X2 != want[1] {
			t.Errorf("%s: %v to %v, want %v", p.Label, q.X, q.X2, want)
		}
		if p.X.Min > lo || p.X.Max < 20 {
			t.Errorf("%s: the axis goes from %v to %v and cuts an interval off", p.Label, p.X.Min, p.X.Max)
		}
	}
	if b := chart.TailPlaceboOf(e, &verdict.RiskAnswer{}); b.Also != nil {
		t.Errorf("an interval that is not known is drawn: %v", b.Also)
	}
}
