package draw

import (
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// An entry is one sample of the legend.
type entry struct {
	layer *Layer
	width float64
}

// Legend are the layers that the legend explains. A name stands once.
func (c *Chart) Legend() []*Layer {
	var out []*Layer
	seen := map[string]bool{}
	for i := range c.Panels {
		for k := range c.Panels[i].Layers {
			if l := &c.Panels[i].Layers[k]; l.Name != "" && !seen[l.Name] && len(l.Points) > 0 {
				seen[l.Name] = true
				out = append(out, l)
			}
		}
	}
	return out
}

// legend breaks the legend into lines.
func (c *Chart) legend(room float64) [][]entry {
	const gap = 14
	var lines [][]entry
	used := 0.0
	st := style(labelSize, false)
	for _, l := range c.Legend() {
		e := entry{l, swatch + 4 + widthOf(st, l.Name) + gap}
		if len(lines) == 0 || used+e.width > room+gap {
			lines = append(lines, nil)
			used = 0
		}
		used += e.width
		lines[len(lines)-1] = append(lines[len(lines)-1], e)
	}
	return lines
}

// header writes title, finding, notes and legend.
func (f *frame) header(dc draw.Canvas, t *Theme) {
	y := f.height - margin
	write := func(st text.Style, r Role, lines []string) {
		st.Color = t.ink(r, 1)
		for _, line := range lines {
			dc.FillText(st, point(margin, y-float64(st.Font.Size)), line)
			y -= float64(float64(st.Font.Size) * lineHeight)
		}
	}
	write(style(titleSize, true), Text, f.title)
	write(style(labelSize, false), Text, f.finding)
	write(style(noteSize, false), Muted, f.notes)
	y -= 3
	st := style(labelSize, false)
	st.Color = t.ink(Text, 1)
	for _, line := range f.legend {
		y -= labelSize * 1.5
		x := margin
		for _, e := range line {
			e.layer.sample(dc, t, x, y+labelSize*0.35)
			dc.FillText(st, point(x+swatch+4, y), e.layer.Name)
			x += e.width
		}
	}
}

// sample draws what a layer looks like, swatch wide around height y.
func (l *Layer) sample(dc draw.Canvas, t *Theme, x, y float64) {
	k := t.ink(l.Role, opacity(l.Alpha))
	switch l.Kind {
	case Dots:
		discs(dc, nil, k, []vg.Point{point(x+swatch/2, y)}, 2.5)
	case Line, Rules, Whiskers:
		dc.StrokeLines(l.line(k), []vg.Point{point(x, y), point(x+swatch, y)})
	default:
		dc.SetColor(k)
		dc.Fill(rect(x+2, y-3.5, x+swatch, y+3.5).Path())
	}
}
