package chart

import "fmt"

// threshold draws what the filter would bring at other limits of the score, with
// the placebos of each.
func threshold(in *Input) Chart {
	c := in.begin("Profit at other limits of risk_score", "fixed stake")
	gain := Panel{Label: "Difference in profit to the baseline, " + in.money(), Height: 130, Bare: true}
	kept := Panel{Label: "Trades kept", Height: 50, X: Axis{Label: "Entries are refused above this risk_score"}, Y: Axis{Zero: true, Whole: true}}
	band := Layer{Kind: Area, Name: "95 % of the placebos", Role: Shade, Alpha: 0.25}
	mean := Layer{Kind: Line, Name: "mean of the placebos", Role: Muted, Width: 0.8, Dashed: true}
	seen := Layer{Kind: Line, Name: "observed", Role: Filtered, Width: 1.6}
	dots := Layer{Kind: Dots, Role: Filtered, Width: 2}
	bars := Layer{Kind: Line, Role: Filtered, Width: 1.2}
	outside := 0
	for _, t := range in.Thresholds {
		if t.Tested {
			band.Points = append(band.Points, Point{X: t.Risk, Y: t.BandLo, Y2: t.BandHi})
			mean.Points = append(mean.Points, Point{X: t.Risk, Y: t.Mean})
			if t.Observed > t.BandHi || t.Observed < t.BandLo {
				outside++
			}
		}
		seen.Points = append(seen.Points, Point{X: t.Risk, Y: t.Observed})
		bars.Points = append(bars.Points, Point{X: t.Risk, Y: float64(t.Kept)})
	}
	dots.Points = seen.Points
	gain.Layers = []Layer{band, {Kind: Rules, Role: Axes, Width: 0.6, Points: []Point{across(0, "")}}, mean, seen, dots}
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
		c.Alt = fmt.Sprintf("At %d of %s the profit lies outside of 95 %% of the placebos.", outside, count(len(in.Thresholds), "limit", "limits"))
	}
	return c
}
