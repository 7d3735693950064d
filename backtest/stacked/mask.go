package stacked

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// MaskOf writes down which rows of the books' tapes a filter blocks, for freqtrade
// to refuse by.
func MaskOf(tapes []*data.Tape, mask [][]bool, refuse Side) freqtrade.Mask {
	out := freqtrade.Mask{Step: tapes[0].Step, Sides: []string{"long", "short"}, Refused: map[string][][2]data.Instant{}}
	if refuse != Both {
		out.Sides = []string{sides[refuse]}
	}
	for i, tape := range tapes {
		var stretches [][2]data.Instant
		for row, blocked := range mask[i] {
			at := tape.Time(row)
			switch {
			case !blocked:
			case row > 0 && mask[i][row-1]:
				stretches[len(stretches)-1][1] = at
			default:
				stretches = append(stretches, [2]data.Instant{at, at})
			}
		}
		out.Refused[tape.Pair] = stretches
	}
	return out
}
