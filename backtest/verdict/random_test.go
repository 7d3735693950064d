package verdict_test

import (
	"math/rand/v2"

	"github.com/remora-bt/remora-bt/backtest"
)

// randomMask blocks runs of rows of about the given mean length, or single rows.
func randomMask(rng *rand.Rand, books []*backtest.Book, length float64, share float64) [][]bool {
	out := make([][]bool, len(books))
	for i, b := range books {
		row := make([]bool, b.Tape.Len())
		on := rng.Float64() < share
		for r := range row {
			row[r] = on
			if leave := 1 / length; on && rng.Float64() < leave || !on && rng.Float64() < leave*share/(1-share) {
				on = !on
			}
		}
		out[i] = row
	}
	return out
}
