package draw

import (
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// labels writes a layer's texts.
func (p painter) labels(at mapper) {
	var seen []vg.Rectangle
	for _, q := range finite(p.Points) {
		spot := p.apart(at.point(q.X, q.Y), q.Text, at.c.Max.X, &seen)
		p.write(at.c, spot, q.Text, labelSize, p.Place)
	}
}

// apart is where a text does not lie on one of its layer that came before: to its right,
// or to its left at the edge.
func (p painter) apart(at vg.Point, line string, edge vg.Length, seen *[]vg.Rectangle) vg.Point {
	half, height := vg.Length(widthOf(p.theme.plain(labelSize), line)/2), vg.Length(p.theme.size(labelSize))
	boxAt := func(x vg.Length) vg.Rectangle {
		return vg.Rectangle{Min: vg.Point{X: x - half, Y: at.Y}, Max: vg.Point{X: x + half, Y: at.Y + height}}
	}
	free := func(side vg.Length) vg.Length {
		x := at.X
		for i := 0; i < len(*seen); i++ {
			if o, b := (*seen)[i], boxAt(x); b.Min.X < o.Max.X && o.Min.X < b.Max.X && b.Min.Y < o.Max.Y && o.Min.Y < b.Max.Y {
				x = vg.Length((o.Min.X+o.Max.X)/2) + vg.Length(side*(vg.Length((o.Max.X-o.Min.X)/2)+half+1.5))
				i = -1 // those before may be in the way now
			}
		}
		return x
	}
	x := free(1)
	if x != at.X && x+half > edge {
		x = free(-1)
	}
	*seen = append(*seen, boxAt(x))
	return vg.Point{X: x, Y: at.Y}
}

func (p painter) write(c draw.Canvas, at vg.Point, line string, size float64, place Place) {
	if line == "" {
		return
	}
	role := p.Role
	if role == Shade || role == Axes || role == Grid {
		role = Muted
	}
	st := p.theme.style(size, role, place)
	switch place {
	case Above:
		at.Y += 2
	case Below:
		at.Y -= 2
	}
	c.FillText(st, at, line)
}

// writeIn writes a cell's text as large as it fits. Of a text of two parts, two blanks
// apart, the first stands alone where both do not fit.
func (p painter) writeIn(c draw.Canvas, at vg.Point, line string, width float64) {
	size, least := cellSize, 4.0
	if p.theme.classes {
		least = 8 // pages tell the text of a cell that is too narrow for it
	}
	if first, _, two := strings.Cut(line, "  "); two && widthOf(p.theme.plain(size), line) > width-2 {
		line = first
	}
	if w := widthOf(p.theme.plain(size), line); w > width-2 && w > 0 {
		size = math.Floor(4*size*(width-2)/w) / 4
	}
	if line != "" && size >= least {
		st := p.theme.style(size, Text, Centre)
		c.FillText(st, at, line)
	}
}
