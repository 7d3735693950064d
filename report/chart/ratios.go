package chart

import (
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

const ratioNote = "bars: daily equity; lines: 95 % intervals by stationary block bootstrap of the daily returns"

// ratios draws both arms' ratios and drawdown, each with its interval.
func ratios(in *Input) draw.Chart {
	c := in.begin("Risk-adjusted return and drawdown", ratioNote)
	c.Columns = 4
	if slices.ContainsFunc(in.arms(), func(a named) bool { return a.few() }) {
		c.Note = in.note(ratioNote, fmt.Sprintf("no bar for an arm of fewer than %d days or trades", metrics.Few))
	}
	for i := range in.Baseline.Figures {
		m := in.Baseline.Figures[i]
		p := draw.Panel{Label: m.Name, Height: 130, X: draw.Axis{Scale: draw.Names}, Y: draw.Axis{Zero: true}}
		factor := 1.0
		switch m.Key {
		case "calmar_mtm":
			p.Label = "Calmar"
		case "max_drawdown_mtm":
			p.Label = "Max drawdown, %"
		}
		if m.Unit == metrics.Fraction {
			factor = 100
		}
		said := []string{}
		for k, a := range in.arms() {
			p.X.Names = append(p.X.Names, a.Name)
			text := a.Figures[i].draw(&p, float64(k), factor, a.Role, a.few())
			said = append(said, a.Name+" "+text)
		}
		c.Alt += fmt.Sprintf("%s: %s, %s. ", m.Name, said[0], said[len(said)-1])
		p.Y.Min, p.Y.Max = p.Y.Limits(p.Layers, true)
		air := float64(0.12 * (p.Y.Max - p.Y.Min)) // room for the numbers
		if p.Y.Min < 0 {
			p.Y.Min -= air
		}
		if p.Y.Max > 0 {
			p.Y.Max += air
		}
		c.Panels = append(c.Panels, p)
	}
	if len(c.Panels) == 0 {
		c.Missing = "There are no daily returns."
	}
	return c
}

// few reports whether an arm has too few days or trades for a ratio to mean anything.
func (a *Arm) few() bool { return len(a.Equity)-1 < metrics.Few || len(a.Trades) < metrics.Few }

// draw adds a figure's bar, interval and value at x, and returns the value as text. A
// figure that is undefined, or of too few days or trades, has no bar.
func (f Figure) draw(p *draw.Panel, x, factor float64, role draw.Role, few bool) string {
	if !f.Defined || few {
		why := "too few"
		if !f.Defined {
			why = metrics.Undefined
		}
		p.Layers = append(p.Layers, draw.Layer{Kind: draw.Labels, Role: draw.Muted, Place: draw.Above, Points: []draw.Point{{X: x, Text: why}}})
		return why
	}
	v := factor * f.Value
	text := draw.Number(v, 2)
	top, place := v, draw.Above
	p.Layers = append(p.Layers, draw.Layer{Kind: draw.Rects, Role: role, Alpha: 0.85, Points: []draw.Point{{X: x - 0.32, X2: x + 0.32, Y: 0, Y2: v}}})
	if f.Bounded {
		lo, hi := factor*f.Interval.Lo, factor*f.Interval.Hi
		p.Layers = append(p.Layers, draw.Layer{Kind: draw.Whiskers, Role: draw.Text, Width: 0.9, Points: []draw.Point{{X: x, X2: x, Y: lo, Y2: hi}}})
		top = max(v, hi)
		if v < 0 {
			top = min(v, lo)
		}
	}
	if v < 0 {
		place = draw.Below
	}
	p.Layers = append(p.Layers, draw.Layer{Kind: draw.Labels, Role: draw.Text, Place: place, Points: []draw.Point{{X: x, Y: top, Text: text}}})
	return text
}
