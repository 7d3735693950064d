package signals

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/calendar"
)

// An assessor is a config made ready: what Assess needs of it, worked out once.
type assessor struct {
	cfg      Config
	maxAge   [data.NumSeries]data.Instant
	coverage [data.NumSeries]float64 // weights of the readings in the confidence
	total    float64                 // of all weights in the confidence
	expected Set
	blocking Reasons // flags that block
	off      Reasons // flags that never rise
	offParts Parts   // parts that are left out of the score

	bounds     []bound
	quantiles  []Quantile
	chosen     [5]steps // classes that block, by scale
	calendar   []calendar.Times
	termWeight [data.NumSeries]float64 // the most that a reading adds to external
}

func newAssessor(cfg Config) assessor {
	a := assessor{cfg: cfg, expected: cfg.Expected.set(), coverage: cfg.Confidence.Values()}
	for s, hours := range cfg.MaxAgeHours.Values() {
		a.maxAge[s] = data.Instant(hours * float64(data.Hour))
	}
	a.total = cfg.Confidence.Technical
	for _, w := range a.coverage {
		a.total += w
	}
	f := &cfg.Flags
	a.blocking.Set(FlagExtremeFear, f.ExtremeFear.Blocks)
	a.blocking.Set(FlagHighVolatility, f.HighVolatility.Blocks)
	a.blocking.Set(FlagDowntrend, f.Downtrend.Blocks)
	a.blocking.Set(FlagPanic, f.Panic.Blocks)
	a.blocking.Set(FlagBearMarket, f.BearMarket.Blocks)
	a.blocking.Set(FlagStaleData, f.StaleData.Blocks)
	a.off, a.offParts = cfg.Off.flags(), cfg.Off.Parts()
	a.blocking &^= a.off
	a.bounds, a.quantiles = cfg.Limits.bounds()
	a.chosen[0], a.chosen[1], a.chosen[2], a.chosen[3], a.chosen[4] = cfg.BlockOn.classes()
	for _, rule := range cfg.Calendar.Used() {
		t, err := rule.Times()
		if err != nil {
			panic("signals: " + err.Error()) // Validate refuses it
		}
		a.calendar = append(a.calendar, t)
	}
	x := &cfg.External
	for s, t := range map[data.Series]Term{
		data.FearGreed: x.FearGreed, data.VIX: x.VIX, data.FundingRate: x.FundingRate, data.DXY: x.DXY.Term, data.NewsSentiment: x.News,
	} {
		a.termWeight[s] = t.Weight
	}
	return a
}

// Assess weighs inputs as of an instant. It is the engine without its state.
func (c Config) Assess(in Inputs, at data.Instant) Assessment {
	a := newAssessor(c)
	return a.assess(&in, at)
}

func (a *assessor) assess(in *Inputs, at data.Instant) Assessment {
	r := Assessment{Answer: Answer{At: at, Heard: in.Warm &^ a.offParts}, Inputs: *in}
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
	r.Confidence = a.confidence(&r)
	a.decide(&r)
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
	if r.Fresh&voices != 0 && !a.offParts.Has(External) {
		r.Heard |= 1 << External
		var sum float64
		for _, term := range cfg.External.Terms(&r.Inputs, r.Fresh) {
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
	if r.Warm.Has(Volatility) {
		r.VolClass = a.cfg.Volatility.class(r.Volatility)
	}
	if r.Warm.Has(Momentum) {
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

// confidence is the share of the input weight that is there and fresh.
func (a *assessor) confidence(r *Assessment) float64 {
	var sum float64
	if r.Warm&Technical == Technical {
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
