package chart

import (
	"fmt"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// A Choice is a cell of a grid: what a filter chose on a strategy over a period.
type Choice struct {
	Row, Column string
	Value       *float64 // quote asset at a fixed stake; nil if there is no valid test
	Answer      string   // in short; "" for a cell that is not counted, which has no colour
	Clear       bool     // it helps or hurts, after correction for the number of cells
}

// ChoiceGrid draws what was chosen in every cell, rows and columns in the order in which
// they come.
func ChoiceGrid(cells []Choice, currency string, synthetic bool) draw.Chart {
	c := draw.Chart{Name: "grid", Title: "What the filter chose, cell by cell"}
	counted := 0
	for _, k := range cells {
		if k.Value != nil && k.Answer != "" {
			counted++
		}
	}
	c.Note = fmt.Sprintf("%s at a fixed stake, with the answer for profit after correction for %s · – no valid test", currency, count(counted, "counted cell", "counted cells"))
	if counted < len(cells) {
		c.Note += " · grey: not counted, no answer"
	}
	if synthetic {
		c.Note += " · synthetic data"
	}
	p := draw.Panel{X: draw.Axis{Scale: draw.Names}, Y: draw.Axis{Scale: draw.Names, Down: true}}
	largest, clear := 0.0, 0
	for _, k := range cells {
		if k.Value != nil && k.Answer != "" {
			largest = max(largest, math.Abs(*k.Value))
		}
	}
	h := newHeat(largest)
	for _, k := range cells {
		x, y := place(&p.X.Names, k.Column), place(&p.Y.Names, k.Row)
		switch {
		case k.Value == nil:
			h.leave(x, y, "–")
		case k.Answer == "":
			h.leave(x, y, draw.Precise(*k.Value))
		default:
			h.put(x, y, *k.Value, draw.Precise(*k.Value)+"  "+k.Answer)
		}
		if k.Clear {
			clear++
		}
	}
	p.Height = 20 * float64(max(1, len(p.Y.Names)))
	p.Layers = h.layers()
	c.Panels = []draw.Panel{p}
	c.Finding = fmt.Sprintf("%d of %s %s", clear, count(counted, "counted cell", "counted cells"), map[bool]string{true: "helps or hurts", false: "help or hurt"}[clear == 1])
	c.Alt = c.Finding
	if len(cells) == 0 {
		c.Missing, c.Panels = "There are no cells.", nil
	}
	return c
}

// place is the index of a name in a list, to which it is added if it is new.
func place(names *[]string, name string) int {
	i := slices.Index(*names, name)
	if i < 0 {
		i = len(*names)
		*names = append(*names, name)
	}
	return i
}
