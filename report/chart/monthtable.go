package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// monthTable draws the return of each month as a table of years by months, of a short
// run of each day as weeks by days, one for each arm, coloured on one scale that is
// symmetric about 0.
func monthTable(in *Input) draw.Chart {
	s := in.split()
	c := in.begin(fmt.Sprintf("Return by %s and %s", s.unit, strings.ToLower(s.whole)), "%, equity marked to market")
	largest := 0.0
	for _, a := range in.arms() {
		for _, m := range a.returns(s) {
			largest = max(largest, math.Abs(m.value))
		}
	}
	for k, a := range in.arms() {
		p := a.table(s, largest)
		p.X = draw.Axis{Scale: draw.Names, Names: append(slices.Clone(s.columns), s.whole)}
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

// table lays months or days out; the last column is the row's return.
func (a *Arm) table(s *split, largest float64) draw.Panel {
	p := draw.Panel{Y: draw.Axis{Scale: draw.Names, Down: true, Names: s.rows}, Height: 15 * float64(len(s.rows))}
	h, decimals := newHeat(largest), 1
	if largest < 1 {
		decimals = 2
	}
	put := func(x, y int, v float64) { h.put(x, y, v, draw.Number(v, decimals)) }
	total, defined := 1.0, false
	returns := a.returns(s)
	for i, m := range returns {
		if i == 0 || returns[i-1].row != m.row {
			total, defined = 1, false
		}
		if m.ok && len(a.Equity) > 0 {
			put(m.column, m.row, m.value)
			total *= 1 + m.value/100
			defined = true
		}
		if defined && (i+1 == len(returns) || returns[i+1].row != m.row) {
			put(len(s.columns), m.row, 100*(total-1))
		}
	}
	p.Layers = h.layers()
	return p
}
