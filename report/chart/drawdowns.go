package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// drawdowns draws each arm's equity with its worst drawdowns, at most five, from peak to
// recovery.
func drawdowns(in *Input) draw.Chart {
	c := in.begin("The worst drawdowns", "shaded from peak to recovery, numbered by depth")
	for k, a := range in.arms() {
		p := draw.Panel{Height: 105, X: in.time(), Bare: k < len(in.arms())-1}
		shade := draw.Layer{Kind: draw.Rects, Role: draw.Loss, Alpha: 0.18}
		marks := draw.Layer{Kind: draw.Labels, Role: draw.Text}
		line := make([]draw.Point, len(a.Equity))
		for i, d := range a.Equity {
			line[i] = draw.Point{X: ms(d.At), Y: d.Equity}
		}
		depths := []string{}
		for i, d := range a.Worst {
			if d.End >= len(line) {
				continue
			}
			shade.Points = append(shade.Points, draw.Full(line[d.Start].X, line[d.End].X, 0))
			marks.Points = append(marks.Points, draw.Point{X: line[d.Valley].X, Y: line[d.Valley].Y, Text: fmt.Sprint(i + 1)})
			depths = append(depths, fmt.Sprintf("%d: %s %%", i+1, draw.Number(-100*d.Ratio, 1)))
		}
		marks.Place = draw.Below
		p.Label = fmt.Sprintf("%s, %s", capital(a.Name), in.money())
		if len(depths) > 0 {
			p.Label += " · " + strings.Join(depths, " · ")
			c.Alt += fmt.Sprintf("%s: %s. ", capital(a.Name), strings.Join(depths, ", "))
		}
		if len(line) == 0 {
			c.Missing = "The run was not marked to market."
		}
		p.Layers = []draw.Layer{shade, {Kind: draw.Line, Role: a.Role, Points: draw.Thin(line, pixels)}, marks}
		p.Y.Min, p.Y.Max = p.Y.Limits(p.Layers, true)
		p.Layers[2].Points = together(marks.Points, p)
		p.Y.Min -= float64(0.12 * (p.Y.Max - p.Y.Min)) // room for the numbers
		c.Panels = append(c.Panels, p)
	}
	if c.Alt == "" {
		c.Alt = "There is no drawdown."
	}
	return c
}

// together joins the numbers of points that would stand on each other.
func together(marks []draw.Point, in draw.Panel) (out []draw.Point) {
	wide := float64(0.04 * (in.X.Max - in.X.Min))
	high := float64(0.15 * (in.Y.Max - in.Y.Min))
	for _, m := range marks {
		i := slices.IndexFunc(out, func(o draw.Point) bool { return math.Abs(o.X-m.X) < wide && math.Abs(o.Y-m.Y) < high })
		if i >= 0 {
			out[i].Text += ", " + m.Text
			continue
		}
		out = append(out, m)
	}
	return out
}
