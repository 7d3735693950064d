package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// placebo draws what the mask chose beside what it chooses at other times.
func placebo(in *Input) draw.Chart {
	c := in.begin("Does the filter choose better than its own shifted masks?", "fixed stake", "each mask in proportion to its own spread")
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
func Answered(name, title, note, unit, of string, b *Placebo) draw.Chart {
	c := draw.Chart{Name: name, Title: title, Note: note}
	if b == nil {
		c.Missing = "There is nothing to compare with."
		return c
	}
	b.draw(&c, unit, of)
	return c
}

// draw adds the interval and the distribution to a chart.
func (b *Placebo) draw(c *draw.Chart, unit, of string) {
	draws := binsFor(45, b.Draws, []float64{b.Observed})
	bars := draw.Layer{Kind: draw.Rects, Name: "shifted masks", Role: draw.Shade, Alpha: 0.8, Gap: air, Points: draws.count(b.Draws, minusInf, plusInf)}
	seen := draw.Layer{Kind: draw.Rules, Name: "observed", Role: draw.Text, Width: 1.8, Points: []draw.Point{draw.Upright(b.Observed, "")}}
	none := draw.Layer{Kind: draw.Rules, Name: "no choice", Role: draw.Axes, Width: 1, Dashed: true, Points: []draw.Point{draw.Upright(0, "")}}
	p := draw.Panel{
		Label: "Number of shifted masks", Height: 110,
		X: draw.Axis{Label: "Chosen of the " + of + ", " + unit}, Y: draw.Axis{Zero: true, Whole: true},
		Layers: []draw.Layer{bars, none, seen},
	}
	var spans []Span
	if b.Bounded {
		spans = append(spans, Span{"of the choice", b.Observed, b.Lo, b.Hi})
	}
	if b.Also != nil {
		spans = append(spans, *b.Also)
	}
	dots := []draw.Point{{X: b.Observed}, {X: 0}, {X: draws.low}}
	for _, s := range spans {
		dots = append(dots, draw.Point{X: s.Lo}, draw.Point{X: s.Hi})
	}
	low, high := draw.Axis{}.Limits([]draw.Layer{{Kind: draw.Dots, Points: dots}, {Kind: draw.Rects, Points: bars.Points}}, false)
	p.X.Min, p.X.Max = low, high
	c.Panels = nil
	for _, s := range spans {
		c.Panels = append(c.Panels, draw.Panel{
			Label: "90 % interval " + s.Name, Height: 22, Bare: true,
			X: draw.Axis{Min: low, Max: high}, Y: draw.Axis{Scale: draw.Names, Names: []string{""}},
			Layers: []draw.Layer{
				{Kind: draw.Rects, Role: draw.Text, Alpha: 0.25, Points: []draw.Point{{X: s.Lo, X2: s.Hi, Y: -0.25, Y2: 0.25}}},
				none,
				{Kind: draw.Rules, Role: draw.Text, Width: 1.8, Points: []draw.Point{draw.Upright(s.Value, "")}},
			},
		})
	}
	c.Panels = append(c.Panels, p)
	c.Finding = fmt.Sprintf("observed %s\u00a0%s among %s", draw.Precise(b.Observed), unit, count(len(b.Draws), "shifted mask", "shifted masks"))
	if b.Bounded {
		c.Finding += fmt.Sprintf("; 90\u00a0%% interval %s to %s", draw.Precise(b.Lo), draw.Precise(b.Hi))
	}
	if s := b.Also; s != nil {
		c.Finding += fmt.Sprintf("; %s %s (%s to %s)", s.Name, draw.Signed(s.Value, 1), draw.Signed(s.Lo, 1), draw.Signed(s.Hi, 1))
	}
	c.Finding = capital(c.Finding)
	c.Alt = c.Finding + fmt.Sprintf(". p\u00a0=\u00a0%s that it is better, %s that it is worse.", draw.Number(b.P, 3), draw.Number(b.PWorse, 3))
}

// air is left on each side of a bar, as a share of its width.
const air = 0.06
