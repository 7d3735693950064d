package selftest

import (
	"math/rand/v2"
	"slices"
)

var leaks = []trial{
	{"leak: the worst trades of a year", "300 of them as a block list", worstTrades, dishonest},
	{"leak: the low of the next bar", "below the 15 % lowest", nextLow, dishonest},
	{"leak: the hour's return at its start", "below the 15 % lowest", hourAhead, dishonest},
	{"leak: the day's return at midnight", "below the 15 % lowest", dayAhead, dishonest},
	{"nothing to compare", "always shut", alwaysShut, dishonest},
	{"nothing to compare", "beside the entries", beside, dishonest},
}

// lucky is a world of equal variance without a mask.
func lucky(rng *rand.Rand, days, turns int) *world {
	w := newWorld(days, turns, 1)
	w.roll(rng, flat)
	return w
}

// worst calls f for the turns of the lowest returns.
func (w *world) worst(count int, f func(turn int)) {
	order := make([]int, w.days*w.turns)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if w.result(0, a) < w.result(0, b) {
			return -1
		}
		return 1
	})
	for _, i := range order[:count] {
		f(i)
	}
}

// worstTrades blocks the entry candles of 300 of about 1,100 trades.
func worstTrades(rng *rand.Rand) *world {
	w := lucky(rng, 365, 3)
	w.worst(300, func(i int) { w.masks[0].Set(signal(i)) })
	return w
}

// nextLow blocks the candle before a low one.
func nextLow(rng *rand.Rand) *world {
	w := lucky(rng, 365, 2)
	w.worst(730*15/100, func(i int) { w.masks[0].Set(i*rowsOfTurn + 1) })
	return w
}

// hourAhead blocks two candles by the return over them and the next one.
func hourAhead(rng *rand.Rand) *world {
	w := lucky(rng, 365, 2)
	w.worst(730*15/100, func(i int) { w.masks[0].SetRange(i*rowsOfTurn, i*rowsOfTurn+2) })
	return w
}

// dayAhead blocks the days of the lowest sums.
func dayAhead(rng *rand.Rand) *world {
	w := lucky(rng, 600, 2)
	sums := make([]float64, w.days)
	for i := range w.days * w.turns {
		sums[i/w.turns] += w.result(0, i)
	}
	low := slices.Sorted(slices.Values(sums))[w.days*15/100]
	days := make([]bool, w.days)
	for d, s := range sums {
		days[d] = s < low
	}
	w.shutDays(days)
	return w
}

func alwaysShut(rng *rand.Rand) *world {
	w := lucky(rng, 200, 2)
	w.masks[0].SetRange(0, w.masks[0].Len())
	return w
}

// beside blocks candles that never carry an entry signal.
func beside(rng *rand.Rand) *world {
	w := lucky(rng, 200, 2)
	for d, on := range blocks(rng, w.days, 3, often(0.1)) {
		if on {
			w.masks[0].SetRange(d*w.turns*rowsOfTurn+2, (d*w.turns+1)*rowsOfTurn)
		}
	}
	return w
}
