package selftest

import (
	"math"
	"math/rand/v2"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// A trial is a kind of world and mask before it is run, with what is claimed of it.
type trial struct {
	world, mask string
	make        func(rng *rand.Rand) *world
	claim       claim
}

// A claim says what the figures of a trial are held against.
type claim uint

const (
	useless   claim = 1 << iota // HELPS and HURTS for profit at the level
	quick                       // nothing is slow: rates not far below the level, intervals at theirs
	even                        // neither volatility nor trades a day depend on the mask: risk at the level, too
	strong                      // HELPS for profit is found
	harmful                     // HURTS for profit is found
	milder                      // HELPS for risk is found
	dishonest                   // INVALID always
	near                        // a rate lies near its bound: a full test needs more worlds to tell the two apart
)

// calm is the deviation of a trade where nothing is said of it.
const calm = 0.006

func flat(int, int) float64 { return calm }

// byMask has another deviation on days that the mask marks.
func byMask(rng *rand.Rand, days int, length, share, times float64) *world {
	w := newWorld(days, 2, 1)
	mask := blocks(rng, days, length, often(share))
	w.shutDays(mask)
	w.roll(rng, func(_, i int) float64 {
		if mask[i/w.turns] {
			return times * calm
		}
		return calm
	})
	return w
}

func shaped(length, share, times float64) func(*rand.Rand) *world {
	return func(rng *rand.Rand) *world { return byMask(rng, 600, length, share, times) }
}

// trials are all of them: useless masks where times are equal, where they are not,
// where something is slow, and on several pairs; masks with a period; then those
// that know something, and those that know the future.
func trials() []trial {
	var out []trial
	for _, list := range [][]trial{equalTimes, unequalTimes, slowTimes, manyPairs, periods, knowing, leaks} {
		out = append(out, list...)
	}
	return out
}

var equalTimes = []trial{
	{"equal variance", "single days", shaped(1, 0.1, 1), useless | quick | even},
	{"equal variance", "blocks of 3 days", shaped(3, 0.1, 1), useless | quick | even},
	{"equal variance", "half of all days", shaped(3, 0.5, 1), useless | quick | even},
	{"heavy tails, t(2)", "blocks of 3 days", heavyTails, useless | quick | even},
}

func heavyTails(rng *rand.Rand) *world {
	w := byMask(rng, 600, 3, 0.1, 1)
	w.each(func(p, i int) { // Student's t with 2 degrees: normal/√(χ²/2), χ²/2 exponential
		w.luck[p][i] = max(-0.45, calm/2*portable.Normal(rng)/math.Sqrt(portable.Exponential(rng)))
	})
	return w
}

var unequalTimes = []trial{
	{"mask on volatile days, 3 times", "blocks of 3 days", shaped(3, 0.1, 3), useless | quick},
	{"mask on volatile days, 2 times", "single days", shaped(1, 0.1, 2), useless | quick},
	{"mask on volatile days, 2 times", "half of all days", shaped(3, 0.5, 2), useless | quick},
	{"mask on calm days, 0.3 times", "blocks of 3 days, 30 %", shaped(3, 0.3, 0.3), useless | quick},
	{"mask on calm days, 0.4 times", "half of all days", shaped(3, 0.5, 0.4), useless | quick},
	{"stochastic volatility, common shocks", "volatile days, 3 pairs", stochastic, useless},
	{"volatile and autocorrelated", "blocks of 3 days", volatileRuns, useless},
	{"busy times", "blocks of 3 days on them", busyTimes, useless | quick},
}

// stochastic has a volatility that all pairs share and that is known the day before,
// and half of what comes is common to the pairs.
func stochastic(rng *rand.Rand) *world {
	w := newWorld(600, 2, 3)
	logs := autocorrelated(rng, w.days, 0.95)
	mask := make([]bool, w.days)
	for d := 1; d < w.days; d++ {
		mask[d] = logs[d-1] > 1
	}
	w.shutDays(mask)
	wide := func(d int) float64 { return calm * portable.Exp(0.5*logs[d]) }
	w.roll(rng, func(_, i int) float64 { return wide(i / w.turns) })
	common := make([]float64, w.days)
	for d := range common {
		common[d] = 0.7 * wide(d) * portable.Normal(rng)
	}
	w.add(func(_, d int) float64 { return common[d] })
	return w
}

func volatileRuns(rng *rand.Rand) *world {
	w := byMask(rng, 600, 3, 0.1, 3)
	daily := autocorrelated(rng, w.days, 0.6)
	w.add(func(_, d int) float64 {
		x := 0.7 * calm * daily[d]
		if w.masks[0].Get(d * w.turns * rowsOfTurn) {
			x *= 3
		}
		return x
	})
	return w
}

// busyTimes has four trades on the mask's days and one or two on others.
func busyTimes(rng *rand.Rand) *world {
	w := newWorld(600, 4, 1)
	mask := blocks(rng, w.days, 3, often(0.1))
	w.shutDays(mask)
	w.roll(rng, flat)
	for i := range w.idle[0] {
		w.idle[0][i] = !mask[i/w.turns] && rng.Float64() < 0.6
	}
	return w
}
