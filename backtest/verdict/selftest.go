package verdict

import (
	"context"
	"math/rand/v2"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A SelfTest is the whole comparison tried on worlds in which the truth is known.
type SelfTest struct {
	Seed  uint64     `json:"seed"`
	Rows  []SelfLine `json:"rows"`
	Power []SelfLine `json:"power"` // masks that know the losers a little, weakest first
	OK    bool       `json:"ok"`
}

// A SelfLine is one kind of mask in one kind of world.
type SelfLine struct {
	World  string         `json:"world"`
	Mask   string         `json:"mask"`
	Runs   int            `json:"runs"`
	Counts map[Answer]int `json:"answers"`

	Want     Answer  `json:"want"` // the answer whose share is held against the range
	Rate     float64 `json:"rate"`
	RateLo   float64 `json:"rate_lo"` // 95 % interval by Wilson
	RateHi   float64 `json:"rate_hi"`
	Least    float64 `json:"least"`
	Most     float64 `json:"most"`
	Hurts    float64 `json:"hurts_rate"`
	Naive    float64 `json:"improved_rate"`      // share that beat the baseline: what a plain comparison calls success
	Deletion float64 `json:"deletion_pass_rate"` // share with p ≤ 0.05 against random deletion
	Blocked  float64 `json:"blocked_trades"`     // on average
	OK       bool    `json:"ok"`
}

// A trial is a line before it is run.
type trial struct {
	world, mask string
	plan        plan
	draw        draw
	runs        int
	want        Answer
	least, most float64
	both        bool // HURTS must lie in the range too
}

// Useless masks must be called HELPS, and HURTS, at the level of the test.
const (
	falseLow  = 0.03
	falseHigh = 0.07
)

var (
	independent = plan{days: 730, memory: 0, daily: 0.003, noise: 0.006}
	persistent  = plan{days: 730, memory: 0.9, daily: 0.005, noise: 0.002}
	lasting     = plan{days: 1100, memory: 0.9, daily: 0.005, noise: 0.002}
	spacious    = plan{days: 1460, memory: 0, daily: 0.002, noise: 0.006}
)

func trials(quick bool) (rows, power []trial) {
	useless, known, broken := 1000, 500, 50
	if quick {
		known, broken = 100, 10
	}
	const indep, ar = "independent days", "daily profit autocorrelation 0.9"
	rows = []trial{
		{indep, "useless, single days", independent, byDays(1), useless, Helps, falseLow, falseHigh, true},
		{ar, "useless, runs of days", persistent, byDays(3), useless, Helps, falseLow, falseHigh, true},
		{ar, "useless, 20-day blocks", lasting, byDays(20), useless, Helps, falseLow, falseHigh, true},
		{indep, "harmful, half the base odds", spacious, byOdds(300, 0.5), known, Hurts, 0.8, 1, false},
		{indep, "leaky, losers only", spacious, losersOnly, broken, Invalid, 1, 1, false},
		{indep, "constant, shut", spacious, always(true), broken, Invalid, 1, 1, false},
		{indep, "constant, open", spacious, always(false), broken, Invalid, 1, 1, false},
		{indep, "no-op, beside the entries", spacious, beside, broken, Invalid, 1, 1, false},
	}
	for _, s := range []struct {
		name  string
		times float64
		least float64
	}{{"1.25 times", 1.25, 0}, {"1.5 times", 1.5, 0}, {"2 times", 2, 0.8}, {"3 times", 3, 0.8}} {
		power = append(power, trial{indep, "knows losers, " + s.name + " the base odds", spacious, byOdds(300, s.times), known, Helps, s.least, 1, false})
	}
	return rows, power
}

// Check runs the self-test. The quick one tries fewer of the masks that are not
// useless; of those there are always 1,000 a line.
func Check(ctx context.Context, seed uint64, quick bool) (*SelfTest, error) {
	s := &SelfTest{Seed: seed, OK: true}
	rows, power := trials(quick)
	for i, t := range append(rows, power...) {
		line, err := t.run(ctx, seed+uint64(i)<<32)
		if err != nil {
			return nil, err
		}
		if i < len(rows) {
			s.Rows = append(s.Rows, line)
		} else {
			if n := len(s.Power); n > 0 && line.Rate < s.Power[n-1].Rate-0.05 {
				line.OK = false // power grows with what the mask knows
			}
			s.Power = append(s.Power, line)
		}
		s.OK = s.OK && line.OK
	}
	return s, nil
}

// run tries the line's masks, each in a world of its own.
func (t trial) run(ctx context.Context, seed uint64) (SelfLine, error) {
	cells := make([]*Comparison, t.runs)
	errs := make([]error, t.runs)
	err := parallel.Each(ctx, t.runs, func(i int) {
		rng := rand.New(rand.NewPCG(seed, uint64(i)))
		w := newWorld(t.plan.trades(rng))
		cells[i], errs[i] = Cell(ctx, Input{
			Books: []*backtest.Book{w.book}, Mask: []*data.Mask{t.draw(rng, w)},
			Wallet: backtest.DefaultWallet(), Resamples: -1, Within: -1, brief: true,
		})
	})
	line := SelfLine{
		World: t.world, Mask: t.mask, Runs: t.runs, Counts: map[Answer]int{}, Want: t.want, Least: t.least, Most: t.most,
	}
	if err != nil {
		return line, err
	}
	var naive, deletion, blocked int
	for i, c := range cells {
		if errs[i] != nil {
			return line, errs[i]
		}
		line.Counts[c.Verdict.Answer]++
		if c.FixedNotional != nil && c.FixedNotional.Delta > 0 {
			naive++
		}
		if p := c.Twins.Deletion.P; p != nil && *p <= Alpha {
			deletion++
		}
		if c.FixedNotional != nil {
			blocked += c.FixedNotional.Blocked.Trades
		}
	}
	n := float64(t.runs)
	line.Rate, line.Hurts = float64(line.Counts[t.want])/n, float64(line.Counts[Hurts])/n
	line.Naive, line.Deletion, line.Blocked = float64(naive)/n, float64(deletion)/n, float64(blocked)/n
	if iv, ok := stats.Wilson(line.Counts[t.want], t.runs, 0.95); ok {
		line.RateLo, line.RateHi = iv.Lo, iv.Hi
	}
	line.OK = line.Rate >= t.least && line.Rate <= t.most && (!t.both || line.Hurts >= t.least && line.Hurts <= t.most)
	return line, nil
}
