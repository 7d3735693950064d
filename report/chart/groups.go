package chart

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/signals"
)

// groups draws the mean profit of the trades by what the engine said when their
// signal appeared.
func groups(in *Input) draw.Chart {
	c := in.begin("Profit by regime and risk class", fmt.Sprintf("90 %% intervals, trades of one day clustered; none below %d trades", metrics.Few))
	const words = "By %s: mean profit of a trade, %%; number, sum in %s"
	regimes := []string{}
	for _, r := range signals.Regimes() {
		regimes = append(regimes, word(r.String()))
	}
	classes := []string{}
	for _, k := range signals.RiskClasses() {
		classes = append(classes, word(k.String()))
	}
	a := in.group(fmt.Sprintf(words, "regime", in.money()), regimes, func(t Trade) int { return int(t.Regime) - 1 })
	b := in.group(fmt.Sprintf(words, "risk class", in.money()), classes, func(t Trade) int { return int(t.Class) - 1 })
	low, high := draw.Axis{Zero: true}.Limits(append(append([]draw.Layer{}, a.Layers[:2]...), b.Layers[:2]...), false)
	for _, p := range []*draw.Panel{&a, &b} {
		air := high - low
		p.X.Min, p.X.Max, p.X.Until = low, high+float64(0.7*air), high // room for the words
		for k := range p.Layers {
			if p.Layers[k].Kind == draw.Labels {
				for i := range p.Layers[k].Points {
					p.Layers[k].Points[i].X = high + float64(0.04*air)
				}
			}
		}
	}
	a.Bare = true
	c.Panels = []draw.Panel{a, b}
	rated := false
	for _, t := range in.Baseline.Trades {
		rated = rated || t.Rated
	}
	switch {
	case len(in.Baseline.Trades) == 0:
		c.Missing = in.bare()
	case !rated:
		c.Missing = "No trade has a regime or a risk class."
	}
	for _, p := range c.Panels {
		for _, l := range p.Layers {
			if l.Kind == draw.Labels {
				for _, q := range l.Points {
					c.Alt += p.Y.Names[int(q.Y+0.5)] + ": " + q.Text + ". "
				}
			}
		}
	}
	return c
}

// group is a panel with a row for each name and in it a mark for each arm.
func (in *Input) group(label string, names []string, of func(Trade) int) draw.Panel {
	p := draw.Panel{Label: label, Height: 25 * float64(len(names)), X: draw.Axis{}, Y: draw.Axis{Scale: draw.Names, Names: names, Down: true}}
	arms := in.arms()
	p.Layers = make([]draw.Layer, 0, 3*len(arms)+1)
	var marks, bars, texts []draw.Layer
	for k, a := range arms {
		y := float64(float64(k)*0.4) - float64(0.2*float64(len(arms)-1))
		mark := draw.Layer{Kind: draw.Dots, Name: a.Name, Role: a.Role, Width: 2.6}
		bar := draw.Layer{Kind: draw.Whiskers, Role: a.Role, Width: 1.1}
		text := draw.Layer{Kind: draw.Labels, Role: a.Role, Place: draw.Right}
		rows := make([][]Trade, len(names))
		for _, t := range a.Trades {
			if i := of(t); t.Rated && i >= 0 && i < len(rows) {
				rows[i] = append(rows[i], t)
			}
		}
		for i, trades := range rows {
			if len(trades) == 0 {
				continue
			}
			at := float64(i) + y
			said := fmt.Sprintf("n = %s, Σ %s", draw.Whole(len(trades)), draw.Rough(total(trades)))
			if len(trades) < metrics.Few {
				said += ", too few"
			} else {
				m, half := clusteredMean(trades)
				mark.Points = append(mark.Points, draw.Point{X: 100 * m, Y: at})
				bar.Points = append(bar.Points, draw.Point{X: 100 * (m - half), X2: 100 * (m + half), Y: at, Y2: at})
			}
			text.Points = append(text.Points, draw.Point{Y: at, Text: said})
		}
		marks, bars, texts = append(marks, mark), append(bars, bar), append(texts, text)
	}
	if len(arms) == 1 {
		marks, bars = append(marks, draw.Layer{}), append(bars, draw.Layer{Kind: draw.Whiskers})
	}
	p.Layers = append(append(append(p.Layers, bars...), marks...), texts...)
	return rule0(p)
}

// rule0 adds a line at 0.
func rule0(p draw.Panel) draw.Panel {
	p.Layers = append(p.Layers, draw.Layer{Kind: draw.Rules, Role: draw.Axes, Width: 0.6, Points: []draw.Point{draw.Upright(0, "")}})
	return p
}

func total(trades []Trade) (sum float64) {
	for _, t := range trades {
		sum += t.ProfitAbs
	}
	return sum
}
