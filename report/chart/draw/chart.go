// Package draw turns charts into pictures: a chart is a value that says what is
// plotted where, in data coordinates, and is written as SVG or PNG in a theme. It
// knows axes, marks, colours and type, and nothing of what a chart is about.
package draw

import "math"

// A Chart is what one picture shows. It holds data coordinates only; fonts and
// colours come with the theme.
type Chart struct {
	Name    string  // of its file, without extension: equity
	Title   string  // the subject
	Finding string  // what it shows in one line with figures, if that can be said
	Note    string  // the sample: strategy, pairs, period, number of trades, synthetic or not
	Alt     string  // what there is to see, with figures, for those who cannot see it
	Missing string  // why there is nothing to plot; "" if there is
	Panels  []Panel // row by row
	Columns int     // panels in a row; 0 counts as 1
}

// A Panel is one pair of axes. Panels of a column share their x axis if all but the
// last have Bare set.
type Panel struct {
	Label  string  // what y is and its unit; above the axes
	Height float64 // of the data area, points
	X, Y   Axis
	Bare   bool // no labels on x: those of the panel below serve
	Layers []Layer
	Zoom   *Zoom // nil for none
}

// A Scale is how an axis maps values to places.
type Scale uint8

// The scales. A Time is in milliseconds since 1970; Names are at 0, 1, 2, …
const (
	Linear Scale = iota
	Log
	Time
	Names
	Blank // linear, neither labels nor grid
)

// An Axis is one axis of a panel. Without a range it takes that of the layers.
type Axis struct {
	Label    string // what it is and its unit; only x has one
	Scale    Scale
	Names    []string
	Min, Max float64 // range if Min < Max
	Zero     bool    // the range includes 0
	Whole    bool    // ticks at whole numbers only
	Down     bool    // values grow downwards
	Until    float64 // no ticks above, if not 0

	raised float64 // share of a row that its name takes, above what is in it; 0 for names beside rows
}

// A Kind is how a layer shows its points.
type Kind uint8

// The kinds. Those of rectangles take X to X2 and Y to Y2, an infinite end being
// that of the panel.
const (
	Line     Kind = iota // through X, Y
	Area                 // between Y and Y2 along X
	Rects                // bars, bins, shades
	Cells                // rectangles with Text in them
	Dots                 // at X, Y
	Whiskers             // from Y to Y2 at X, or from X to X2 if Y2 equals Y
	Rules                // a line across the panel at X, or at Y if X is NaN, with Text
	Labels               // Text at X, Y
)

// A Place is where a text lies relative to its point.
type Place int8

// The places.
const (
	Centre Place = iota
	Above
	Below
	Right
	Left
)

// A Layer is a series of points shown in one way.
type Layer struct {
	Kind   Kind
	Name   string // in the legend; "" keeps it out
	Role   Role
	Alpha  float64 // opacity; 0 counts as 1
	Width  float64 // of lines, or radius of dots, points; 0 for the default
	Dashed bool
	Gap    float64 // left blank on each side of a rectangle, as a share of its width
	Place  Place
	Points []Point
}

// A Point is a place, a stretch or a rectangle, see Kind.
type Point struct {
	X, Y   float64
	X2, Y2 float64
	Alpha  float64 // times the layer's; 0 counts as 1
	Text   string
	At     float64 // of a bar over time: the middle of the time that it stands for
}

// Full is a rectangle from x to x2 over the whole height of the panel.
func Full(x, x2, alpha float64) Point {
	return Point{X: x, X2: x2, Y: math.Inf(-1), Y2: math.Inf(1), Alpha: alpha}
}

// Across is a rule at height y.
func Across(y float64, text string) Point { return Point{X: math.NaN(), Y: y, Text: text} }

// Upright is a rule at x.
func Upright(x float64, text string) Point { return Point{X: x, Y: math.NaN(), Text: text} }

// Bare reports whether the chart has nothing to plot.
func (c *Chart) Bare() bool {
	for _, p := range c.Panels {
		for _, l := range p.Layers {
			if len(l.Points) > 0 && l.Kind != Rules {
				return false
			}
		}
	}
	return true
}

func opacity(alphas ...float64) float64 {
	v := 1.0
	for _, a := range alphas {
		if a != 0 {
			v *= a
		}
	}
	return v
}
