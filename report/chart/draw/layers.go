package draw

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A painter draws a layer.
type painter struct {
	*Layer
	number int // of the layer in its panel
	panel  *Panel
	theme  *Theme
	svg    *svg
}

// Plot draws the layer within the data area.
func (p painter) Plot(c draw.Canvas, pl *plot.Plot) {
	if len(p.Points) == 0 {
		return
	}
	p.svg.group(fmt.Sprintf(`%s data-layer="%d"`, p.told(), p.number))
	defer p.svg.end()
	x, y := transforms(pl, c)
	at := mapper{c, clamp(x, c.Min.X, c.Max.X, p.panel.X.Down), clamp(y, c.Min.Y, c.Max.Y, p.panel.Y.Down)}
	k := p.theme.ink(p.Role, opacity(p.Alpha))
	switch p.Kind {
	case Line:
		c.StrokeLines(p.line(k), at.line(Thin(p.Points, p.theme.lines)))
	case Area:
		p.area(at, k)
	case Rects, Cells:
		p.rects(at)
	case Dots:
		p.dots(at)
	case Whiskers:
		p.whiskers(at, k)
	case Rules:
		p.rules(at, k)
	case Labels:
		p.labels(at)
	}
}

// told are the attributes of the layer's group.
func (l *Layer) told() string {
	out := `class="layer"`
	if l.Name != "" {
		out = `class="layer series" data-name="` + escape(l.Name) + `"`
	}
	if l.Gap > 0 {
		out += fmt.Sprintf(` data-gap="%g"`, l.Gap)
	}
	return out + ` data-kind="` + [...]string{"line", "area", "rects", "cells", "dots", "whiskers", "rules", "labels"}[l.Kind] + `"`
}

func (l *Layer) width(missing float64) vg.Length {
	if l.Width > 0 {
		return vg.Length(l.Width)
	}
	return vg.Length(missing)
}

func (l *Layer) line(k ink) draw.LineStyle {
	st := draw.LineStyle{Color: k, Width: l.width(1.2)}
	if l.Dashed {
		st.Dashes = []vg.Length{3, 2}
	}
	return st
}

func (p painter) area(at mapper, k ink) {
	var path []vg.Point
	points := finite(p.Points)
	if p.theme.narrow() && !slices.ContainsFunc(points, func(q Point) bool { return q.Y2 != points[0].Y2 }) { // stacks stay aligned
		points = Thin(points, p.theme.lines)
	}
	for _, q := range points {
		path = append(path, at.point(q.X, q.Y))
	}
	for i := len(points) - 1; i >= 0; i-- {
		path = append(path, at.point(points[i].X, points[i].Y2))
	}
	at.c.FillPolygon(k, path)
}

// rects draws rectangles; those of one opacity are one path.
func (p painter) rects(at mapper) {
	if p.Kind == Cells && p.svg != nil && p.svg.classes {
		p.cells(at)
		return
	}
	var alphas []float64
	paths := map[float64]vg.Path{}
	for _, q := range p.Points {
		if math.IsNaN(q.X + q.X2 + q.Y) {
			continue
		}
		air := float64(p.Gap * (q.X2 - q.X))
		a, b := at.point(q.X+air, q.Y), at.point(q.X2-air, q.Y2)
		alpha := opacity(p.Alpha, q.Alpha)
		if paths[alpha] == nil {
			alphas = append(alphas, alpha)
		}
		paths[alpha] = append(paths[alpha], box(a, b)...)
	}
	for _, alpha := range alphas {
		at.c.SetColor(p.theme.ink(p.Role, alpha))
		at.c.Fill(paths[alpha])
	}
	if p.Kind == Cells {
		for _, q := range p.Points {
			a, b := at.point(q.X, q.Y), at.point(q.X2, q.Y2)
			p.writeIn(at.c, vg.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}, q.Text, float64(b.X-a.X))
		}
	}
}

// cells draws each rectangle as an element of its own that holds its text in full.
func (p painter) cells(at mapper) {
	for _, q := range p.Points {
		if math.IsNaN(q.X + q.X2 + q.Y) {
			continue
		}
		a, b := at.point(q.X, q.Y), at.point(q.X2, q.Y2)
		p.svg.group(`data-text="` + escape(q.Text) + `"`)
		at.c.SetColor(p.theme.ink(p.Role, opacity(p.Alpha, q.Alpha)))
		at.c.Fill(box(a, b))
		p.writeIn(at.c, vg.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}, q.Text, float64(b.X-a.X))
		p.svg.end()
	}
}

func box(a, b vg.Point) vg.Path {
	var path vg.Path
	path.Move(a)
	path.Line(vg.Point{X: b.X, Y: a.Y})
	path.Line(b)
	path.Line(vg.Point{X: a.X, Y: b.Y})
	path.Close()
	return path
}

func (p painter) whiskers(at mapper, k ink) {
	const cap = 2.5
	st := p.line(k)
	for _, q := range p.Points {
		if math.IsNaN(q.X + q.Y + q.X2 + q.Y2) {
			continue
		}
		a, b := at.point(q.X, q.Y), at.point(q.X, q.Y2)
		if q.Y2 == q.Y {
			b = at.point(q.X2, q.Y)
			at.c.StrokeLines(st, []vg.Point{a, b},
				[]vg.Point{{X: a.X, Y: a.Y - cap}, {X: a.X, Y: a.Y + cap}}, []vg.Point{{X: b.X, Y: b.Y - cap}, {X: b.X, Y: b.Y + cap}})
			continue
		}
		at.c.StrokeLines(st, []vg.Point{a, b},
			[]vg.Point{{X: a.X - cap, Y: a.Y}, {X: a.X + cap, Y: a.Y}}, []vg.Point{{X: b.X - cap, Y: b.Y}, {X: b.X + cap, Y: b.Y}})
	}
}

// rules draws lines across. Texts stand where there is more room.
func (p painter) rules(at mapper, k ink) {
	c, st := at.c, p.line(k)
	for _, q := range p.Points {
		if math.IsNaN(q.X) {
			y := at.y(q.Y)
			c.StrokeLine2(st, c.Min.X, y, c.Max.X, y)
			p.write(c, vg.Point{X: c.Max.X - 2, Y: y + 5}, q.Text, labelSize, Left)
			continue
		}
		x := at.x(q.X)
		c.StrokeLine2(st, x, c.Min.Y, x, c.Max.Y)
		place, shift := Right, vg.Length(3)
		if x > (c.Min.X+vg.Length(3*c.Max.X))/4 || p.Place == Left {
			place, shift = Left, -3
		}
		down := vg.Length(5)
		if p.Place == Below {
			down = 15
		}
		p.write(c, vg.Point{X: x + shift, Y: c.Max.Y - down}, q.Text, labelSize, place)
	}
}
