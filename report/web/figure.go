package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"html/template"
	"math"
	"strconv"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/report/chart"
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
	Step int64     `json:"step"` // minutes
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
	var charts []chart.Chart
	for _, s := range d.Sections {
		charts = appendCharts(charts, s.Blocks)
	}
	figures, errs := make([]*figure, len(charts)), make([]error, len(charts))
	if err := backtest.Each(ctx, len(charts), func(i int) { figures[i], errs[i] = draw(charts[i]) }); err != nil {
		return nil, err
	}
	out := map[string]*figure{}
	for i, c := range charts {
		out[c.Name] = figures[i]
	}
	return out, errors.Join(errs...)
}

func appendCharts(out []chart.Chart, blocks []Block) []chart.Chart {
	for _, b := range blocks {
		out = append(out, b.Charts...)
		if b.More != nil {
			out = appendCharts(out, b.More.Blocks)
		}
	}
	return out
}

func draw(c chart.Chart) (*figure, error) {
	var b bytes.Buffer
	if err := c.SVG(chart.Page, &b); err != nil {
		return nil, err
	}
	f := &figure{Title: c.Title, SVG: template.HTML(b.String()), Series: series(c)}
	values, err := json.Marshal(f.Series)
	f.size = b.Len() + len(values) + 200 // tags
	return f, err
}

// series are the values of a chart's lines over time.
func series(c chart.Chart) []panelData {
	var out []panelData
	taken := map[string]bool{}
	for i, p := range c.Panels {
		if p.X.Scale != chart.Time {
			continue
		}
		d := panelData{Panel: i}
		for _, l := range p.Layers {
			name := l.Name
			if name == "" {
				name = p.Label
			}
			if taken[name] {
				name = p.Label + ", " + name
			}
			if l.Kind != chart.Line || name == "" || len(l.Points) == 0 || taken[name] {
				continue
			}
			taken[name] = true
			d.Lines = append(d.Lines, line(name, l.Points))
		}
		if len(d.Lines) > 0 {
			out = append(out, d)
		}
	}
	return out
}

func line(name string, points []chart.Point) lineData {
	d := lineData{Name: name}
	for _, p := range points {
		if math.IsNaN(p.X+p.Y) || math.IsInf(p.X+p.Y, 0) {
			continue
		}
		d.X, d.Y = append(d.X, int64(math.Round(p.X/60000))), append(d.Y, rounded(p.Y))
	}
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
	return d
}

// divisor is the greatest common one.
func divisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}
