package draw

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A grid draws a line at each labelled tick.
type grid struct {
	panel *Panel
	x     []plot.Tick
	theme *Theme
	svg   *svg
}

// Plot draws the lines.
func (g grid) Plot(c draw.Canvas, pl *plot.Plot) {
	x, y := transforms(pl, c)
	st := draw.LineStyle{Color: g.theme.ink(Grid, 1), Width: 0.5}
	var lines vg.Path
	add := func(x, y, x2, y2 vg.Length) {
		lines.Move(vg.Point{X: x, Y: y})
		lines.Line(vg.Point{X: x2, Y: y2})
	}
	if s := g.panel.Y.Scale; s == Linear || s == Log {
		for _, t := range pl.Y.Tick.Marker.Ticks(pl.Y.Min, pl.Y.Max) {
			if at := y(t.Value); !t.IsMinor() && c.ContainsY(at) {
				add(c.Min.X, at, c.Max.X, at)
			}
		}
	}
	if s := g.panel.X.Scale; s == Linear || s == Time {
		for _, t := range g.x {
			if at := x(t.Value); !t.IsMinor() && c.ContainsX(at) && g.panel.Y.Scale != Blank {
				add(at, c.Min.Y, at, c.Max.Y)
			}
		}
	}
	c.SetLineStyle(st)
	c.Stroke(lines)
	if above := g.panel.Y.raised; above > 0 {
		for i, n := range g.panel.Y.Names {
			c.FillText(g.theme.style(labelSize, Muted, Right), vg.Point{X: c.Min.X, Y: y(float64(i) - 0.5 + float64(above/2))}, n)
		}
	}
	g.svg.end()
}
