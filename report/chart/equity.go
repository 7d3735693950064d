package chart

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/signals"
)

// equity draws the account of both arms over the blocked stretches, and the regimes
// below.
func equity(in *Input) draw.Chart {
	c := in.begin("Equity without and with the filter")
	if in.Filtered == nil {
		c.Title = "Equity of the strategy"
	}
	main := draw.Panel{Label: "Equity at the end of the day, " + in.money(), Height: 165, X: in.time()}
	var p Pair
	if len(in.Pairs) > 0 {
		p = in.Pairs[0]
		main.Layers = append(main.Layers, p.shades())
	}
	main.Layers = append(main.Layers, draw.Layer{Kind: draw.Rules, Role: draw.Axes, Width: 0.6, Dashed: true, Points: []draw.Point{draw.Across(in.Start, "")}})
	var ends []string
	for _, a := range in.arms() {
		points := make([]draw.Point, len(a.Equity))
		for i, d := range a.Equity {
			points[i] = draw.Point{X: ms(d.At), Y: d.Equity}
		}
		main.Layers = append(main.Layers, draw.Layer{Kind: draw.Line, Name: a.Name, Role: a.Role, Points: draw.Thin(points, pixels)})
		if n := len(points); n > 0 {
			ends = append(ends, fmt.Sprintf("%s %s", a.Name, in.amount(points[n-1].Y)))
		} else {
			c.Missing = "The run was not marked to market."
		}
	}
	c.Panels = []draw.Panel{main}
	if strip, ok := p.regimes(in.time()); ok {
		c.Panels[0].Bare = true
		c.Panels = append(c.Panels, strip)
		in.single(&c, "shades and regimes of "+p.Name)
	} else if len(p.Buckets) > 0 && len(in.Pairs) > 1 {
		in.single(&c, "shades of "+p.Name)
	}
	if len(ends) > 0 {
		c.Finding = fmt.Sprintf("From %s to: %s", in.amount(in.Start), strings.Join(ends, ", "))
	}
	for _, a := range in.arms() {
		if a.Ruin.Refused > 0 {
			c.Finding += fmt.Sprintf("; %s out of money since %s", a.Name, a.Ruin.At.Date())
		}
	}
	c.Alt = c.Finding + ". " + p.blocked()
	return c
}

// single says in the note of a chart that it shows one of several pairs.
func (in *Input) single(c *draw.Chart, more ...string) {
	if len(in.Pairs) > 1 {
		c.Note = in.note(more...)
	}
}

// blocked says how much of the time a pair's entries are refused.
func (p *Pair) blocked() string {
	if len(p.Buckets) == 0 {
		return ""
	}
	share := 0.0
	for _, b := range p.Buckets {
		share += b.Blocked / float64(len(p.Buckets))
	}
	return fmt.Sprintf("Entries are blocked on %s %% of the candles of %s. ", draw.Number(100*share, 1), p.Name)
}

// regimes is a strip that tells the most frequent regime of each stretch.
func (p *Pair) regimes(x draw.Axis) (draw.Panel, bool) {
	strip := draw.Panel{Height: 9, X: x, Y: draw.Axis{Scale: draw.Blank, Min: 0, Max: 1}}
	for i, r := range signals.Regimes() {
		l := draw.Layer{Kind: draw.Rects, Name: word(r.String()), Role: draw.RegimeBull + draw.Role(i)}
		last := -1
		for k, b := range coarse(p.Buckets) {
			switch {
			case b.Regime != r:
				continue
			case last == k-1 && last >= 0:
				l.Points[len(l.Points)-1].X2 = ms(b.To)
			default:
				l.Points = append(l.Points, draw.Point{X: ms(b.From), X2: ms(b.To), Y: 0, Y2: 1})
			}
			last = k
		}
		if len(l.Points) > 0 {
			strip.Layers = append(strip.Layers, l)
		}
	}
	return strip, len(strip.Layers) > 0
}

// coarse joins four buckets into one with the most frequent regime of them, the
// first of equals: single pixels of changing colours are no picture.
func coarse(buckets []Bucket) []Bucket {
	if len(buckets) < pixels {
		return buckets
	}
	var out []Bucket
	for i := 0; i < len(buckets); i += 4 {
		four := buckets[i:min(i+4, len(buckets))]
		b := Bucket{From: four[0].From, To: four[len(four)-1].To}
		var n [16]int
		for _, q := range four {
			if n[q.Regime]++; n[q.Regime] > n[b.Regime] {
				b.Regime = q.Regime
			}
		}
		out = append(out, b)
	}
	return out
}
