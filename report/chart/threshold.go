package chart

import "fmt"

// threshold draws what the filter would bring at other limits of the score.
func threshold(in *Input) Chart {
	c := in.begin("Profit at other limits of risk_score", "fixed stake")
	gain := Panel{Label: "Difference in profit to the baseline, " + in.money(), Height: 130, Bare: true}
	kept := Panel{Label: "Trades kept", Height: 50, X: Axis{Label: "Entries are refused above this risk_score"}, Y: Axis{Zero: true, Whole: true}}
	seen := Layer{Kind: Line, Name: "observed", Role: Filtered, Width: 1.6}
	dots := Layer{Kind: Dots, Role: Filtered, Width: 2}
	bars := Layer{Kind: Line, Role: Filtered, Width: 1.2}
	for _, t := range in.Thresholds {
		seen.Points = append(seen.Points, Point{X: t.Risk, Y: t.Observed})
		bars.Points = append(bars.Points, Point{X: t.Risk, Y: float64(t.Kept)})
	}
	dots.Points = seen.Points
	gain.Layers = []Layer{{Kind: Rules, Role: Axes, Width: 0.6, Points: []Point{across(0, "")}}, seen, dots}
	kept.Layers = []Layer{bars}
	if in.MaxRisk > 0 && len(in.Thresholds) > 0 {
		now := Layer{Kind: Rules, Role: Text, Width: 0.8, Dashed: true, Points: []Point{upright(in.MaxRisk, "limit in use")}}
		gain.Layers, kept.Layers = append(gain.Layers, now), append(kept.Layers, now)
		kept.Layers[1].Points = []Point{upright(in.MaxRisk, "")}
	}
	low, high := Axis{}.limits([]Layer{seen}, false)
	if len(in.Thresholds) > 0 && in.MaxRisk > 0 {
		low, high = min(low, in.MaxRisk), max(high, in.MaxRisk)
	}
	gain.X.Min, gain.X.Max, kept.X.Min, kept.X.Max = low, high, low, high
	c.Panels = []Panel{gain, kept}
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
		count(len(in.Thresholds), "limit", "limits"), number(best.Risk, 3), in.amount(best.Observed))
}
