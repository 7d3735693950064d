package sweep

import (
	"math"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
)

// findPeriods marks the thresholds whose mask follows the hours or the weekdays: such
// a mask is no other at another day, and is judged by a run.
func (a *attempt) findPeriods() {
	if a.lanes.Unit() != data.Instant(data.Day) {
		return
	}
	suspects := make([]bool, len(a.thresholds))
	for _, days := range []int{1, 7} {
		least := make([]float64, len(a.thresholds))
		for j := range least {
			least[j] = math.Inf(1)
		}
		for i := range a.Books {
			repeats(a.ladder.Levels(i), days*a.lanes.Span(i).Unit, least)
		}
		for j, phi := range least {
			suspects[j] = suspects[j] || phi >= shift.Periodic && !math.IsInf(phi, 1)
		}
	}
	for j, suspect := range suspects {
		if suspect {
			a.about[j].period, _ = shift.Recognise(a.rows(j), a.lanes.Span(0).Unit)
		}
	}
}

// rows are the masks at a threshold from the midnight of the first tested day on.
func (a *attempt) rows(j int) [][]bool {
	out := make([][]bool, len(a.Books))
	for i := range out {
		levels := a.ladder.Levels(i)
		out[i] = make([]bool, len(levels))
		for row, l := range levels {
			out[i][row] = int(l) > j
		}
	}
	return out
}

// repeats lowers least to φ of every threshold's mask and itself some rows later, as
// shift.Recognise takes it, from one look at the rows.
func repeats(levels []uint16, lag int, least []float64) {
	if lag < 1 || len(levels) < 2*lag {
		return
	}
	n := len(levels) - lag
	top := len(least) + 1
	both, now, later := make([]int, top), make([]int, top), make([]int, top)
	for i := range n {
		a, b := levels[i], levels[i+lag]
		now[a]++
		later[b]++
		both[min(a, b)]++
	}
	var x, y, z float64 // marked at both rows, at the first, at the second
	for level := top - 1; level >= 1; level-- {
		x, y, z = x+float64(both[level]), y+float64(now[level]), z+float64(later[level])
		all := float64(n)
		if bottom := math.Sqrt(y * (all - y) * z * (all - z)); bottom > 0 {
			least[level-1] = min(least[level-1], (float64(x*all)-float64(y*z))/bottom)
		}
	}
}
