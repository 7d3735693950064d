package chart

import "fmt"

// placebo draws what the mask chose beside what it chooses at other times.
func placebo(in *Input) Chart {
	c := in.begin("Does the filter choose better than its own shifted masks?", "fixed stake")
	switch {
	case in.Filtered == nil:
		c.Missing = "There is no filter."
		return c
	case in.Placebo == nil:
		c.Missing = "The filter was not compared with placebos."
		return c
	}
	in.Placebo.draw(&c, in.money(), "profit")
	return c
}

// Answered draws one answer: the interval of what it is about, and where the observed
// choice lies among those of shifted masks. Unit is that of the placebo's values.
func Answered(name, title, note, unit, of string, b *Placebo) Chart {
	c := Chart{Name: name, Title: title, Note: note}
	if b == nil {
		c.Missing = "There is nothing to compare with."
		return c
	}
	b.draw(&c, unit, of)
	return c
}

// draw adds the interval and the distribution to a chart.
func (b *Placebo) draw(c *Chart, unit, of string) {
	draws := binsFor(45, b.Draws, []float64{b.Observed})
	bars := Layer{Kind: Rects, Name: "shifted masks", Role: Shade, Alpha: 0.8, Points: gaps(draws.count(b.Draws, minusInf, plusInf))}
	seen := Layer{Kind: Rules, Name: "observed", Role: Text, Width: 1.8, Points: []Point{upright(b.Observed, "")}}
	none := Layer{Kind: Rules, Name: "no choice", Role: Axes, Width: 1, Dashed: true, Points: []Point{upright(0, "")}}
	p := Panel{
		Label: "Number of shifted masks", Height: 110,
		X: Axis{Label: "Chosen of the " + of + ", " + unit + "; each mask in proportion to its own spread"}, Y: Axis{Zero: true, Whole: true},
		Layers: []Layer{bars, none, seen},
	}
	dots := []Point{{X: b.Observed}, {X: 0}, {X: draws.low}}
	if b.Bounded {
		dots = append(dots, Point{X: b.Lo}, Point{X: b.Hi})
	}
	low, high := Axis{}.limits([]Layer{{Kind: Dots, Points: dots}, {Kind: Rects, Points: bars.Points}}, false)
	p.X.Min, p.X.Max = low, high
	c.Panels = nil
	if b.Bounded {
		c.Panels = append(c.Panels, Panel{
			Label: "90 % interval of the choice", Height: 22, Bare: true,
			X: Axis{Min: low, Max: high}, Y: Axis{Scale: Names, Names: []string{""}},
			Layers: []Layer{
				{Kind: Rects, Role: Text, Alpha: 0.25, Points: []Point{{X: b.Lo, X2: b.Hi, Y: -0.25, Y2: 0.25}}},
				none,
				{Kind: Rules, Role: Text, Width: 1.8, Points: []Point{upright(b.Observed, "")}},
			},
		})
	}
	c.Panels = append(c.Panels, p)
	c.Finding = fmt.Sprintf("observed %s\u00a0%s among %s", precise(b.Observed), unit, count(len(b.Draws), "shifted mask", "shifted masks"))
	if b.Bounded {
		c.Finding += fmt.Sprintf("; 90\u00a0%% interval %s to %s", precise(b.Lo), precise(b.Hi))
	}
	c.Finding = capital(c.Finding)
	c.Alt = c.Finding + fmt.Sprintf(". p\u00a0=\u00a0%s that it is better, %s that it is worse.", number(b.P, 3), number(b.PWorse, 3))
}

// gaps leaves a little air between bars.
func gaps(bars []Point) []Point {
	for i := range bars {
		w := bars[i].X2 - bars[i].X
		bars[i].X += float64(0.06 * w)
		bars[i].X2 -= float64(0.06 * w)
	}
	return bars
}
