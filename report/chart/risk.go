package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/signals"
)

// risk draws a pair's score over time, what it is made of, and which rules refused
// entries when.
func risk(in *Input) draw.Chart {
	c := in.begin("Risk score, its parts and what blocked entries")
	var pair Pair
	if len(in.Pairs) > 0 {
		pair = in.Pairs[0]
		in.single(&c, "score of "+pair.Name)
	}
	x := in.time()
	score := draw.Panel{Label: "risk_score: mean, and range within " + in.pixel(), Height: 80, X: x, Bare: true, Y: draw.Axis{Min: 0, Max: 1}}
	parts := draw.Panel{Label: "Its parts, mean", Height: 70, X: x, Bare: true, Y: draw.Axis{Zero: true}}
	band, mean := draw.Layer{Kind: draw.Area, Role: draw.Score, Alpha: 0.25}, draw.Layer{Kind: draw.Line, Role: draw.Score, Width: 0.9}
	for _, b := range pair.Buckets {
		if !b.Rated {
			continue
		}
		mid := (ms(b.From) + ms(b.To)) / 2
		band.Points = append(band.Points, draw.Point{X: mid, Y: b.Risk[0], Y2: b.Risk[2]})
		mean.Points = append(mean.Points, draw.Point{X: mid, Y: b.Risk[1]})
	}
	stack := pair.parts()
	score.Layers = []draw.Layer{band, mean}
	if in.MaxRisk > 0 {
		score.Layers = append(score.Layers, draw.Layer{Kind: draw.Rules, Name: "limit", Role: draw.Text, Width: 0.8, Dashed: true, Points: []draw.Point{draw.Across(in.MaxRisk, "")}})
	}
	for i := range stack {
		stack[i].Kind, stack[i].Name, stack[i].Role, stack[i].Alpha = draw.Area, word(signals.Part(i).String()), draw.PartVolatility+draw.Role(i), 0.85
	}
	parts.Layers = stack[:]
	why, said := pair.reasons(x)
	c.Panels = []draw.Panel{score, parts, why}
	if len(mean.Points) == 0 {
		c.Panels = []draw.Panel{why}
	}
	switch {
	case len(pair.Buckets) == 0:
		c.Missing = "There is no filter."
	case len(mean.Points) == 0 && len(why.Y.Names) == 0:
		c.Missing = "The filter neither gives a risk_score nor blocks an entry."
	}
	if c.Alt = said; c.Alt == "" {
		c.Alt = "Nothing blocks an entry."
	}
	return c
}

// reasons is a panel with a row for each reason that ever blocked.
func (p *Pair) reasons(x draw.Axis) (draw.Panel, string) {
	why := draw.Panel{Label: "Entries blocked by", X: x, Y: draw.Axis{Scale: draw.Names, Down: true}}
	l := draw.Layer{Kind: draw.Rects, Role: draw.Blocked}
	said := ""
	for r := range signals.NumReasons {
		share := 0.0
		for _, b := range p.Buckets {
			share += b.Reasons[r] / float64(len(p.Buckets))
		}
		if share == 0 {
			continue
		}
		y := float64(len(why.Y.Names))
		for _, q := range stretches(p.Buckets, func(b Bucket) float64 { return b.Reasons[r] }) {
			q.Y, q.Y2 = y-0.36, y+0.36
			l.Points = append(l.Points, q)
		}
		name := word(r.String())
		if p.Profile != nil {
			name = word(p.Profile.Label(r))
		}
		why.Y.Names = append(why.Y.Names, name)
		said += fmt.Sprintf("%s blocks %s %% of the time. ", capital(name), draw.Number(100*share, 1))
	}
	why.Height = 13 * float64(max(1, len(why.Y.Names)))
	why.Layers = []draw.Layer{l}
	return why, said
}

// pixel says how long a bucket is.
func (in *Input) pixel() string {
	if len(in.Pairs) == 0 || len(in.Pairs[0].Buckets) == 0 {
		return "a pixel"
	}
	b := in.Pairs[0].Buckets[0]
	return span(data.Timeframe(b.To - b.From))
}

// span says how long something takes.
func span(f data.Timeframe) string {
	switch {
	case f >= 2*data.Day:
		return draw.Number(float64(f)/float64(data.Day), 0) + " days"
	case f == data.Day:
		return "a day"
	case f >= 2*data.Hour:
		return draw.Number(float64(f)/float64(data.Hour), 0) + " hours"
	case f == data.Hour:
		return "an hour"
	}
	return draw.Number(float64(f)/float64(data.Minute), 0) + " minutes"
}

// parts are the means of the score's parts, stacked, over two buckets each where
// there are many.
func (p *Pair) parts() (stack [signals.NumParts]draw.Layer) {
	step := 1 + len(p.Buckets)/(pixels/2+1)
	for k := 0; k < len(p.Buckets); k += step {
		of := p.Buckets[k:min(k+step, len(p.Buckets))]
		var mean [signals.NumParts]float64
		n := 0.0
		for _, b := range of {
			if b.Rated {
				n++
				for i, v := range b.Parts {
					mean[i] += v
				}
			}
		}
		if n == 0 {
			continue
		}
		mid, base := (ms(of[0].From)+ms(of[len(of)-1].To))/2, 0.0
		for i, v := range mean {
			stack[i].Points = append(stack[i].Points, draw.Point{X: mid, Y: base, Y2: base + v/n})
			base += v / n
		}
	}
	return stack
}
