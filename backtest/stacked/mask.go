package stacked

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// MaskOf writes down which rows of the tapes a filter blocks, for freqtrade
// to refuse by.
func MaskOf(tapes []*data.Tape, masks []*data.Mask, refuse Side) freqtrade.Mask {
	out := freqtrade.Mask{Step: tapes[0].Step, Sides: []string{"long", "short"}, Refused: map[string][][2]data.Instant{}}
	if refuse != Both {
		out.Sides = []string{sides[refuse]}
	}
	for i, tape := range tapes {
		var stretches [][2]data.Instant
		for from, to := range masks[i].Stretches() {
			stretches = append(stretches, [2]data.Instant{tape.Time(from), tape.Time(to - 1)})
		}
		out.Refused[tape.Pair] = stretches
	}
	return out
}
