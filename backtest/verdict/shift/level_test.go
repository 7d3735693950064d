package shift_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A truth is a world whose days are drawn beforehand, and a mask of whole days that
// knows nothing of what is drawn. Every day has two trades.
type truth struct {
	name string
	days int
	mask func(rng *rand.Rand, days int) []bool
	// mean and deviation of the day's trades, given the mask
	mean func(d int, shut bool) float64
	wide func(d int, shut bool) float64
}

// blocks are runs of shut days of about the given length.
func blocks(length int, share float64) func(rng *rand.Rand, days int) []bool {
	return func(rng *rand.Rand, days int) []bool {
		out := make([]bool, days)
		on := rng.Float64() < share
		for d := range out {
			out[d] = on
			if on && rng.Float64() < 1/float64(length) || !on && rng.Float64() < share/(1-share)/float64(length) {
				on = !on
			}
		}
		return out
	}
}

func flat(int, bool) float64 { return -0.2 }

func one(int, bool) float64 { return 1 }

// denseBefore is shut for so much of the days of the first half, and for a tenth of
// that in the second.
func denseBefore(share float64) func(rng *rand.Rand, days int) []bool {
	return func(rng *rand.Rand, days int) []bool {
		return append(blocks(4, share)(rng, days/2), blocks(4, share/10)(rng, days-days/2)...)
	}
}

// before is one mean in the first half of 1,400 days and another in the second.
func before(first, second float64) func(int, bool) float64 {
	return func(d int, _ bool) float64 {
		if d < 700 {
			return first
		}
		return second
	}
}

// False answers of either side stay near the level, whatever the mask follows; the
// interval holds the truth, which is 0. A plain sum says HELPS in 12 to 33 % of the
// worlds in which the mask sits in volatile times or in one era.
func TestLevel(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of worlds")
	}
	const worlds = 300
	for _, w := range []truth{
		{"equal variance", 900, blocks(1, 0.1), flat, func(int, bool) float64 { return 1 }},
		{"mask on volatile days", 900, blocks(3, 0.1), flat, func(_ int, shut bool) float64 {
			if shut {
				return 3
			}
			return 1
		}},
		{"mask on calm days", 900, blocks(3, 0.3), flat, func(_ int, shut bool) float64 {
			if shut {
				return 0.3
			}
			return 1
		}},
		{"dense in a bad era", 1400, denseBefore(0.3), before(-0.3, 0), one},
	} {
		t.Run(w.name, func(t *testing.T) {
			helps, hurts, holds, judged := w.rates(t, worlds)
			t.Logf("of %d worlds %d HELPS, %d HURTS; the interval holds the truth in %d", judged, helps, hurts, holds)
			for side, k := range map[string]int{"HELPS": helps, "HURTS": hurts} {
				if iv, ok := stats.Wilson(k, judged, 0.99); !ok || iv.Lo > 0.1 || iv.Hi < 0.03 || float64(k) > 0.1*float64(judged) {
					t.Errorf("false %s in %d of %d worlds", side, k, judged)
				}
			}
			if float64(holds) < 0.82*float64(judged) {
				t.Errorf("the interval holds the truth in %d of %d worlds", holds, judged)
			}
		})
	}
}

// A break of the mean on the very day on which the mask gets rarer is what windows of
// 180 days cannot follow: near it a mean over both eras stands in for either, and the
// mask is paid for the era. With a break of one deviation of a trade HELPS is said in
// 15 % of such worlds in which nothing was chosen; docs/methods.md says so. HURTS keeps
// its level.
func TestLevelAtABreak(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of worlds")
	}
	w := truth{"", 1400, denseBefore(0.3), before(-0.8, 0.2), one}
	helps, hurts, holds, judged := w.rates(t, 300)
	t.Logf("of %d worlds %d HELPS, %d HURTS; the interval holds the truth in %d", judged, helps, hurts, holds)
	if share := float64(helps) / float64(judged); share < 0.10 || share > 0.21 {
		t.Errorf("HELPS in %.1f %% of worlds with a break, documented 15 %%", 100*share)
	}
	if float64(hurts) > 0.1*float64(judged) {
		t.Errorf("HURTS in %d of %d worlds", hurts, judged)
	}
}

// rates counts false answers, and intervals that hold the truth, which is 0.
func (w *truth) rates(t *testing.T, worlds int) (helps, hurts, holds, judged int) {
	t.Helper()
	for i := range worlds {
		x := w.run(t, uint64(i))
		if !x.Bounded {
			continue
		}
		judged++
		if x.P <= shift.Level {
			helps++
		}
		if x.PWorse <= shift.Level {
			hurts++
		}
		if x.Lo <= 0 && x.Hi >= 0 {
			holds++
		}
	}
	return helps, hurts, holds, judged
}

func (w *truth) run(t *testing.T, seed uint64) shift.Test {
	rng := rand.New(rand.NewPCG(seed, 21))
	mask := w.mask(rng, w.days)
	l := shift.Line{Profit: make([]shift.Money, w.days), Trades: make([]int32, w.days)}
	for d := range w.days {
		l.Trades[d] = 2
		for range 2 {
			l.Profit[d] += shift.Money(math.Round(1e8 * (w.mean(d, mask[d]) + w.wide(d, mask[d])*rng.NormFloat64())))
		}
	}
	p := shift.Panel{Window: shift.Around, Placebos: w.days - 13, Bare: true}
	p.Parts = []shift.Part{{Lines: []shift.Line{l}, Walk: func() shift.Walk {
		out := make([][]shift.Change, 1)
		return func(i int) [][]shift.Change {
			by := i + 6
			if i == 0 {
				by = 0
			}
			out[0] = out[0][:0]
			for d := range w.days {
				if mask[(d-by+w.days)%w.days] {
					out[0] = append(out[0], shift.Change{Day: int32(d), Trades: -2, Refused: 2, Profit: -l.Profit[d]})
				}
			}
			return out
		}
	}}}
	o, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o.Test[shift.Profit]
}
