package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// A Step is what a difference is made of: what trading less brought, and what the
// filter chose.
type Step struct{ Delta, Less, Choosing float64 }

// Waterfall draws delta = less + choosing as bars, each from where the one before ended.
func Waterfall(name, note, currency string, s *Step) draw.Chart {
	c := draw.Chart{Name: name, Title: "Where the difference in profit comes from", Note: note}
	if s == nil {
		c.Missing = "There is no filter that was compared."
		return c
	}
	p := draw.Panel{Label: currency, Height: 110, X: draw.Axis{Scale: draw.Names, Names: []string{"trading less", "choosing", "delta"}}, Y: draw.Axis{Zero: true}}
	gain, loss := draw.Layer{Kind: draw.Rects, Name: "gain", Role: draw.Gain, Alpha: 0.75}, draw.Layer{Kind: draw.Rects, Name: "loss", Role: draw.Loss, Alpha: 0.75}
	texts := draw.Layer{Kind: draw.Labels, Role: draw.Text, Place: draw.Above}
	bar := func(i int, from, to float64) {
		const half = 0.32
		b := draw.Point{X: float64(i) - half, X2: float64(i) + half, Y: min(from, to), Y2: max(from, to)}
		if to >= from {
			gain.Points = append(gain.Points, b)
		} else {
			loss.Points = append(loss.Points, b)
		}
		texts.Points = append(texts.Points, draw.Point{X: float64(i), Y: max(from, to, 0), Text: draw.Precise(to - from)})
	}
	bar(0, 0, s.Less)
	bar(1, s.Less, s.Less+s.Choosing)
	bar(2, 0, s.Delta)
	p.Layers = []draw.Layer{gain, loss, {Kind: draw.Rules, Role: draw.Axes, Width: 0.8, Points: []draw.Point{draw.Across(0, "")}}, texts}
	c.Panels = []draw.Panel{p}
	c.Finding = fmt.Sprintf("Delta %s = %s for trading less and %s for what it refused, %s", draw.Precise(s.Delta), draw.Precise(s.Less), draw.Precise(s.Choosing), currency)
	c.Alt = c.Finding
	return c
}

// waterfall is that of a cell.
func waterfall(in *Input) draw.Chart {
	return Waterfall("", in.note("fixed stake"), in.money(), in.Step)
}
