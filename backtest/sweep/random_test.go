package sweep_test

import (
	"math/rand/v2"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/data"
)

// randomDials are scores that hold for some rows, with ties, gaps and rows that are
// shut anyway.
func randomDials(rng *rand.Rand, books []*backtest.Book, length float64) []sweep.Dial {
	out := make([]sweep.Dial, len(books))
	for i, b := range books {
		d := sweep.Dial{Risk: make([]float64, b.Tape.Len()), Shut: make([]bool, b.Tape.Len())}
		risk, shut := 0.5, false
		for r := range d.Risk {
			if rng.Float64() < 1/length {
				risk = float64(rng.IntN(21)) / 20
				shut = rng.Float64() < 0.05
				if rng.Float64() < 0.1 {
					risk = -1
				}
			}
			d.Risk[r], d.Shut[r] = risk, shut
		}
		out[i] = d
	}
	return out
}

func masks(dials []sweep.Dial, threshold float64) []*data.Mask {
	out := make([]*data.Mask, len(dials))
	for i, d := range dials {
		out[i] = d.Blocked(threshold)
	}
	return out
}
