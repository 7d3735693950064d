package chart

import "fmt"

// monthBars draws the return of each month, both arms side by side.
func monthBars(in *Input) Chart {
	c := in.begin("Return by month")
	p := Panel{Label: "Return of the month, %", Height: 140, X: in.time(), Y: Axis{Zero: true}}
	arms := in.arms()
	for k, a := range arms {
		l := Layer{Kind: Rects, Name: a.Name, Role: a.Role, Alpha: 0.9}
		up := 0
		for _, m := range a.returns(in.months()) {
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
		c.Alt += fmt.Sprintf("%s gains in %d of %s. ", capital(a.Name), up, count(len(l.Points), "month", "months"))
	}
	p.Layers = append(p.Layers, Layer{Kind: Rules, Role: Axes, Width: 0.6, Points: []Point{across(0, "")}})
	c.Panels = []Panel{p}
	return c
}
