package draw

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Distances in points.
const (
	margin      = 10.0
	lineHeight  = 1.25
	panelGap    = 9.0
	labelHeight = 12.0
	swatch      = 14.0
	leastColumn = 110.0 // narrower columns go below each other
)

// A frame is where everything but the data goes: header lines, legend and panels.
type frame struct {
	*Chart
	theme         *Theme
	width, height float64
	title         []string
	finding       []string
	notes         []string
	legend        [][]entry // by line
	top           float64   // height of the header
	labels        float64   // of the panels' labels
	columns       int
	rows          []row
	plots         []*plot.Plot
	ticks         [][]plot.Tick // of x
	areas         []draw.Canvas // of each panel with its axes
}

// A row is some panels side by side.
type row struct {
	from, to int // panels
	data     float64
	axis     float64 // below the data
	label    float64 // above it
}

// layout measures the texts above the panels and adds the heights up.
func (c *Chart) layout(t *Theme) *frame {
	c = c.narrowed(t)
	f := &frame{Chart: c, theme: t, width: t.width(), columns: max(1, min(c.Columns, len(c.Panels)))}
	room := f.width - 2*margin
	for f.columns > 1 && room/float64(f.columns) < leastColumn {
		f.columns = (f.columns + 1) / 2
	}
	f.top, f.labels = 2, t.size(labelHeight)
	if !t.classes {
		f.measure(room)
	}
	f.plots, f.ticks = make([]*plot.Plot, len(c.Panels)), make([][]plot.Tick, len(c.Panels))
	for i := range c.Panels {
		f.plots[i], f.ticks[i] = c.Panels[i].plot(t, room/float64(f.columns))
	}
	f.height = f.top + margin
	for from := 0; from < len(c.Panels); from += f.columns {
		r := f.row(from, min(from+f.columns, len(c.Panels)))
		if from > 0 {
			f.height += panelGap
		}
		f.height += r.label + r.data + r.axis
		f.rows = append(f.rows, r)
	}
	if c.Missing != "" {
		f.height = max(f.height, f.top+60)
	}
	f.top += math.Ceil(f.height) - f.height
	f.height = math.Ceil(f.height)
	return f
}

// measure breaks the texts above the panels, which a page writes itself.
func (f *frame) measure(room float64) {
	f.title = wrap(style(titleSize, true), f.Title, room, 2)
	f.finding = wrap(style(labelSize, false), f.Finding, room, 2)
	f.notes = wrap(style(noteSize, false), f.Note, room, 3)
	f.legend = f.Chart.legend(room)
	f.top = margin + float64(lineHeight*(float64(float64(len(f.title))*titleSize)+float64(float64(len(f.finding))*labelSize)+float64(float64(len(f.notes))*noteSize))) + 5
	if n := float64(len(f.legend)); n > 0 {
		f.top += float64(n*labelSize*1.5) + 4
	}
}

// row measures the panels from up to before to.
func (f *frame) row(from, to int) row {
	r := row{from: from, to: to}
	for i := from; i < to; i++ {
		r.data = max(r.data, f.Panels[i].Height)
		r.axis = max(r.axis, axisHeight(f.plots[i]))
	}
	for i := from; i < to; i++ {
		lines := 1
		if f.theme.narrow() {
			lines = len(f.label(i))
		}
		if f.Panels[i].Label != "" {
			r.label = max(r.label, float64(float64(lines)*f.labels))
		}
	}
	return r
}

// label are the lines of a panel's label: up to two in a narrow theme, else one.
func (f *frame) label(panel int) []string {
	st, text := f.theme.plain(labelSize), f.Panels[panel].Label
	switch {
	case text == "":
		return nil
	case f.theme.narrow():
		return wrap(st, text, f.columnWidth()-panelGap, 2)
	}
	return []string{fit(st, text, float64(f.areas[panel].Max.X)-f.left(panel))}
}

// axisHeight is the room that an x axis takes below the data.
func axisHeight(p *plot.Plot) float64 {
	probe := draw.NewCanvas(nil, 1000, 1000)
	return float64(p.DataCanvas(probe).Min.Y)
}

// place cuts the canvas into the panels' areas and moves their sides so that the
// data areas of a column lie exactly below each other, which plot.Align does for
// rows of one height only.
func (f *frame) place(dc draw.Canvas) {
	f.areas = make([]draw.Canvas, len(f.Panels))
	left, right := make([]vg.Length, f.columns), make([]vg.Length, f.columns)
	y := f.height - f.top
	for _, r := range f.rows {
		y -= r.label
		for i := r.from; i < r.to; i++ {
			x, bottom := f.left(i), y-r.data-axisHeight(f.plots[i])
			area := draw.Canvas{Canvas: dc, Rectangle: rect(x, bottom, x+f.columnWidth()-panelGap, y)}
			data := f.plots[i].DataCanvas(area)
			k := i % f.columns
			left[k], right[k] = max(left[k], data.Min.X-area.Min.X), max(right[k], area.Max.X-data.Max.X)
			f.areas[i] = area
		}
		y -= r.data + r.axis + panelGap
	}
	for i, area := range f.areas {
		data := f.plots[i].DataCanvas(area)
		k := i % f.columns
		f.areas[i] = draw.Crop(area, left[k]-(data.Min.X-area.Min.X), area.Max.X-data.Max.X-right[k], 0, 0)
	}
}

// left is the left side of the column that a panel is in.
func (f *frame) left(panel int) float64 {
	return margin + float64(float64(panel%f.columns)*f.columnWidth())
}

// columnWidth is the distance of columns.
func (f *frame) columnWidth() float64 { return (f.width - 2*margin + panelGap) / float64(f.columns) }

func rect(x, y, x2, y2 float64) vg.Rectangle {
	return vg.Rectangle{Min: point(x, y), Max: point(x2, y2)}
}

func point(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: vg.Length(y)} }
