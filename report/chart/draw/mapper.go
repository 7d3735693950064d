package draw

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A mapper turns data into places on the canvas, infinite ones into its edges.
type mapper struct {
	c    draw.Canvas
	x, y func(float64) vg.Length
}

// transforms is the plot's own mapping of data into places, with its products rounded,
// which some platforms fuse there.
func transforms(pl *plot.Plot, c draw.Canvas) (x, y func(float64) vg.Length) {
	within := func(norm float64, low, high vg.Length) vg.Length { return low + vg.Length(vg.Length(norm)*(high-low)) }
	return func(v float64) vg.Length { return within(pl.X.Norm(v), c.Min.X, c.Max.X) },
		func(v float64) vg.Length { return within(pl.Y.Norm(v), c.Min.Y, c.Max.Y) }
}

func clamp(f func(float64) vg.Length, low, high vg.Length, down bool) func(float64) vg.Length {
	return func(v float64) vg.Length {
		switch {
		case math.IsInf(v, 1) != down && math.IsInf(v, 0):
			return high
		case math.IsInf(v, 0):
			return low
		}
		return min(max(f(v), low), high)
	}
}

func (m mapper) point(x, y float64) vg.Point { return vg.Point{X: m.x(x), Y: m.y(y)} }

func (m mapper) line(points []Point) []vg.Point {
	var out []vg.Point
	for _, p := range finite(points) {
		out = append(out, m.point(p.X, p.Y))
	}
	return out
}

// finite are the points with numbers for places.
func finite(points []Point) []Point {
	for i, p := range points {
		if !IsFinite(p.X) || !IsFinite(p.Y) {
			out := append([]Point{}, points[:i]...)
			for _, p := range points[i:] {
				if IsFinite(p.X) && IsFinite(p.Y) {
					out = append(out, p)
				}
			}
			return out
		}
	}
	return points
}

// IsFinite reports whether v is a number and not infinite.
func IsFinite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
