package draw

import (
	"math"
	"math/bits"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// crowd is how many dots are seen as dots and not as a cloud.
const crowd = 500

// dots draws a layer's dots. Of many, those on one point are one, in a narrow theme those
// in a square of 3; the more fall into a square of 4 points, the stronger its dots are,
// since dots of one opacity are one path and do not add up.
func (p painter) dots(at mapper) {
	points := finite(p.Points)
	if len(points) <= crowd {
		all := make([]vg.Point, len(points))
		for i, q := range points {
			all[i] = at.point(q.X, q.Y)
		}
		discs(at.c, p.svg, p.theme.ink(p.Role, opacity(p.Alpha)), all, p.width(1.6))
		return
	}
	square := func(q vg.Point, size vg.Length) [2]int { return [2]int{int(q.X / size), int(q.Y / size)} }
	seen, near, one := map[[2]int]bool{}, map[[2]int]int{}, vg.Length(1)
	if p.theme.narrow() {
		one = 3
	}
	var kept []vg.Point
	for _, q := range points {
		spot := at.point(q.X, q.Y)
		near[square(spot, 4)]++
		if k := square(spot, one); !seen[k] {
			seen[k] = true
			kept = append(kept, spot)
		}
	}
	var levels [4][]vg.Point
	for _, q := range kept {
		l := min((bits.Len(uint(near[square(q, 4)]))-1)/2, 3)
		levels[l] = append(levels[l], q)
	}
	for i, level := range levels {
		if len(level) > 0 {
			discs(at.c, p.svg, p.theme.ink(p.Role, opacity(p.Alpha)*(0.55+float64(0.15*float64(i)))), level, p.width(1.2))
		}
	}
}

// discs draws discs of one colour as one path.
func discs(c draw.Canvas, s *svg, k ink, at []vg.Point, radius vg.Length) {
	if s == nil {
		s, _ = c.Canvas.(*svg)
	}
	if s != nil {
		s.SetColor(k)
		s.dots(at, radius)
		return
	}
	var path vg.Path
	for _, q := range at {
		path.Move(vg.Point{X: q.X + radius, Y: q.Y})
		path.Arc(q, radius, 0, 2*math.Pi)
		path.Close()
	}
	c.SetColor(k)
	c.Fill(path)
}
