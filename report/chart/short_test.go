package chart_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// A run of a few weeks has charts by day; two months are too few for months, three are
// not.
func TestShortRunsShowDays(t *testing.T) {
	candles, context := madeUp()
	for _, tt := range []struct{ timerange, unit, whole string }{
		{"20240501-20240505", "day", "Week"}, {"20240501-20240701", "day", "Week"}, {"20240501-20240801", "month", "Year"},
	} {
		in := run{strategy: "BollingerBreakout", candles: candles[:1], context: context, timerange: tt.timerange, compare: true}.input(t)
		bars := find(t, in, "months")
		if bars.Title != "Return by "+tt.unit || bars.Panels[0].Label != "Return of the "+tt.unit+", %" {
			t.Errorf("%s: %q, %q", tt.timerange, bars.Title, bars.Panels[0].Label)
		}
		if tt.unit == "day" {
			if n, want := len(layer(t, bars.Panels[0], "baseline").Points), len(in.Baseline.Equity)-1; n != want {
				t.Errorf("%s: %d bars, want one of each of %d days", tt.timerange, n, want)
			}
		}
		x := find(t, in, "calendar").Panels[0].X.Names
		if x[len(x)-1] != tt.whole || tt.unit == "day" && !slices.Equal(x[:7], []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}) {
			t.Errorf("%s: columns %q", tt.timerange, x)
		}
		flow := find(t, in, "flow")
		sum := 0.0
		for _, name := range []string{"taken by both", "blocked", "displaced"} {
			if i := slices.IndexFunc(flow.Panels[0].Layers, func(l draw.Layer) bool { return l.Name == name }); i >= 0 {
				for _, p := range flow.Panels[0].Layers[i].Points {
					sum += p.Y2 - p.Y
					if name != "taken by both" {
						sum -= 2 * (p.Y2 - p.Y)
					}
				}
			}
		}
		if int(sum) != len(in.Baseline.Trades) {
			t.Errorf("%s: the bars hold %v trades of %d", tt.timerange, sum, len(in.Baseline.Trades))
		}
	}
}

// Arms of fewer than 30 days or trades have no bars of ratios, and the note says so.
func TestNoBarOfFew(t *testing.T) {
	for name, in := range map[string]chart.Input{"few trades": tiny(t, 3), "one trade": one(t)} {
		c := find(t, in, "ratios")
		for _, p := range c.Panels {
			if len(of(p, draw.Rects)) > 0 || len(of(p, draw.Whiskers)) > 0 {
				t.Errorf("%s: %s has bars", name, p.Label)
			}
			for _, text := range words(p) {
				if text != "too few" && text != "none" {
					t.Errorf("%s: %s says %q", name, p.Label, text)
				}
			}
		}
		if !strings.Contains(c.Note, "no bar for an arm of fewer than 30 days or trades") {
			t.Errorf("%s: the note is %q", name, c.Note)
		}
	}
	if c := find(t, demo(t, "MACDCross"), "ratios"); len(of(c.Panels[0], draw.Rects)) != 2 || strings.Contains(c.Note, "no bar") {
		t.Errorf("a long run has %d bars, note %q", len(of(c.Panels[0], draw.Rects)), c.Note)
	}
}
