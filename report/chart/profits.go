package chart

import (
	"fmt"
	"math"

	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

var minusInf, plusInf = math.Inf(-1), math.Inf(1)

// profits draws how the trades of each arm end, and below how the blocked ones did
// without the filter.
func profits(in *Input) draw.Chart {
	c := in.begin("How trades end", "blocked: trades of the baseline that the filter refuses")
	if in.Filtered == nil {
		c.Note = in.note()
	}
	c.Missing = in.bare()
	type row struct {
		name   string
		values []float64
	}
	var rows []row
	for _, a := range in.arms() {
		rows = append(rows, row{capital(a.Name), percents(a.Trades, func(Trade) bool { return true })})
	}
	if in.Filtered != nil {
		rows = append(rows, row{"Blocked", percents(in.Baseline.Trades, func(t Trade) bool { return t.Fate == fate.Blocked })})
	}
	b := binsFor(60, []float64{0}, rows[0].values, rows[len(rows)-1].values)
	low, high := b.edges([]float64{0})
	for _, r := range rows {
		more, most := b.edges(r.values)
		low, high = min(low, more), max(high, most)
	}
	for i, r := range rows {
		p := draw.Panel{
			Label: r.name + ": " + outcome(r.values), Height: 62, Bare: i < len(rows)-1,
			X: draw.Axis{Label: "Profit of the trade, %", Min: low, Max: high}, Y: draw.Axis{Zero: true, Whole: true},
			Layers: []draw.Layer{
				{Kind: draw.Rects, Name: "losing or even", Role: draw.Loss, Alpha: 0.9, Gap: air, Points: b.count(r.values, minusInf, math.SmallestNonzeroFloat64)},
				{Kind: draw.Rects, Name: "winning", Role: draw.Gain, Alpha: 0.9, Gap: air, Points: b.count(r.values, math.SmallestNonzeroFloat64, plusInf)},
				{Kind: draw.Rules, Role: draw.Axes, Width: 0.6, Points: []draw.Point{draw.Upright(0, "")}},
			},
		}
		c.Panels = append(c.Panels, p)
		c.Alt += p.Label + ". "
	}
	return c
}

// percents are the profits of some trades in percent.
func percents(trades []Trade, of func(Trade) bool) []float64 {
	var out []float64
	for _, t := range trades {
		if of(t) {
			out = append(out, 100*t.ProfitRatio)
		}
	}
	return out
}

func outcome(values []float64) string {
	if len(values) == 0 {
		return "no trades"
	}
	won, sum := 0, 0.0
	for _, v := range values {
		sum += v
		if v > 0 {
			won++
		}
	}
	n := float64(len(values))
	return fmt.Sprintf("%s, %s %% won, %s %% on average", count(len(values), "trade", "trades"), draw.Number(100*float64(won)/n, 1), draw.Signed(sum/n, 2))
}
