package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// monthBars draws the return of each month, of a short run of each day, both arms side by
// side.
func monthBars(in *Input) draw.Chart {
	s := in.split()
	c := in.begin("Return by " + s.unit)
	p := draw.Panel{Label: "Return of the " + s.unit + ", %", Height: 140, X: in.time(), Y: draw.Axis{Zero: true}}
	arms := in.arms()
	for k, a := range arms {
		l := draw.Layer{Kind: draw.Rects, Name: a.Name, Role: a.Role, Alpha: 0.9}
		up := 0
		for _, m := range a.returns(s) {
			if m.ok {
				bar := m.bar(k, len(arms))
				bar.Y2 = m.value
				l.Points = append(l.Points, bar)
			}
			if m.value > 0 {
				up++
			}
		}
		if len(l.Points) == 0 {
			c.Missing = "The run was not marked to market."
		}
		p.Layers = append(p.Layers, l)
		c.Alt += fmt.Sprintf("%s gains in %d of %s. ", capital(a.Name), up, count(len(l.Points), s.unit, s.unit+"s"))
	}
	p.Layers = append(p.Layers, draw.Layer{Kind: draw.Rules, Role: draw.Axes, Width: 0.6, Points: []draw.Point{draw.Across(0, "")}})
	c.Panels = []draw.Panel{p}
	return c
}
