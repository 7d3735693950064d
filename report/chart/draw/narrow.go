package draw

import (
	"math"
	"slices"
	"strings"
)

// narrow reports whether the theme is for a screen on which pictures are laid out anew.
func (t *Theme) narrow() bool { return t.Type > 0 }

// Fits reports whether the theme is wide enough for every name and text of the chart.
func (c Chart) Fits(t Theme) bool {
	f := c.layout(&t)
	for i := range f.Panels {
		p := &f.Panels[i]
		if _, longest := p.beside(&t); longest > 0.65*(t.width()-2*margin) {
			return false
		}
		for _, k := range slices.Concat(f.ticks[i], f.plots[i].Y.Tick.Marker.Ticks(0, 0)) {
			if strings.HasSuffix(k.Label, "…") {
				return false
			}
		}
	}
	return true
}

// narrowed is the chart as a narrow theme has it: tables that are too wide are turned
// round, names of rows stand above their rows where they would take the room of what is
// in them, and texts on the right have as much room as they need.
func (c *Chart) narrowed(t *Theme) *Chart {
	if !t.narrow() {
		return c
	}
	out := *c
	out.Panels = slices.Clone(c.Panels)
	turn := slices.ContainsFunc(c.Panels, func(p Panel) bool { return p.crowded(t) }) &&
		!slices.ContainsFunc(c.Panels, func(p Panel) bool { return p.Y.Scale != Names || p.turned().crowded(t) })
	for i, p := range out.Panels {
		if turn {
			p = p.turned()
		}
		out.Panels[i] = p.raised(t)
	}
	out.roomy(t)
	return &out
}

// crowded reports whether a table's columns are narrower than their names.
func (p Panel) crowded(t *Theme) bool {
	room := p.nameWidth(t.width()-2*margin, t)
	return p.X.Scale == Names && slices.ContainsFunc(p.X.Names, func(n string) bool {
		return slices.ContainsFunc(strings.Fields(n), func(word string) bool { return widthOf(t.plain(labelSize), word) > room })
	})
}

// turned is a table with rows for columns.
func (p Panel) turned() Panel {
	pitch := p.Height / float64(max(1, len(p.Y.Names)))
	p.X.Names, p.Y.Names = p.Y.Names, p.X.Names
	p.Height = pitch * float64(len(p.Y.Names))
	p.Layers = mapped(p.Layers, func(q *Point) { q.X, q.Y, q.X2, q.Y2 = q.Y, q.X, q.Y2, q.X2 })
	return p
}

// raised sets the names of rows above them.
func (p Panel) raised(t *Theme) Panel {
	longest := 0.0
	for _, n := range p.Y.Names {
		longest = max(longest, widthOf(t.plain(labelSize), n))
	}
	_, text := p.beside(t)
	if p.Y.Scale != Names || !p.Y.Down || longest == 0 || text == 0 && longest < t.width()/3 {
		return p
	}
	line, pitch := t.size(labelHeight), t.size(p.Height/float64(len(p.Y.Names)))
	p.Height = (line + pitch) * float64(len(p.Y.Names))
	p.Y.raised = line / (line + pitch)
	p.Layers = mapped(p.Layers, func(q *Point) { q.Y, q.Y2 = p.Y.lowered(q.Y), p.Y.lowered(q.Y2) })
	return p
}

// lowered is where a row's content is below the row's name.
func (a *Axis) lowered(y float64) float64 {
	if !IsFinite(y) {
		return y
	}
	row := math.Round(y)
	return row + float64((1-a.raised)*(y-row)) + float64(a.raised/2)
}

// roomy widens the range of x until the texts to the right of points fit, in all panels
// alike.
func (c *Chart) roomy(t *Theme) {
	most, room := 0.0, t.width()-2*margin-panelGap
	for i := range c.Panels {
		if _, longest := c.Panels[i].beside(t); longest < 0.9*room {
			most = max(most, longest)
		}
	}
	for i := range c.Panels {
		p := &c.Panels[i]
		if q, _ := p.beside(t); q != nil {
			low, high := p.X.Limits(p.Layers, false)
			p.X.Min, p.X.Max = low, max(high, low+(q.X-low)*room/(room-most-2))
		}
	}
}

// beside is a point with a text on its right, and the width of the longest of these.
func (p Panel) beside(t *Theme) (at *Point, longest float64) {
	for _, l := range p.Layers {
		if l.Kind != Labels || l.Place != Right {
			continue
		}
		for i := range l.Points {
			at, longest = &l.Points[i], max(longest, widthOf(t.plain(labelSize), l.Points[i].Text))
		}
	}
	return at, longest
}

// mapped are layers whose points are changed.
func mapped(layers []Layer, change func(*Point)) []Layer {
	out := slices.Clone(layers)
	for i := range out {
		out[i].Points = slices.Clone(out[i].Points)
		for k := range out[i].Points {
			change(&out[i].Points[k])
		}
	}
	return out
}
