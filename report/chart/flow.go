package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
)

// flow draws by month of the signal which trades were taken, and below zero those of
// the baseline that the filtered arm lacks.
func flow(in *Input) Chart {
	c := in.begin("Trades taken, blocked and refilled by month", "by month of the entry signal")
	p := Panel{Label: "Trades a month; below zero: taken by the baseline only", Height: 140, X: in.time(), Y: Axis{Zero: true, Whole: true}}
	c.Missing = in.bare()
	months := in.months()
	at := func(t data.Instant) int { return monthIndex(months, t) }
	counts := make([][4]int, len(months))
	for _, t := range in.Baseline.Trades {
		counts[at(t.Signal)][t.Fate]++
	}
	if in.Filtered != nil {
		for _, t := range in.Filtered.Trades {
			if t.Fate == Refill {
				counts[at(t.Signal)][Refill]++
			}
		}
	}
	layers := [4]Layer{
		Both:      {Name: "taken by both", Role: Filtered, Alpha: 0.85},
		Refill:    {Name: "refilled", Role: Refilled},
		Refused:   {Name: "blocked", Role: Blocked},
		Displaced: {Name: "displaced", Role: Shade},
	}
	if in.Filtered == nil {
		layers[Both].Name, layers[Both].Role = "taken", Baseline
		p.Label = "Trades a month"
	}
	var sums [4]int
	for i, n := range counts {
		up, down := 0.0, 0.0
		for f := range n {
			sums[f] += n[f]
		}
		for _, f := range []Fate{Both, Refill, Refused, Displaced} {
			v := float64(n[f])
			if v == 0 {
				continue
			}
			end := &up
			if f == Refused || f == Displaced {
				end, v = &down, -v
			}
			bar := months[i].bar(0, 1)
			bar.Y, bar.Y2 = *end, *end+v
			*end += v
			layers[f].Points = append(layers[f].Points, bar)
		}
	}
	for _, f := range []Fate{Both, Refill, Refused, Displaced} {
		layers[f].Kind = Rects
		p.Layers = append(p.Layers, layers[f])
	}
	p.Layers = append(p.Layers, Layer{Kind: Rules, Role: Axes, Width: 0.6, Points: []Point{across(0, "")}})
	c.Panels = []Panel{p}
	c.Finding = count(sums[Both], "trade", "trades")
	if in.Filtered != nil {
		c.Finding = fmt.Sprintf("%s in both arms, %s blocked, %s displaced, %s refilled",
			count(sums[Both], "trade", "trades"), whole(sums[Refused]), whole(sums[Displaced]), whole(sums[Refill]))
	}
	c.Alt = c.Finding
	return c
}
