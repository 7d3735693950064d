package signals

import "github.com/remora-bt/remora-bt/data"

// A bound is one of the bounds of a profile's limits, made ready.
type bound struct {
	number   Number
	above    bool // else below
	x        float64
	quantile int // place among the levels; −1: x
}

// bounds are those of all limits, in the order of the numbers, and the quantiles
// among them.
func (l *Limits) bounds() (all []bound, quantiles []Quantile) {
	for n := range numNumbers {
		k := l.of(n)
		for _, side := range [...]struct {
			above    bool
			fixed    Bound
			quantile Quantile
		}{{true, k.Above, k.AboveQuantile}, {false, k.Below, k.BelowQuantile}} {
			if side.fixed.Given {
				all = append(all, bound{n, side.above, side.fixed.X, -1})
			}
			if side.quantile.Window > 0 {
				all = append(all, bound{n, side.above, 0, len(quantiles)})
				quantiles = append(quantiles, side.quantile)
			}
		}
	}
	return all, quantiles
}

// at is where the bound lies; ok is false while its quantile is not known.
func (b *bound) at(r *Assessment) (x float64, ok bool) {
	if b.quantile < 0 {
		return b.x, true
	}
	k := r.Levels[b.quantile]
	return k.X, k.Ok
}

// beyond reports whether a number refuses entries.
func (b *bound) beyond(x, at float64) bool { return b.above && x > at || !b.above && x < at }

// A Breach is a bound that a number lies beyond.
type Breach struct {
	Above bool // else below
	At    float64
	Of    Quantile // where the bound is one; else zero
}

// Breaches are the bounds of the limits to a number that it lies beyond. The config must
// be the one that made a.
func (c *Config) Breaches(a *Assessment, n Number) (out []Breach) {
	x, _ := a.Number(n)
	bounds, quantiles := c.Limits.bounds()
	for _, b := range bounds {
		at, ok := b.at(a)
		if b.number != n || !ok || !b.beyond(x, at) {
			continue
		}
		k := Breach{Above: b.above, At: at}
		if b.quantile >= 0 {
			k.Of = quantiles[b.quantile]
		}
		out = append(out, k)
	}
	return out
}

// decide sets the flags, what is refused and whether that is sure.
func (a *assessor) decide(r *Assessment) {
	a.flags(r)
	r.Blocked = r.Flags & a.blocking
	r.Blocked.Set(RiskScore, r.Risk > a.cfg.MaxRisk)
	r.Blocked |= a.refusals(r)
	r.Unsure = r.Safe() && a.unsure(r)
	switch {
	case !r.Safe():
		r.Advice = NoEntry
	case r.Risk >= a.cfg.ReduceFrom:
		r.Advice = ReduceSize
	}
}

// flags sets the flags that are up.
func (a *assessor) flags(r *Assessment) {
	fear, hasFear := r.Reading(data.FearGreed)
	r.Flags.Set(FlagExtremeFear, hasFear && fear <= a.cfg.Flags.ExtremeFear.AtMost)
	r.Flags.Set(FlagHighVolatility, r.VolClass == VolatilityExtreme)
	r.Flags.Set(FlagDowntrend, r.Trend == Downtrend)
	r.Flags.Set(FlagPanic, r.Regime == Panic)
	r.Flags.Set(FlagBearMarket, r.DailyClose < r.DailyMean)
	r.Flags.Set(FlagStaleData, r.Stale&a.expected != 0)
	r.Flags &^= a.off
}

// refusals are the limits, classes and calendar rules that refuse entries.
func (a *assessor) refusals(r *Assessment) (out Reasons) {
	for i := range a.bounds {
		b := &a.bounds[i]
		x, ok := r.Number(b.number)
		at, known := b.at(r)
		out.Set(LimitTo(b.number), ok && known && b.beyond(x, at))
	}
	for _, c := range a.scales(r) {
		out.Set(c.reason, c.chosen.has(c.step))
	}
	return out | a.dated(r.At)
}

// dated are the calendar rules that hold at an instant.
func (a *assessor) dated(at data.Instant) (out Reasons) {
	for i := range a.calendar {
		out.Set(CalendarRuleOf(i), a.calendar[i].Has(at))
	}
	return out
}

// A scale is the step of an assessment on a scale, and the steps that refuse entries.
type scale struct {
	reason Reason
	chosen steps
	step   uint8
}

func (a *assessor) scales(r *Assessment) [5]scale {
	return [...]scale{
		{OnRegime, a.chosen[0], uint8(r.Regime)},
		{OnRiskClass, a.chosen[1], uint8(r.Class)},
		{OnVolatility, a.chosen[2], uint8(r.VolClass)},
		{OnTrend, a.chosen[3], uint8(r.Trend)},
		{OnMomentum, a.chosen[4], uint8(r.Momentum)},
	}
}

// unsure reports whether a rule that did not refuse entries could have, had an
// input been there that is not. A rule on the score could have if the score would
// be beyond its bound with all that is missing at its worst.
func (a *assessor) unsure(r *Assessment) bool {
	risk, external := a.worst(r)
	if a.blind(r) || risk > a.cfg.MaxRisk {
		return true
	}
	for i := range a.bounds {
		b := &a.bounds[i]
		x, ok := r.Number(b.number)
		at, known := b.at(r)
		switch {
		case !ok || !known:
			return true
		case b.number == NumberRisk:
			x = max(x, risk)
		case b.number == NumberRiskExternal:
			x = max(x, external)
		}
		if b.above && x > at {
			return true
		}
	}
	for _, c := range a.scales(r) {
		if c.chosen != 0 && c.step == 0 {
			return true
		}
	}
	for k := a.cfg.RiskClasses.class(risk); k > r.Class; k-- {
		if a.chosen[1].has(uint8(k)) {
			return true
		}
	}
	return false
}

// blind reports whether a flag that blocks lacks its input.
func (a *assessor) blind(r *Assessment) bool {
	lacks := Reasons(0)
	lacks.Set(FlagExtremeFear, !r.Fresh.Has(data.FearGreed) && a.cfg.Flags.ExtremeFear.AtMost >= 0)
	lacks.Set(FlagHighVolatility, r.VolClass == 0 && a.cfg.Volatility.Classes.Extreme <= 1)
	lacks.Set(FlagDowntrend, r.Trend == 0)
	lacks.Set(FlagPanic, r.Regime == 0)
	lacks.Set(FlagBearMarket, r.DailyMean == 0)
	lacks.Set(FlagStaleData, a.expected&^(r.Fresh|r.Stale) != 0)
	return lacks&a.blocking != 0
}

// worst is the score, and its part external, with every input that is missing at
// its worst: a technical part at all of its weight, a reading at all of its term.
func (a *assessor) worst(r *Assessment) (risk, external float64) {
	cfg := &a.cfg
	heard := r.Heard | a.offParts
	if heard&Technical == Technical && r.Fresh&voices == voices && r.DollarKnown {
		return r.Risk, r.Summands[External]
	}
	full := [...]float64{
		cfg.Weights.Volatility, float64(cfg.Weights.Regime * cfg.Regime.Risk.most()), cfg.Weights.TrendStrength, cfg.Weights.Momentum,
	}
	for p, most := range full {
		if heard.Has(Part(p)) {
			most = r.Summands[p]
		}
		risk += most
	}
	if !a.offParts.Has(External) {
		for s, term := range cfg.External.Terms(&r.Inputs, r.Fresh) {
			if !r.Fresh.Has(data.Series(s)) || data.Series(s) == data.DXY && !r.DollarKnown {
				term = a.termWeight[s]
			}
			external += term
		}
		external = min(cfg.External.Max, external)
	}
	return min(1, risk+external), external
}
