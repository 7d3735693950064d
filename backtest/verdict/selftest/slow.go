package selftest

import (
	"math/rand/v2"

	"github.com/remora-bt/remora-bt/internal/portable"
)

var slowTimes = []trial{
	{"two eras", "dense in the bad one", eras(-0.003, 3), useless | even | near},
	{"two eras", "dense in the good one", eras(+0.003, 3), useless | even | near},
	{"long rare blocks", "20 days", longBlocks(0), useless},
	{"long rare blocks in a bad era", "20 days", longBlocks(-0.003), useless},
	{"slow volatility and slow mean", "follows the volatility", slowBoth, useless},
	{"daily autocorrelation 0.9", "single days", remembering(1), useless | even},
	{"daily autocorrelation 0.9", "blocks of 20 days", remembering(20), useless | even},
}

// eras has a first half of another mean, in which the mask is ten times as often shut.
func eras(mean, length float64) func(*rand.Rand) *world {
	return func(rng *rand.Rand) *world {
		w := newWorld(900, 2, 1)
		first := func(d int) bool { return d < w.days/2 }
		w.shutDays(blocks(rng, w.days, length, func(d int) float64 {
			if first(d) {
				return 0.3
			}
			return 0.03
		}))
		w.roll(rng, flat)
		w.expect(func(_, i int) float64 {
			if first(i / w.turns) {
				return mean
			}
			return 0
		})
		return w
	}
}

// longBlocks are few and long; with a bad era, most of them lie within it.
func longBlocks(bad float64) func(*rand.Rand) *world {
	return func(rng *rand.Rand) *world {
		w := newWorld(1100, 2, 1)
		era := func(d int) bool { return bad != 0 && d >= w.days/3 && d < 2*w.days/3 }
		w.shutDays(blocks(rng, w.days, 20, func(d int) float64 {
			switch {
			case bad == 0:
				return 0.1
			case era(d):
				return 0.2
			}
			return 0.05
		}))
		w.roll(rng, flat)
		if bad != 0 {
			w.expect(func(_, i int) float64 {
				if era(i / w.turns) {
					return bad
				}
				return 0
			})
		}
		return w
	}
}

// slowBoth has a volatility and a mean that take months to change; the mask is shut
// more often where it is volatile.
func slowBoth(rng *rand.Rand) *world {
	w := newWorld(900, 2, 1)
	logs, means := autocorrelated(rng, w.days, 0.99), autocorrelated(rng, w.days, 0.99)
	w.shutDays(blocks(rng, w.days, 3, func(d int) float64 { return 0.3 / (1 + portable.Exp(-2*logs[d])) }))
	w.roll(rng, func(_, i int) float64 { return calm * portable.Exp(0.5*logs[i/w.turns]) })
	w.add(func(_, d int) float64 { return float64(0.002 * means[d]) })
	return w
}

// remembering has days that hang together.
func remembering(length float64) func(*rand.Rand) *world {
	return func(rng *rand.Rand) *world {
		w := newWorld(900, 2, 1)
		w.shutDays(blocks(rng, w.days, length, often(0.1)))
		w.roll(rng, func(int, int) float64 { return 0.002 })
		daily := autocorrelated(rng, w.days, 0.9)
		w.add(func(_, d int) float64 { return 0.005 * daily[d] })
		return w
	}
}

var manyPairs = []trial{
	{"pairs of different means", "mostly on the worst pair", differentPairs, useless | quick},
	{"shared slots, 3 pairs in 2", "blocks of 3 days, each pair its own", sharedSlots, useless | quick | even},
	{"refills, trades of two days", "blocks of 3 days", refills, useless | quick},
}

func differentPairs(rng *rand.Rand) *world {
	w := newWorld(600, 2, 3)
	means, shares := [...]float64{-0.004, 0, 0.003}, [...]float64{0.3, 0.1, 0.05}
	w.ownBlocks(rng, shares)
	w.roll(rng, flat)
	w.each(func(p, i int) { w.expected[p][i] = means[p] }) // equal for each pair: z of it is 0
	return w
}

// ownBlocks gives every pair blocks of its own.
func (w *world) ownBlocks(rng *rand.Rand, shares [3]float64) {
	for p := range w.pairs {
		mask := blocks(rng, w.days, 3, often(shares[p]))
		for i := range w.days * w.turns {
			if mask[i/w.turns] {
				w.shut(p, i)
			}
		}
	}
}

func sharedSlots(rng *rand.Rand) *world {
	w := newWorld(600, 2, 3)
	w.slots = 2
	w.ownBlocks(rng, [...]float64{0.1, 0.1, 0.1})
	w.roll(rng, flat)
	w.each(func(p, i int) { w.idle[p][i] = rng.Float64() < 0.3 })
	return w
}

// refills has trades that last up to two days: the entry that a block refuses is made
// up for by a later one, shorter.
func refills(rng *rand.Rand) *world {
	w := newWorld(900, 2, 1)
	w.hold = 4
	w.shutDays(blocks(rng, w.days, 3, often(0.1)))
	w.roll(rng, func(int, int) float64 { return calm / 2 })
	w.expect(func(int, int) float64 { return 0.0001 })
	return w
}
