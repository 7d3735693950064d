package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"html/template"
	"math"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// A figure is a drawn chart: a picture in points and, where there is one, another for
// phones, with what the page writes around it.
type figure struct {
	Title, Finding, Note string
	SVG, Slim            template.HTML
	Legend               []sample
	Time                 bool // over time: the newest data are on the right
	Values               *values
	ZoomNote             string
	ZoomLegend           []sample
	size, spare          int // on the page, bytes: without Slim, and of it
}

// A sample is a line of the legend; Class says what it looks like.
type sample struct{ Name, Class string }

// values are what the script knows of a chart over time.
type values struct {
	Panels []panelData `json:"panels"`
}

// panelData are the lines of the panel with that number.
type panelData struct {
	Panel int        `json:"panel"`
	Lines []lineData `json:"lines,omitempty"`
	Fit   bool       `json:"fit,omitempty"` // y follows what is seen
	Zoom  *zoomData  `json:"zoom,omitempty"`
}

// lineData is a line: X in steps since 1970, each from the one before.
type lineData struct {
	Name  string    `json:"name"`
	Bars  bool      `json:"bars,omitempty"` // values hold at their X only
	Layer int       `json:"layer"`          // of the panel
	Step  int64     `json:"step"`           // minutes
	X     []int64   `json:"x"`
	Y     []rounded `json:"y"`
}

// rounded is a number that is encoded with six digits.
type rounded float64

// MarshalJSON implements json.Marshaler.
func (r rounded) MarshalJSON() ([]byte, error) {
	v, err := strconv.ParseFloat(strconv.FormatFloat(float64(r), 'g', 6, 64), 64)
	if err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

// drawAll draws the charts of a document, by name.
func drawAll(ctx context.Context, d *Document) (map[string]*figure, *shared, error) {
	var charts []draw.Chart
	for _, c := range d.Cards {
		charts = append(charts, c.Charts...)
	}
	answers := len(charts)
	for _, s := range d.Sections {
		charts = appendCharts(charts, s.Blocks)
	}
	common := shareCandles(charts)
	figures, errs := make([]*figure, len(charts)), make([]error, len(charts))
	if err := parallel.Each(ctx, len(charts), func(i int) { figures[i], errs[i] = figureOf(&charts[i], common) }); err != nil {
		return nil, nil, err
	}
	out := map[string]*figure{}
	for i, c := range charts {
		if i < answers { // an answer keeps its own picture for phones, whatever room is left
			figures[i].size, figures[i].spare = figures[i].size+figures[i].spare, 0
		}
		out[c.Name] = figures[i]
	}
	return out, common, errors.Join(errs...)
}

func appendCharts(out []draw.Chart, blocks []Block) []draw.Chart {
	for _, b := range blocks {
		out = append(out, b.Charts...)
		if b.More != nil {
			out = appendCharts(out, b.More.Blocks)
		}
	}
	return out
}

// mostSlim is the size of a picture for phones, bytes, above which there is none: phones
// then scroll the other one.
const mostSlim = 36_000

// figureOf draws a chart, and once more for phones if it can be made to fit them.
func figureOf(c *draw.Chart, common *shared) (*figure, error) {
	f := &figure{Title: c.Title, Finding: c.Finding, Note: c.Note}
	var err error
	if f.SVG, err = picture(*c, draw.Page); err != nil {
		return nil, err
	}
	if c.Fits(draw.Phone) {
		narrow := *c
		narrow.Name += "-slim"
		if f.Slim, err = picture(narrow, draw.Phone); err != nil {
			return nil, err
		}
		if len(f.Slim) > mostSlim {
			f.Slim = ""
		}
	}
	for _, l := range c.Legend() {
		f.Legend = append(f.Legend, sample{l.Name, "k k-" + looks(l) + " b-" + l.Role.String()})
	}
	for i := range c.Panels {
		f.Time = f.Time || c.Panels[i].X.Scale == draw.Time
		if z := c.Panels[i].Zoom; z != nil {
			f.ZoomNote = z.Note
		}
	}
	if panels := series(c, common); len(panels) > 0 {
		f.Values = &values{panels}
	}
	f.ZoomLegend = zoomLegend(f.Values)
	text, err := json.Marshal(f.Values)
	f.size, f.spare = len(f.SVG)+len(text)+400, len(f.Slim) // 400 for tags
	return f, err
}

func picture(c draw.Chart, t draw.Theme) (template.HTML, error) {
	var b bytes.Buffer
	err := c.SVG(t, &b)
	return template.HTML(b.String()), err
}

// looks is how a layer is drawn, for the legend.
func looks(l *draw.Layer) string {
	switch {
	case l.Kind == draw.Dots:
		return "dot"
	case l.Dashed:
		return "dash"
	case l.Kind == draw.Line || l.Kind == draw.Rules || l.Kind == draw.Whiskers:
		return "line"
	case l.Alpha > 0 && l.Alpha < 0.5:
		return "box faint"
	}
	return "box"
}

// series are the values of a chart's lines and bars over time, and its zooms.
func series(c *draw.Chart, common *shared) []panelData {
	var out []panelData
	taken := map[string]bool{}
	for i := range c.Panels {
		p := &c.Panels[i]
		if p.X.Scale != draw.Time || p.Y.Scale != draw.Linear && p.Y.Scale != draw.Log {
			continue
		}
		title := p.Label
		if k := strings.IndexAny(title, ",:"); k > 0 {
			title = title[:k]
		}
		d := panelData{Panel: i, Fit: !(p.Y.Min < p.Y.Max)}
		for n, l := range p.Layers {
			name := l.Name
			switch {
			case name == "":
				name = title
			case taken[name]:
				name = title + ", " + name
			}
			k, ok := valuesOf(l)
			if p.Zoom != nil && common.ids[p.Zoom.Candles] != "" {
				ok = false // the candles have them
			}
			if !ok || name == "" || taken[name] {
				continue
			}
			taken[name] = true
			k.Name, k.Layer = name, n
			d.Lines = append(d.Lines, k)
			d.Fit = d.Fit && l.Kind == draw.Line
		}
		d.Zoom = common.zoom(p.Zoom)
		if len(d.Lines) > 0 || d.Zoom != nil {
			out = append(out, d)
		}
	}
	return out
}

// valuesOf are those of a line; of an area with a name its height; of bars theirs,
// each of which stands for a stretch of time and is put in its middle. Bars without end
// are shades, which have no value.
func valuesOf(l draw.Layer) (d lineData, ok bool) {
	d.Bars = l.Kind == draw.Rects
	for _, p := range l.Points {
		at, v := p.X, p.Y
		switch {
		case d.Bars:
			at, v = p.At, p.Y2-p.Y
		case l.Kind == draw.Area && l.Name != "":
			v = math.Abs(p.Y2 - p.Y)
		case l.Kind != draw.Line:
			return d, false
		}
		if math.IsNaN(at+v) || math.IsInf(at+v, 0) {
			continue
		}
		d.X, d.Y = append(d.X, int64(math.Round(at/60000))), append(d.Y, rounded(v))
	}
	d.pack()
	return d, len(d.X) > 0
}

// pack turns minutes into steps from one point to the next.
func (d *lineData) pack() {
	for _, x := range d.X {
		d.Step = divisor(d.Step, x)
	}
	d.Step = max(d.Step, 1)
	for i := len(d.X) - 1; i >= 0; i-- {
		d.X[i] /= d.Step
		if i < len(d.X)-1 {
			d.X[i+1] -= d.X[i]
		}
	}
}

// divisor is the greatest common one.
func divisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}
