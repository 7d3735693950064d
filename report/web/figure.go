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
	"time"

	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// A figure is a drawn chart. Series are the values of the crosshair, nil for charts
// that are not over time.
type figure struct {
	Title  string
	SVG    template.HTML
	Series []panelData
	size   int // on the page, bytes
}

// panelData are the lines of the panel with that number.
type panelData struct {
	Panel int        `json:"panel"`
	Lines []lineData `json:"lines"`
}

// lineData is a line: X in steps since 1970, each from the one before.
type lineData struct {
	Name string    `json:"name"`
	Bars bool      `json:"bars,omitempty"` // values hold at their X only
	Step int64     `json:"step"`           // minutes
	X    []int64   `json:"x"`
	Y    []rounded `json:"y"`
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
func drawAll(ctx context.Context, d *Document) (map[string]*figure, error) {
	var charts []draw.Chart
	for _, c := range d.Cards {
		charts = append(charts, c.Charts...)
	}
	for _, s := range d.Sections {
		charts = appendCharts(charts, s.Blocks)
	}
	figures, errs := make([]*figure, len(charts)), make([]error, len(charts))
	if err := parallel.Each(ctx, len(charts), func(i int) { figures[i], errs[i] = figureOf(charts[i]) }); err != nil {
		return nil, err
	}
	out := map[string]*figure{}
	for i, c := range charts {
		out[c.Name] = figures[i]
	}
	return out, errors.Join(errs...)
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

func figureOf(c draw.Chart) (*figure, error) {
	var b bytes.Buffer
	if err := c.SVG(draw.Page, &b); err != nil {
		return nil, err
	}
	f := &figure{Title: c.Title, SVG: template.HTML(b.String()), Series: series(c)}
	values, err := json.Marshal(f.Series)
	f.size = b.Len() + len(values) + 200 // tags
	return f, err
}

// series are the values of a chart's lines and bars over time.
func series(c draw.Chart) []panelData {
	var out []panelData
	taken := map[string]bool{}
	for i, p := range c.Panels {
		if p.X.Scale != draw.Time || p.Y.Scale != draw.Linear && p.Y.Scale != draw.Log {
			continue
		}
		title := p.Label
		if k := strings.IndexAny(title, ",:"); k > 0 {
			title = title[:k]
		}
		d := panelData{Panel: i}
		for _, l := range p.Layers {
			name := l.Name
			switch {
			case name == "":
				name = title
			case taken[name]:
				name = title + ", " + name
			}
			k, ok := values(l)
			if !ok || name == "" || taken[name] {
				continue
			}
			taken[name] = true
			k.Name = name
			d.Lines = append(d.Lines, k)
		}
		if len(d.Lines) > 0 {
			out = append(out, d)
		}
	}
	return out
}

// values are those of a line; of an area with a name its height; of bars theirs,
// each of which stands for a month and is put in its middle. Bars without end are
// shades, which have no value.
func values(l draw.Layer) (d lineData, ok bool) {
	d.Bars = l.Kind == draw.Rects
	for _, p := range l.Points {
		at, v := p.X, p.Y
		switch {
		case d.Bars:
			at, v = middle(p.X), p.Y2-p.Y
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

// middle is the middle of the month of an instant, milliseconds.
func middle(at float64) float64 {
	if math.IsNaN(at) || math.IsInf(at, 0) {
		return at
	}
	t := time.UnixMilli(int64(at)).UTC()
	return float64(time.Date(t.Year(), t.Month(), 15, 12, 0, 0, 0, time.UTC).UnixMilli())
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
