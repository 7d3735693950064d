package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// threshold draws what the filter would bring at other limits of the score.
func threshold(in *Input) draw.Chart {
	c := in.begin("Profit at other limits of risk_score", "fixed stake")
	gain := draw.Panel{Label: "Difference in profit to the baseline, " + in.money(), Height: 130, Bare: true}
	kept := draw.Panel{Label: "Trades kept", Height: 50, X: draw.Axis{Label: "Entries are refused above this risk_score"}, Y: draw.Axis{Zero: true, Whole: true}}
	seen := draw.Layer{Kind: draw.Line, Name: "observed", Role: draw.Text, Width: 1.6}
	dots := draw.Layer{Kind: draw.Dots, Role: draw.Text, Width: 2}
	bars := draw.Layer{Kind: draw.Line, Role: draw.Text, Width: 1.2}
	for _, t := range in.Thresholds {
		seen.Points = append(seen.Points, draw.Point{X: t.Risk, Y: t.Observed})
		bars.Points = append(bars.Points, draw.Point{X: t.Risk, Y: float64(t.Kept)})
	}
	dots.Points = seen.Points
	gain.Layers = []draw.Layer{{Kind: draw.Rules, Role: draw.Axes, Width: 0.6, Points: []draw.Point{draw.Across(0, "")}}, seen, dots}
	kept.Layers = []draw.Layer{bars}
	if in.MaxRisk > 0 && len(in.Thresholds) > 0 {
		now := draw.Layer{Kind: draw.Rules, Role: draw.Text, Width: 0.8, Dashed: true, Points: []draw.Point{draw.Upright(in.MaxRisk, "limit in use")}}
		gain.Layers, kept.Layers = append(gain.Layers, now), append(kept.Layers, now)
		kept.Layers[1].Points = []draw.Point{draw.Upright(in.MaxRisk, "")}
	}
	low, high := draw.Axis{}.Limits([]draw.Layer{seen}, false)
	if len(in.Thresholds) > 0 && in.MaxRisk > 0 {
		low, high = min(low, in.MaxRisk), max(high, in.MaxRisk)
	}
	gain.X.Min, gain.X.Max, kept.X.Min, kept.X.Max = low, high, low, high
	c.Panels = []draw.Panel{gain, kept}
	if len(in.Thresholds) == 0 {
		c.Missing = "The limit was not varied: a sweep does that."
	} else {
		c.Alt = best(in)
	}
	return c
}

// best says at which limit the difference is largest: the best of many looks.
func best(in *Input) string {
	best := in.Thresholds[0]
	for _, t := range in.Thresholds {
		if t.Observed > best.Observed {
			best = t
		}
	}
	return fmt.Sprintf("Of %s the difference is largest at %s: %s. The best of many is partly luck.",
		count(len(in.Thresholds), "limit", "limits"), draw.Number(best.Risk, 3), in.amount(best.Observed))
}
