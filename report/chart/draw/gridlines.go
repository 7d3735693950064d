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
	var lines [][]vg.Point
	if s := g.panel.Y.Scale; s == Linear || s == Log {
		for _, t := range pl.Y.Tick.Marker.Ticks(pl.Y.Min, pl.Y.Max) {
			if at := y(t.Value); !t.IsMinor() && c.ContainsY(at) {
				lines = append(lines, []vg.Point{{X: c.Min.X, Y: at}, {X: c.Max.X, Y: at}})
			}
		}
	}
	if s := g.panel.X.Scale; s == Linear || s == Time {
		for _, t := range g.x {
			if at := x(t.Value); !t.IsMinor() && c.ContainsX(at) && g.panel.Y.Scale != Blank {
				lines = append(lines, []vg.Point{{X: at, Y: c.Min.Y}, {X: at, Y: c.Max.Y}})
			}
		}
	}
	for _, l := range lines {
		c.StrokeLines(st, l)
	}
	g.svg.end()
}
