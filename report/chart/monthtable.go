package chart

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// monthTable draws the return of each month as a table of years by months, one for
// each arm, coloured on one scale that is symmetric about 0.
func monthTable(in *Input) draw.Chart {
	c := in.begin("Return by month and year", "%, equity marked to market")
	months := in.months()
	largest := 0.0
	for _, a := range in.arms() {
		for _, m := range a.returns(months) {
			largest = max(largest, math.Abs(m.value))
		}
	}
	names := make([]string, 13)
	for i := range 12 {
		names[i] = time.Month(i + 1).String()[:3]
	}
	names[12] = "Year"
	for k, a := range in.arms() {
		p := a.table(a.returns(months), largest)
		p.X = draw.Axis{Scale: draw.Names, Names: names}
		p.Bare = k < len(in.arms())-1
		p.Label = capital(a.Name)
		c.Panels = append(c.Panels, p)
		if len(a.Equity) == 0 {
			c.Missing = "The run was not marked to market."
		}
	}
	c.Alt = fmt.Sprintf("Returns from %s to %s %%.", draw.Number(-largest, 1), draw.Number(largest, 1))
	return c
}

// table lays months out; the last column is the year's return.
func (a *Arm) table(returns []monthReturn, largest float64) draw.Panel {
	p := draw.Panel{Y: draw.Axis{Scale: draw.Names, Down: true}}
	h, decimals := newHeat(largest), 1
	if largest < 1 {
		decimals = 2
	}
	put := func(x, y int, v float64) { h.put(x, y, v, draw.Number(v, decimals)) }
	total, defined := 1.0, false
	for i, m := range returns {
		row := m.year - returns[0].year
		if row == len(p.Y.Names) {
			p.Y.Names = append(p.Y.Names, strconv.Itoa(m.year))
			total, defined = 1, false
		}
		if m.ok && len(a.Equity) > 0 {
			put(int(m.name)-1, row, m.value)
			total *= 1 + m.value/100
			defined = true
		}
		if defined && (i+1 == len(returns) || returns[i+1].year != m.year) {
			put(12, row, 100*(total-1))
		}
	}
	p.Height = 15 * float64(len(p.Y.Names))
	p.Layers = h.layers()
	return p
}
