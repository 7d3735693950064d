package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// scatter draws each trade of the baseline by the score at its signal, and the mean
// of each tenth of the scale.
func scatter(in *Input) Chart {
	c := in.begin("Does a high risk_score tell bad trades?", "trades of the baseline")
	p := Panel{Label: "Profit of the trade, %", Height: 150, Bare: true, X: Axis{Min: 0, Max: 1}}
	means := Panel{
		Label: fmt.Sprintf("Mean of each tenth of the scale, %%, with 90 %% interval; none below %d trades", metrics.Few), Height: 75,
		X: Axis{Label: "risk_score when the entry signal appeared", Min: 0, Max: 1}, Y: Axis{Zero: true},
	}
	kept := Layer{Kind: Dots, Name: "admitted", Role: Filtered, Alpha: 0.85, Width: 1.3}
	shut := Layer{Kind: Dots, Name: "blocked", Role: Blocked, Alpha: 0.85, Width: 1.3}
	var tenths [10][]Trade
	for _, t := range in.Baseline.Trades {
		if !t.Rated {
			continue
		}
		at := Point{X: t.Risk, Y: 100 * t.Ratio}
		if t.Fate == verdict.Blocked {
			shut.Points = append(shut.Points, at)
		} else {
			kept.Points = append(kept.Points, at)
		}
		tenths[min(int(t.Risk*10), 9)] = append(tenths[min(int(t.Risk*10), 9)], t)
	}
	mean := Layer{Kind: Dots, Role: Text, Width: 2.4}
	bars := Layer{Kind: Whiskers, Role: Text, Width: 1}
	for i, trades := range tenths {
		if len(trades) >= metrics.Few {
			x := (float64(i) + 0.5) / 10
			m, half := clusteredMean(trades)
			mean.Points = append(mean.Points, Point{X: x, Y: 100 * m})
			bars.Points = append(bars.Points, Point{X: x, X2: x, Y: 100 * (m - half), Y2: 100 * (m + half)})
		}
	}
	p.Layers = []Layer{
		{Kind: Rules, Role: Axes, Width: 0.6, Points: []Point{across(0, "")}}, kept, shut,
	}
	means.Layers = []Layer{{Kind: Rules, Role: Axes, Width: 0.6, Points: []Point{across(0, "")}}, bars, mean}
	if in.MaxRisk > 0 {
		limit := Layer{Kind: Rules, Name: "limit of risk_score", Role: Text, Width: 0.8, Dashed: true, Points: []Point{upright(in.MaxRisk, "")}}
		p.Layers, means.Layers = append(p.Layers, limit), append(means.Layers, limit)
	}
	c.Panels = []Panel{p, means}
	switch n := len(kept.Points) + len(shut.Points); {
	case len(in.Baseline.Trades) == 0:
		c.Missing = in.bare()
	case n == 0:
		c.Missing = "No trade has a risk_score."
	default:
		c.Alt = fmt.Sprintf("%d trades with a score, %d of them blocked.", n, len(shut.Points))
	}
	return c
}
