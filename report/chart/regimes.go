package chart

import (
	"fmt"
	"math"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/signals"
)

// ByRegime draws the mean profit of the baseline's trades of every strategy by the
// regime at their signal. A trade that several cells share counts once.
func ByRegime(cells []Input) draw.Chart {
	c := draw.Chart{Name: "regimes", Title: "Profit by strategy and regime"}
	c.Note = fmt.Sprintf("mean profit of a baseline trade, %% · ~ its 90 %% interval holds 0 · none for fewer than %d trades", metrics.Few)
	if len(cells) > 0 && cells[0].Synthetic {
		c.Note += " · synthetic data"
	}
	p := draw.Panel{X: draw.Axis{Scale: draw.Names}, Y: draw.Axis{Scale: draw.Names, Down: true}}
	for _, r := range signals.Regimes() {
		p.X.Names = append(p.X.Names, word(r.String()))
	}
	groups := regimeTrades(cells, &p.Y.Names)
	largest := 0.0
	for _, trades := range groups {
		if len(trades) >= metrics.Few {
			m, _ := clusteredMean(trades)
			largest = max(largest, math.Abs(m))
		}
	}
	h := newHeat(largest)
	for y := range p.Y.Names {
		for x := range p.X.Names {
			trades := groups[[2]int{x, y}]
			m, half := clusteredMean(trades)
			n := "  n = " + draw.Whole(len(trades))
			switch {
			case len(trades) < metrics.Few:
				h.leave(x, y, n[2:])
			case math.Abs(m) <= half:
				h.put(x, y, m, draw.Signed(100*m, 2)+" ~"+n)
			default:
				h.put(x, y, m, draw.Signed(100*m, 2)+n)
			}
		}
	}
	p.Height = 20 * float64(max(1, len(p.Y.Names)))
	p.Layers = h.layers()
	c.Panels = []draw.Panel{p}
	c.Alt = fmt.Sprintf("%s by %d regimes.", count(len(p.Y.Names), "strategy", "strategies"), len(p.X.Names))
	if len(groups) == 0 {
		c.Missing, c.Panels = "No trade has a regime.", nil
	}
	return c
}

// regimeTrades sorts the baselines' trades by column and row: regime and strategy.
func regimeTrades(cells []Input, rows *[]string) map[[2]int][]Trade {
	type id struct {
		row    int
		pair   string
		signal data.Instant
	}
	seen := map[id]bool{}
	groups := map[[2]int][]Trade{}
	for i := range cells {
		y := place(rows, cells[i].Strategy)
		for _, t := range cells[i].Baseline.Trades {
			if k := (id{y, t.Pair, t.Signal}); t.Rated && t.Regime != 0 && !seen[k] {
				seen[k] = true
				at := [2]int{int(t.Regime) - 1, y}
				groups[at] = append(groups[at], t)
			}
		}
	}
	return groups
}
