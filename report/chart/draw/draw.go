package draw

import (
	"encoding/json"
	"fmt"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// draw fills a canvas of the frame's size. s is the canvas itself where that is SVG.
func (f *frame) draw(dc draw.Canvas, t *Theme, s *svg) {
	if !t.classes {
		dc.SetColor(t.ink(Back, 1))
		dc.Fill(dc.Rectangle.Path())
	}
	f.header(dc, t)
	f.place(dc)
	for i := range f.Panels {
		f.Panels[i].draw(f.plots[i], f.ticks[i], f.label(i), f.areas[i], f.left(i), t, s)
	}
	st := t.style(labelSize+0.5, Muted, Centre)
	for i, line := range wrap(st, f.Missing, f.width-6*margin, 3) {
		dc.FillText(st, point(f.width/2, float64((f.height-f.top+margin)/2)-float64(float64(i)*12)), line)
	}
}

// draw draws a panel: label, grid, layers, axes.
func (p *Panel) draw(pl *plot.Plot, ticks []plot.Tick, label []string, area draw.Canvas, left float64, t *Theme, s *svg) {
	data := pl.DataCanvas(area)
	st := t.plain(labelSize)
	st.Color = t.ink(Muted, 1)
	for i, line := range label {
		area.FillText(st, vg.Point{X: vg.Length(left), Y: area.Max.Y + 4 + vg.Length(float64(len(label)-1-i)*t.size(labelHeight))}, line)
	}
	s.group(fmt.Sprintf(`class="panel" data-x="%.2f" data-y="%.2f" data-width="%.2f" data-height="%.2f" data-xmin="%g" data-xmax="%g" data-ymin="%g" data-ymax="%g"%s`,
		float64(data.Min.X), s.flip(float64(data.Max.Y)), float64(data.Max.X-data.Min.X), float64(data.Max.Y-data.Min.Y),
		pl.X.Min, pl.X.Max, pl.Y.Min, pl.Y.Max, p.told()))
	s.group(`class="axes"`) // the grid, which comes next, ends it
	pl.Add(grid{p, ticks, t, s})
	for i := range p.Layers {
		pl.Add(painter{&p.Layers[i], i, p, t, s})
	}
	pl.Draw(area)
	s.end()
}

// told are attributes that say what the axes are, where a script has to know.
func (p *Panel) told() string {
	out := ""
	for i, a := range []Axis{p.X, p.Y} {
		name := [...]string{"x", "y"}[i]
		switch a.Scale {
		case Names:
			list, _ := json.Marshal(append([]string{}, a.Names...)) // texts can be marshalled
			out += fmt.Sprintf(` data-%s-names="%s"`, name, escape(string(list)))
		case Time, Log, Blank:
			out += fmt.Sprintf(` data-%s-scale="%s"`, name, [...]string{Log: "log", Time: "time", Blank: "blank"}[a.Scale])
		}
		if a.Down {
			out += fmt.Sprintf(` data-%s-down="true"`, name)
		}
	}
	if p.X.Label != "" {
		out += ` data-x-label="` + escape(p.X.Label) + `"`
	}
	if p.Label != "" {
		out += ` data-label="` + escape(p.Label) + `"`
	}
	return out
}

func (s *svg) flip(y float64) float64 {
	if s == nil {
		return y
	}
	return s.height - y
}

// plot makes the axes of a panel about width wide, and the ticks of x, which are
// those of the grid even where they have no labels.
func (p *Panel) plot(t *Theme, width float64) (*plot.Plot, []plot.Tick) {
	pl := plot.New()
	pl.BackgroundColor = nil
	pl.X.Min, pl.X.Max = p.X.Limits(p.Layers, false)
	pl.Y.Min, pl.Y.Max = p.Y.Limits(p.Layers, true)
	for _, a := range []*plot.Axis{&pl.X, &pl.Y} {
		a.Tick.Label = t.style(labelSize, Muted, Centre)
		a.Label.TextStyle = t.style(labelSize, Muted, Above)
		a.Padding, a.Width, a.Tick.Length, a.Tick.Width = 0, 0, 0, 0
		a.LineStyle.Color, a.Tick.LineStyle.Color = t.ink(Axes, 1), t.ink(Axes, 1)
	}
	pl.X.Tick.Label.YAlign, pl.Y.Tick.Label.XAlign = text.YTop, text.XRight
	pl.Y.Tick.Label.YAlign = text.YCenter - 0.09 // the plot sets it a little high
	pl.Y.Padding = 4
	pl.Y.Tick.Marker = plot.ConstantTicks(p.Y.ticks(pl.Y.Min, pl.Y.Max, p.Height/t.size(18), t.width()/3, t))
	room := 36.0
	switch {
	case t.narrow() && p.X.Scale == Time:
		room = 36
	case t.narrow():
		room = 28
	case p.X.Scale == Time:
		room = 46
	}
	x := p.X.ticks(pl.X.Min, pl.X.Max, (width-t.size(35))/t.size(room), p.nameWidth(width, t), t)
	if p.Bare {
		pl.X.Tick.Marker = plot.ConstantTicks(nil)
	} else {
		pl.X.Label.Text, pl.X.Label.Padding = fit(t.plain(labelSize), p.X.Label, width-t.size(35)), 2
		if t.narrow() {
			pl.X.Label.Text = strings.Join(wrap(t.plain(labelSize), p.X.Label, width-t.size(35), 2), "\n")
		}
		pl.X.Tick.Marker = plot.ConstantTicks(x)
		if p.X.Scale != Names && p.X.Scale != Blank {
			pl.X.Tick.Length, pl.X.Tick.Width = 3, 0.5
		}
	}
	switch {
	case p.X.Scale == Names && p.Y.Scale == Names:
		pl.X.Padding = 3
	case p.X.Scale != Blank && p.Y.Scale != Names:
		pl.X.Width = 0.5
	}
	if t.narrow() && p.X.Scale == Names && !p.Bare {
		pl.X.Tick.Length = 3 // without a line: its width is 0
	}
	scale(&pl.X, p.X)
	scale(&pl.Y, p.Y)
	return pl, x
}

// nameWidth is the room of a name below a column of a panel.
func (p *Panel) nameWidth(width float64, t *Theme) float64 {
	side := t.size(20)
	switch {
	case p.Y.raised > 0:
		side = panelGap
	case p.Y.Scale == Names: // whose names stand on the left
		longest := 0.0
		for _, n := range p.Y.Names {
			longest = max(longest, widthOf(t.plain(labelSize), n))
		}
		width -= min(longest, t.width()/3)
	}
	return (width-side)/float64(max(1, len(p.X.Names))) - 3
}

func scale(a *plot.Axis, of Axis) {
	if of.Scale == Log {
		a.Scale = logarithm{}
	}
	if of.Down {
		a.Scale = plot.InvertedScale{Normalizer: a.Scale}
	}
}
