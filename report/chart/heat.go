package chart

import (
	"math"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// A heat is a table of values coloured by size, on one scale that is symmetric about
// 0: green above, pink below, grey where there is no value.
type heat struct {
	largest          float64
	gain, loss, none draw.Layer
}

func newHeat(largest float64) *heat {
	return &heat{
		largest: largest,
		gain:    draw.Layer{Kind: draw.Cells, Role: draw.Gain, Alpha: 0.6},
		loss:    draw.Layer{Kind: draw.Cells, Role: draw.Loss, Alpha: 0.6},
		none:    draw.Layer{Kind: draw.Cells, Role: draw.Shade, Alpha: 0.12},
	}
}

// put fills the cell in a column and row.
func (h *heat) put(x, y int, v float64, text string) {
	cell := cellAt(x, y, text)
	switch {
	case v > 0:
		cell.Alpha = h.shade(v)
		h.gain.Points = append(h.gain.Points, cell)
	case v < 0:
		cell.Alpha = h.shade(v)
		h.loss.Points = append(h.loss.Points, cell)
	default:
		h.none.Points = append(h.none.Points, cell)
	}
}

// leave marks a cell that has no value.
func (h *heat) leave(x, y int, text string) {
	h.none.Points = append(h.none.Points, cellAt(x, y, text))
}

func (h *heat) layers() []draw.Layer { return []draw.Layer{h.gain, h.loss, h.none} }

// shade is a cell's opacity: in proportion to its size, always enough to be seen.
func (h *heat) shade(v float64) float64 {
	return math.Round(100*(0.08+float64(0.92*min(1, math.Abs(v)/h.largest)))) / 100
}

// cellAt is the cell in a column and row, with a thin gap around.
func cellAt(x, y int, text string) draw.Point {
	const half = 0.485
	return draw.Point{X: float64(x) - half, X2: float64(x) + half, Y: float64(y) - half, Y2: float64(y) + half, Text: text}
}
