package stacked

import (
	"math"

	"github.com/remora-bt/remora-bt/backtest"
)

// places is the decimals to which freqtrade writes amounts.
const places = 1e8

// sure is how many amounts must be even, or multiples of 5, before the step is
// taken to be so and not the amounts by chance.
const sure = 20

// amountStep is the greatest step that all amounts are multiples of: a power of
// ten, or 2 or 5 times one.
func amountStep(given []backtest.Given) float64 {
	common, n := uint64(0), 0
	for i := range given {
		first := given[i].Amount
		if len(given[i].Legs) > 0 {
			first = given[i].Legs[0].Amount
		}
		if x := math.Round(first * places); x >= 1 && x < 1<<63 {
			common, n = divisor(common, uint64(x)), n+1
		}
	}
	if common == 0 {
		return 1 / places
	}
	step := uint64(1)
	for common%(step*10) == 0 && step < places*backtest.MostAmountStep {
		step *= 10
	}
	for _, by := range []uint64{5, 2} {
		if n >= sure && common%(step*by) == 0 {
			step *= by
			break
		}
	}
	return float64(step) / places
}

func divisor(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
