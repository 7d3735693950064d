package signals

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
)

// An assessor is a config made ready: what Assess needs of it, worked out once.
type assessor struct {
	cfg      Config
	maxAge   [data.NumSeries]data.Instant
	coverage [data.NumSeries]float64 // weights of the readings in the confidence
	total    float64                 // of all weights in the confidence
	expected Set
	blocking Reasons // flags that block
}

func newAssessor(cfg Config) assessor {
	a := assessor{cfg: cfg, expected: cfg.Expected.set(), coverage: cfg.Confidence.values()}
	for s, hours := range cfg.MaxAgeHours.values() {
		a.maxAge[s] = data.Instant(hours * float64(data.Hour))
	}
	a.total = cfg.Confidence.Technical
	for _, w := range a.coverage {
		a.total += w
	}
	f := &cfg.Flags
	a.blocking.set(FlagExtremeFear, f.ExtremeFear.Blocks)
	a.blocking.set(FlagHighVolatility, f.HighVolatility.Blocks)
	a.blocking.set(FlagDowntrend, f.Downtrend.Blocks)
	a.blocking.set(FlagPanic, f.Panic.Blocks)
	a.blocking.set(FlagBearMarket, f.BearMarket.Blocks)
	a.blocking.set(FlagStaleData, f.StaleData.Blocks)
	return a
}

// Assess weighs inputs as of an instant. It is the engine without its state.
func (c Config) Assess(in Inputs, at data.Instant) Assessment {
	a := newAssessor(c)
	return a.assess(&in, at)
}

func (a *assessor) assess(in *Inputs, at data.Instant) Assessment {
	r := Assessment{At: at, Inputs: *in, Heard: in.Warm}
	for s := range data.NumSeries {
		switch k := in.Readings[s]; {
		case !k.Ok():
		case at-k.Known <= a.maxAge[s]:
			r.Fresh |= 1 << s
		default:
			r.Stale |= 1 << s
		}
	}
	a.score(&r)
	a.classes(&r)
	a.flags(&r)
	r.Confidence = a.confidence(&r)
	return r
}

// score sets the summands, their sum and who was heard:
//
//	risk = min(1, Σ weight·part + external)
func (a *assessor) score(r *Assessment) {
	cfg := &a.cfg
	if r.Heard.Has(Volatility) {
		r.Summands[Volatility] = float64(cfg.Weights.Volatility * r.Volatility)
	}
	if r.Heard.Has(RegimePart) {
		r.Summands[RegimePart] = float64(cfg.Weights.Regime * cfg.Regime.Risk.of(r.Regime))
	}
	if r.Heard.Has(TrendStrength) {
		r.Summands[TrendStrength] = float64(cfg.Weights.TrendStrength * cfg.Trend.risk(r.Trend, r.ADX))
	}
	if r.Heard.Has(Momentum) {
		r.Summands[Momentum] = float64(cfg.Weights.Momentum * cfg.Momentum.risk(r.RSI))
	}
	if r.Fresh&voices != 0 {
		r.Heard |= 1 << External
		var sum float64
		for _, term := range cfg.External.terms(&r.Inputs, r.Fresh) {
			sum += term
		}
		r.Summands[External] = min(cfg.External.Max, sum)
	}
	for _, x := range r.Summands {
		r.Risk += x
	}
	r.Risk = min(1, r.Risk)
}

func (a *assessor) classes(r *Assessment) {
	if r.Heard.Has(Volatility) {
		r.VolClass = a.cfg.Volatility.class(r.Volatility)
	}
	if r.Heard.Has(Momentum) {
		r.Momentum = a.cfg.Momentum.class(r.RSI)
	}
	if r.Heard != 0 {
		r.Class = a.cfg.RiskClasses.class(r.Risk)
	}
}

func (s *RiskSteps) class(risk float64) RiskClass {
	switch {
	case risk < s.Low:
		return RiskVeryLow
	case risk < s.Moderate:
		return RiskLow
	case risk < s.High:
		return RiskModerate
	case risk < s.VeryHigh:
		return RiskHigh
	default:
		return RiskVeryHigh
	}
}

// flags sets the flags and what follows from them.
func (a *assessor) flags(r *Assessment) {
	fear, hasFear := r.Reading(data.FearGreed)
	r.Flags.set(FlagExtremeFear, hasFear && fear <= a.cfg.Flags.ExtremeFear.AtMost)
	r.Flags.set(FlagHighVolatility, r.VolClass == VolatilityExtreme)
	r.Flags.set(FlagDowntrend, r.Trend == Downtrend)
	r.Flags.set(FlagPanic, r.Regime == Panic)
	r.Flags.set(FlagBearMarket, r.DailyClose < r.DailyMean)
	r.Flags.set(FlagStaleData, r.Stale&a.expected != 0)
	r.Blocked = r.Flags & a.blocking
	r.Blocked.set(RiskScore, r.Risk > a.cfg.MaxRisk)
	blind := r.Heard&technical != technical || a.blocking.Has(FlagExtremeFear) && !hasFear
	r.Unsure = r.Safe() && blind
	switch {
	case !r.Safe():
		r.Advice = NoEntry
	case r.Risk >= a.cfg.ReduceFrom:
		r.Advice = ReduceSize
	}
}

// confidence is the share of the input weight that is there and fresh.
func (a *assessor) confidence(r *Assessment) float64 {
	var sum float64
	if r.Heard&technical == technical {
		sum = a.cfg.Confidence.Technical
	}
	for s, w := range a.coverage {
		if r.Fresh.Has(data.Series(s)) {
			sum += w
		}
	}
	return min(1, sum/a.total)
}

// expires is the last instant at which the readings are as fresh as at r.At.
func (a *assessor) expires(r *Assessment) data.Instant {
	at := data.Instant(math.MaxInt64)
	for s := range data.NumSeries {
		if r.Fresh.Has(s) {
			at = min(at, r.Readings[s].Known+a.maxAge[s])
		}
	}
	return at
}
