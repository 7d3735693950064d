package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// mostPairs is how many pairs a chart of prices shows.
const mostPairs = 4

// price draws each pair's price over the stretches in which its entries are blocked.
func price(in *Input) draw.Chart {
	c := in.begin("Price and when entries were blocked")
	n := min(len(in.Pairs), mostPairs)
	if n < len(in.Pairs) {
		c.Note = in.note(fmt.Sprintf("the first %d pairs", n))
	}
	for i, pair := range in.Pairs[:n] {
		p := draw.Panel{Label: pair.Name + ", close", Height: 150, X: in.time(), Bare: i < n-1, Zoom: pair.Zoom}
		if n > 1 {
			p.Height = 80
		}
		low, high := extremes(pair.Price)
		if low > 0 && high/low > 4 {
			p.Y.Scale = draw.Log
			p.Label += ", logarithmic"
		}
		p.Layers = []draw.Layer{pair.shades(), {Kind: draw.Line, Role: draw.Text, Width: 0.8, Points: pair.Price}}
		c.Panels = append(c.Panels, p)
		c.Alt += fmt.Sprintf("%s moves between %s and %s. %s", pair.Name, draw.Significant(low), draw.Significant(high), pair.blocked())
	}
	if n == 0 {
		c.Missing = "There are no candles."
	}
	return c
}

func extremes(points []draw.Point) (low, high float64) {
	for i, p := range points {
		if i == 0 {
			low, high = p.Y, p.Y
		}
		low, high = min(low, p.Y), max(high, p.Y)
	}
	return low, high
}
