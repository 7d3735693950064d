package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// underwater draws how far each arm is below its highest equity so far.
func underwater(in *Input) draw.Chart {
	c := in.begin("Drawdown from the highest equity so far")
	p := draw.Panel{Label: "Below the peak, % of the peak", Height: 150, X: in.time(), Y: draw.Axis{Zero: true}}
	if len(in.Pairs) > 0 {
		p.Layers = append(p.Layers, in.Pairs[0].shades())
		if len(in.Pairs[0].Buckets) > 0 {
			in.single(&c, "shades of "+in.Pairs[0].Name)
		}
	}
	for k, a := range in.arms() {
		line := draw.Thin(a.below(), pixels)
		area := make([]draw.Point, len(line))
		deepest := 0.0
		for i, q := range line {
			area[i] = draw.Point{X: q.X, Y: q.Y, Y2: 0}
			deepest = min(deepest, q.Y)
		}
		if k == 0 { // two of them would mix to mud
			p.Layers = append(p.Layers, draw.Layer{Kind: draw.Area, Role: a.Role, Alpha: 0.12, Points: area})
		}
		p.Layers = append(p.Layers, draw.Layer{Kind: draw.Line, Name: a.Name, Role: a.Role, Width: 1.1, Points: line})
		if len(line) == 0 {
			c.Missing = "The run was not marked to market."
		}
		c.Alt += fmt.Sprintf("%s falls at most %s %% below its peak. ", capital(a.Name), draw.Number(-deepest, 1))
	}
	c.Panels = []draw.Panel{p}
	return c
}

// below is the equity against its peak, in percent, at most 0.
func (a *Arm) below() []draw.Point {
	out := make([]draw.Point, len(a.Equity))
	peak := 0.0
	for i, d := range a.Equity {
		peak = max(peak, d.Equity)
		out[i].X = ms(d.At)
		if peak > 0 {
			out[i].Y = 100 * (d.Equity - peak) / peak
		}
	}
	return out
}
