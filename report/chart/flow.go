package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// both stands for every trade that both arms took, at whatever stake.
const both = fate.Identical

// flowOrder is from the zero line outwards.
var flowOrder = []fate.Fate{both, fate.Refilled, fate.Blocked, fate.Displaced}

func shown(f fate.Fate) fate.Fate {
	if f == fate.Altered || f == fate.Untraded { // without a comparison nothing tells arms apart
		return both
	}
	return f
}

// flow draws by month of the signal, in a short run by day, which trades were taken, and below zero those of
// the baseline that the filtered arm lacks.
func flow(in *Input) draw.Chart {
	s := in.split()
	c := in.begin("Trades taken, blocked and refilled by "+s.unit, "by "+s.unit+" of the entry signal")
	p := draw.Panel{Label: "Trades a " + s.unit + "; below zero: taken by the baseline only", Height: 140, X: in.time(), Y: draw.Axis{Zero: true, Whole: true}}
	c.Missing = in.bare()
	counts := make([][fate.NumFates]int, len(s.spells))
	for _, t := range in.Baseline.Trades {
		counts[s.index(t.Signal)][shown(t.Fate)]++
	}
	if in.Filtered != nil {
		for _, t := range in.Filtered.Trades {
			if t.Fate == fate.Refilled {
				counts[s.index(t.Signal)][t.Fate]++
			}
		}
	}
	layers := [fate.NumFates]draw.Layer{
		both:           {Name: "taken by both", Role: draw.Both},
		fate.Refilled:  {Name: "refilled", Role: draw.Refilled},
		fate.Blocked:   {Name: "blocked", Role: draw.Blocked},
		fate.Displaced: {Name: "displaced", Role: draw.Shade},
	}
	if in.Filtered == nil {
		layers[both].Name, layers[both].Role = "taken", draw.Baseline
		p.Label = "Trades a " + s.unit
	}
	var sums [fate.NumFates]int
	for i, n := range counts {
		up, down := 0.0, 0.0
		for f := range n {
			sums[f] += n[f]
		}
		for _, f := range flowOrder {
			v := float64(n[f])
			if v == 0 {
				continue
			}
			end := &up
			if f == fate.Blocked || f == fate.Displaced {
				end, v = &down, -v
			}
			bar := s.spells[i].bar(0, 1)
			bar.Y, bar.Y2 = *end, *end+v
			*end += v
			layers[f].Points = append(layers[f].Points, bar)
		}
	}
	for _, f := range flowOrder {
		layers[f].Kind = draw.Rects
		p.Layers = append(p.Layers, layers[f])
	}
	p.Layers = append(p.Layers, draw.Layer{Kind: draw.Rules, Role: draw.Axes, Width: 0.6, Points: []draw.Point{draw.Across(0, "")}})
	c.Panels = []draw.Panel{p}
	c.Finding = count(sums[both], "trade", "trades")
	if in.Filtered != nil {
		c.Finding = fmt.Sprintf("%s in both arms, %s blocked, %s displaced, %s refilled",
			count(sums[both], "trade", "trades"), draw.Whole(sums[fate.Blocked]), draw.Whole(sums[fate.Displaced]), draw.Whole(sums[fate.Refilled]))
	}
	c.Alt = c.Finding
	return c
}
