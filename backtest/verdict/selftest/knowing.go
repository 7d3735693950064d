package selftest

import "math/rand/v2"

var periods = []trial{
	{"weekends half as volatile", "weekends", weekly(5, 2, 0.5, 0), useless | quick},
	{"weekends twice as volatile", "weekends", weekly(5, 2, 2, 0), useless | quick},
	{"equal variance", "Mondays", weekly(0, 1, 1, 0), useless | quick},
	{"equal variance", "the first hours of the day", hourly(1, 0), useless | quick},
	{"first hours twice as volatile", "the first hours of the day", hourly(2, 0), useless | quick},
	{"Mondays 15 bp worse", "Mondays", weekly(0, 1, 1, 0.0015), strong},
	{"first hours 20 bp worse", "the first hours of the day", hourly(1, 0.002), strong},
}

// weekly has a mask of so many days of the week from one on, 0 for Monday.
func weekly(first, count int, times, worse float64) func(*rand.Rand) *world {
	return func(rng *rand.Rand) *world {
		w := newWorld(546, 2, 1)
		in := func(i int) bool { d := i / w.turns % 7; return d >= first && d < first+count }
		w.marked(rng, in, times, worse)
		return w
	}
}

// hourly has a mask of the first turn of every day.
func hourly(times, worse float64) func(*rand.Rand) *world {
	return func(rng *rand.Rand) *world {
		w := newWorld(150, 4, 1)
		w.marked(rng, func(i int) bool { return i%w.turns == 0 }, times, worse)
		return w
	}
}

// marked shuts turns of another volatility that are so much worse.
func (w *world) marked(rng *rand.Rand, in func(turn int) bool, times, worse float64) {
	w.each(func(p, i int) {
		if in(i) {
			w.shut(p, i)
		}
	})
	w.roll(rng, func(_, i int) float64 {
		if in(i) {
			return times * calm
		}
		return calm
	})
	if worse != 0 {
		w.expect(func(_, i int) float64 {
			if in(i) {
				return -worse
			}
			return 0
		})
	}
}

var knowing = []trial{
	{"refused trades 6 bp worse", "blocks of 3 days", selecting(0.0006), 0},
	{"refused trades 12 bp worse", "blocks of 3 days", selecting(0.0012), 0},
	{"refused trades 25 bp worse", "blocks of 3 days", selecting(0.0025), strong},
	{"refused trades 25 bp better", "blocks of 3 days", selecting(-0.0025), harmful},
	{"only cuts risk", "days 3 times as volatile", func(rng *rand.Rand) *world { return byMask(rng, 900, 3, 0.1, 3) }, useless | quick | milder},
}

// selecting has a mask whose trades are so much worse than others.
func selecting(worse float64) func(*rand.Rand) *world {
	return func(rng *rand.Rand) *world {
		w := byMask(rng, 900, 3, 0.1, 1)
		w.expect(func(_, i int) float64 {
			if w.masks[0].Get(i * rowsOfTurn) {
				return -worse
			}
			return 0
		})
		return w
	}
}
