package chart

import (
	"fmt"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// A Lift is a cell of a grid: what a filter gained on a strategy over a period
// beyond its placebos.
type Lift struct {
	Row, Column string
	Value       *float64 // quote asset at a fixed stake; nil if there is no valid test
	Clear       bool     // not noise, after correction for the number of cells
}

// Lifts are the cells of a grid, rows by strategy, and by filter and pairs where
// those differ, columns by period.
func Lifts(g *verdict.Grid) []Lift {
	differ := func(of func(verdict.GridCell) string) bool {
		return slices.ContainsFunc(g.Cells, func(k verdict.GridCell) bool { return of(k) != of(g.Cells[0]) })
	}
	pairs := func(k verdict.GridCell) string { return listed(k.Pairs) }
	filter := func(k verdict.GridCell) string { return k.Filter }
	out := make([]Lift, len(g.Cells))
	for i, k := range g.Cells {
		l := Lift{Row: k.Strategy, Column: period(k), Value: k.Lift}
		if differ(filter) {
			l.Row += " " + filter(k)
		}
		if differ(pairs) {
			l.Row += " " + pairs(k)
		}
		l.Clear = k.Verdict.Answer == verdict.Helps || k.Verdict.Answer == verdict.Hurts
		if k.Verdict.Answer == verdict.Invalid {
			l.Value = nil
		}
		out[i] = l
	}
	return out
}

// period names a cell's time: the year where it is one, else its first and last
// month.
func period(k verdict.GridCell) string {
	from, to := k.From.Time(), k.To.Time()
	if from.Year() == to.Year() && from.YearDay() < 15 && to.YearDay() > 350 {
		return from.Format("2006")
	}
	return from.Format("2006-01") + "–" + to.Format("2006-01")
}

// LiftGrid draws the lift of every cell, rows and columns in the order in which they
// come.
func LiftGrid(lifts []Lift, currency string, synthetic bool) Chart {
	c := Chart{Name: "grid", Title: "Lift of every cell over its placebos"}
	c.Note = fmt.Sprintf("%s at a fixed stake · ~ noise after correction for %s · – no valid test", currency, count(len(lifts), "cell", "cells"))
	if synthetic {
		c.Note += " · synthetic data"
	}
	p := Panel{X: Axis{Scale: Names}, Y: Axis{Scale: Names, Down: true}}
	largest, clear := 0.0, 0
	for _, l := range lifts {
		if l.Value != nil {
			largest = max(largest, math.Abs(*l.Value))
		}
	}
	h := newHeat(largest)
	for _, l := range lifts {
		x, y := place(&p.X.Names, l.Column), place(&p.Y.Names, l.Row)
		switch {
		case l.Value == nil:
			h.leave(x, y, "–")
		case l.Clear:
			h.put(x, y, *l.Value, precise(*l.Value))
			clear++
		default:
			h.put(x, y, *l.Value, precise(*l.Value)+" ~")
		}
	}
	p.Height = 20 * float64(max(1, len(p.Y.Names)))
	p.Layers = h.layers()
	c.Panels = []Panel{p}
	c.Finding = fmt.Sprintf("%d of %s stand out from noise", clear, count(len(lifts), "cell", "cells"))
	c.Alt = c.Finding
	if len(lifts) == 0 {
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
