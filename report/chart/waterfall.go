package chart

import "fmt"

// A Step is what a difference is made of: what trading less brought, and what the
// filter chose.
type Step struct{ Delta, Less, Choosing float64 }

// Waterfall draws delta = less + choosing as bars, each from where the one before ended.
func Waterfall(name, note, currency string, s *Step) Chart {
	c := Chart{Name: name, Title: "Where the difference in profit comes from", Note: note}
	if s == nil {
		c.Missing = "There is no filter that was compared."
		return c
	}
	p := Panel{Label: currency, Height: 110, X: Axis{Scale: Names, Names: []string{"trading less", "choosing", "delta"}}, Y: Axis{Zero: true}}
	gain, loss := Layer{Kind: Rects, Name: "gain", Role: Gain, Alpha: 0.75}, Layer{Kind: Rects, Name: "loss", Role: Loss, Alpha: 0.75}
	texts := Layer{Kind: Labels, Role: Text, Place: Above}
	bar := func(i int, from, to float64) {
		const half = 0.32
		b := Point{X: float64(i) - half, X2: float64(i) + half, Y: min(from, to), Y2: max(from, to)}
		if to >= from {
			gain.Points = append(gain.Points, b)
		} else {
			loss.Points = append(loss.Points, b)
		}
		texts.Points = append(texts.Points, Point{X: float64(i), Y: max(from, to, 0), Text: precise(to - from)})
	}
	bar(0, 0, s.Less)
	bar(1, s.Less, s.Less+s.Choosing)
	bar(2, 0, s.Delta)
	p.Layers = []Layer{gain, loss, {Kind: Rules, Role: Axes, Width: 0.8, Points: []Point{across(0, "")}}, texts}
	c.Panels = []Panel{p}
	c.Finding = fmt.Sprintf("Delta %s = %s for trading less and %s for what it refused, %s", precise(s.Delta), precise(s.Less), precise(s.Choosing), currency)
	c.Alt = c.Finding
	return c
}

// waterfall is that of a cell.
func waterfall(in *Input) Chart {
	return Waterfall("", in.note("fixed stake"), in.money(), in.Step)
}
