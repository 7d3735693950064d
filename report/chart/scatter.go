package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// scatter draws each trade of the baseline by the score at its signal, and the mean
// of each tenth of the scale.
func scatter(in *Input) draw.Chart {
	c := in.begin("Does a high risk_score tell bad trades?", "trades of the baseline")
	p := draw.Panel{Label: "Profit of the trade, %", Height: 150, Bare: true, X: draw.Axis{Min: 0, Max: 1}}
	means := draw.Panel{
		Label: fmt.Sprintf("Mean of each tenth of the scale, %%, with 90 %% interval; none below %d trades", metrics.Few), Height: 75,
		X: draw.Axis{Label: "risk_score when the entry signal appeared", Min: 0, Max: 1}, Y: draw.Axis{Zero: true},
	}
	kept := draw.Layer{Kind: draw.Dots, Name: "admitted", Role: draw.Both, Alpha: 0.85, Width: 1.3}
	shut := draw.Layer{Kind: draw.Dots, Name: "blocked", Role: draw.Blocked, Alpha: 0.85, Width: 1.3}
	var tenths [10][]Trade
	for _, t := range in.Baseline.Trades {
		if !t.Rated {
			continue
		}
		at := draw.Point{X: t.Risk, Y: 100 * t.ProfitRatio}
		if t.Fate == fate.Blocked {
			shut.Points = append(shut.Points, at)
		} else {
			kept.Points = append(kept.Points, at)
		}
		tenths[min(int(t.Risk*10), 9)] = append(tenths[min(int(t.Risk*10), 9)], t)
	}
	mean := draw.Layer{Kind: draw.Dots, Role: draw.Text, Width: 2.4}
	bars := draw.Layer{Kind: draw.Whiskers, Role: draw.Text, Width: 1}
	for i, trades := range tenths {
		if len(trades) >= metrics.Few {
			x := (float64(i) + 0.5) / 10
			m, half := clusteredMean(trades)
			mean.Points = append(mean.Points, draw.Point{X: x, Y: 100 * m})
			bars.Points = append(bars.Points, draw.Point{X: x, X2: x, Y: 100 * (m - half), Y2: 100 * (m + half)})
		}
	}
	p.Layers = []draw.Layer{
		{Kind: draw.Rules, Role: draw.Axes, Width: 0.6, Points: []draw.Point{draw.Across(0, "")}}, kept, shut,
	}
	means.Layers = []draw.Layer{{Kind: draw.Rules, Role: draw.Axes, Width: 0.6, Points: []draw.Point{draw.Across(0, "")}}, bars, mean}
	if in.MaxRisk > 0 {
		limit := draw.Layer{Kind: draw.Rules, Name: "limit of risk_score", Role: draw.Text, Width: 0.8, Dashed: true, Points: []draw.Point{draw.Upright(in.MaxRisk, "")}}
		p.Layers, means.Layers = append(p.Layers, limit), append(means.Layers, limit)
	}
	c.Panels = []draw.Panel{p, means}
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
