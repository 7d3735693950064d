package verdict

import (
	"cmp"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
)

// Stress says what remains of the lift under small changes.
type Stress struct {
	Delays   []Delay    `json:"delays"`
	Months   []MonthOut `json:"without_month"` // months in which the difference is not 0
	Fragile  []string   `json:"fragile"`       // months without which the verdict of the placebo test changes
	Exposure Exposure   `json:"exposure_matched"`
}

// A Delay is the mask some candles late: what a filter is worth whose inputs
// arrive that much later. Its placebos are those of the mask itself.
type Delay struct {
	Candles int `json:"candles"`
	Test
}

// delays are the candles by which the mask is made late.
var delays = [...]int{1, 2, 12}

// A MonthOut is the profit without the trades closed in one month, in both arms
// and in every placebo.
type MonthOut struct {
	Month string   `json:"month"`
	Share *float64 `json:"share"` // of the whole difference that this month makes
	Test
}

// Exposure holds the filtered arm against a baseline made smaller until it is as
// long in the market. Fixed notional, so that time in trades is exposure.
type Exposure struct {
	Baseline float64  `json:"baseline_days"` // time in trades
	Filtered float64  `json:"filtered_days"`
	Scale    *float64 `json:"scale"`          // filtered/baseline
	Scaled   *float64 `json:"scaled_profit"`  // baseline profit · scale
	Beyond   *float64 `json:"beyond_scaling"` // filtered profit − scaled
}

func (c *cell) stress() {
	s := &c.out.Stress
	placebo := c.placeboProfits()
	for _, d := range delays {
		sums := c.lanes.Walker().Sums(c.laid.Delayed(d), 0)
		s.Delays = append(s.Delays, Delay{d, judge(sums.Profit.Float(), placebo, +1)})
	}
	c.withoutMonths(s)
	s.Exposure = exposure(&c.baseline, &c.filtered)
}

// placeboProfits are the placebos' differences to the baseline.
func (c *cell) placeboProfits() []float64 {
	out := make([]float64, len(c.out.Placebo.samples))
	for i := range out {
		out[i] = (c.out.Placebo.samples[i].Profit - c.baseline.Profit).Float()
	}
	return out
}

func (c *cell) withoutMonths(s *Stress) {
	base, filt := c.months.sums(c.baseDaily), c.months.sums(c.daily)
	whole := c.filtered.Profit - c.baseline.Profit
	passed := c.out.Placebo.outcome()
	for m, name := range c.months.names {
		delta := filt[m] - base[m]
		if delta == 0 {
			continue
		}
		rest := make([]float64, len(c.out.Placebo.months))
		for i, sums := range c.out.Placebo.months {
			other := c.out.Placebo.samples[i].Profit - c.baseline.Profit
			rest[i] = (other - (sums[m] - base[m])).Float()
		}
		out := MonthOut{Month: name, Test: judge((whole - delta).Float(), rest, +1)}
		out.Share = Number(ratio(delta.Float(), whole.Float()))
		s.Months = append(s.Months, out)
		if out.Test.outcome() != passed {
			s.Fragile = append(s.Fragile, name)
		}
	}
	slices.SortStableFunc(s.Months, func(a, b MonthOut) int {
		return cmp.Compare(math.Abs(at(b.Share, 0)), math.Abs(at(a.Share, 0)))
	})
}

// outcome is +1, −1 or 0 as the one-sided placebo tests find help, harm or neither.
func (t *Test) outcome() int {
	switch {
	case t.P != nil && *t.P <= Alpha:
		return +1
	case t.PWorse != nil && *t.PWorse <= Alpha:
		return -1
	}
	return 0
}

func (p *Placebo) outcome() int {
	if len(p.Rows) == 0 {
		return 0
	}
	return p.Rows[figureProfit].outcome()
}

func exposure(baseline, filtered *backtest.Sample) Exposure {
	const day = 86_400_000
	e := Exposure{Baseline: float64(baseline.Held) / day, Filtered: float64(filtered.Held) / day}
	scale, ok := ratio(e.Filtered, e.Baseline)
	scaled := float64(baseline.Profit.Float() * scale)
	e.Scale, e.Scaled, e.Beyond = Number(scale, ok), Number(scaled, ok), Number(filtered.Profit.Float()-scaled, ok)
	return e
}
