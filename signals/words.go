package signals

import (
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/signals/calendar"
)

// A Part is one of the five things that the risk score adds up.
type Part uint8

// The parts, in the order of the answer.
const (
	Volatility Part = iota
	RegimePart
	TrendStrength
	Momentum
	External
	NumParts
)

var partNames = [NumParts]string{"volatility", "regime", "trend_strength", "momentum", "external"}

func (p Part) String() string { return partNames[p] }

// A Class is a step of one of the four scales. 0 is no opinion on all of them,
// and prints as the empty string.
type (
	RiskClass       uint8
	VolatilityClass uint8
	Trend           uint8
	MomentumClass   uint8
	Regime          uint8
)

// The steps of the risk score.
const (
	RiskVeryLow RiskClass = 1 + iota
	RiskLow
	RiskModerate
	RiskHigh
	RiskVeryHigh
)

// The steps of volatility.
const (
	VolatilityLow VolatilityClass = 1 + iota
	VolatilityNormal
	VolatilityHigh
	VolatilityExtreme
)

// The directions of the trend.
const (
	Sideways Trend = 1 + iota
	Uptrend
	Downtrend
)

// The steps of momentum.
const (
	Oversold MomentumClass = 1 + iota
	Bearish
	Neutral
	Bullish
	Overbought
)

// The regimes.
const (
	Bull Regime = 1 + iota
	SidewaysRegime
	Bear
	Choppy
	HighVol
	Panic
	NumRegimes // the length of an array by regime, no opinion included
)

var (
	riskClassNames  = [...]string{"", "very_low", "low", "moderate", "high", "very_high"}
	volClassNames   = [...]string{"", "low", "normal", "high", "extreme"}
	trendNames      = [...]string{"", "sideways", "uptrend", "downtrend"}
	momentumNames   = [...]string{"", "oversold", "bearish", "neutral", "bullish", "overbought"}
	regimeNames     = [...]string{"", "bull", "sideways", "bear", "choppy", "high_vol", "panic"}
	recommendations = [...]string{"enter", "reduce_size", "no_entry"}
)

func (c RiskClass) String() string       { return riskClassNames[c] }
func (c VolatilityClass) String() string { return volClassNames[c] }
func (c Trend) String() string           { return trendNames[c] }
func (c MomentumClass) String() string   { return momentumNames[c] }
func (r Regime) String() string          { return regimeNames[r] }

// RiskClasses are the steps of the risk score, lowest first.
func RiskClasses() []RiskClass {
	return []RiskClass{RiskVeryLow, RiskLow, RiskModerate, RiskHigh, RiskVeryHigh}
}

// Regimes are all regimes, in the order of their risk by default.
func Regimes() []Regime { return []Regime{Bull, SidewaysRegime, Bear, Choppy, HighVol, Panic} }

// A Reason is why an entry is refused: a flag, the risk score, a rule that the
// profile adds, or a filter that is not the engine.
type Reason uint8

// The reasons, in the order of blocked_by. The flags come first, in the order of
// event_flags. There is one for the limits to each number, one for each scale that
// a class may be chosen of, and one for each calendar rule.
const (
	FlagExtremeFear Reason = iota
	FlagHighVolatility
	FlagDowntrend
	FlagPanic
	FlagBearMarket
	FlagStaleData
	RiskScore
	firstLimit
)

// The reasons behind those.
const (
	OnRegime = firstLimit + Reason(numNumbers) + iota
	OnRiskClass
	OnVolatility
	OnTrend
	OnMomentum
	firstCalendar
)

// The reasons of filters that are not the engine.
const (
	BlockList = firstCalendar + calendar.MaxRules + iota
	History
	NumReasons
)

// NumFlags is how many flags there are; they are the first reasons.
const NumFlags = RiskScore

// LimitTo is the reason of the limits to a number.
func LimitTo(n Number) Reason { return firstLimit + Reason(n) }

// Limit is the number whose limits the reason is; ok is false of other reasons.
func (r Reason) Limit() (n Number, ok bool) {
	return Number(r - firstLimit), r >= firstLimit && r < OnRegime
}

// CalendarRuleOf is the reason of the calendar rule in a place, from 0 on.
func CalendarRuleOf(i int) Reason { return firstCalendar + Reason(i) }

var reasonNames = func() (names [NumReasons]string) {
	copy(names[:], []string{"flag_extreme_fear", "flag_high_volatility", "flag_downtrend", "flag_panic", "flag_bear_market", "flag_stale_data", "risk_score"})
	for n := range numNumbers {
		names[LimitTo(n)] = "limit_" + n.String()
	}
	copy(names[OnRegime:], []string{"regime", "risk_class", "volatility_classification", "trend_classification", "momentum_classification"})
	for i := range calendar.MaxRules {
		names[CalendarRuleOf(i)] = "calendar_" + strconv.Itoa(i+1)
	}
	names[BlockList], names[History] = "block_list", "history"
	return names
}()

// String is the reason's own name. That of a calendar rule is its place; what the
// profile says of it is Config.Label.
func (r Reason) String() string { return reasonNames[r] }

// Reasons is a set of reasons. The empty set is safe to trade.
type Reasons uint64

// Has reports whether r is in the set.
func (rs Reasons) Has(r Reason) bool { return rs>>r&1 != 0 }

// Set adds r to the set if in is true; it takes nothing out.
func (rs *Reasons) Set(r Reason, in bool) {
	if in {
		*rs |= 1 << r
	}
}

// Names are the names of the set in order.
func (rs Reasons) Names() []string {
	names := []string{}
	for r := range NumReasons {
		if rs.Has(r) {
			names = append(names, r.String())
		}
	}
	return names
}

// String joins the names with "|", the form of a cell in a table.
func (rs Reasons) String() string { return strings.Join(rs.Names(), "|") }

// A Recommendation is what to do with an entry signal.
type Recommendation uint8

// The recommendations.
const (
	EnterFully Recommendation = iota
	ReduceSize
	NoEntry
)

func (r Recommendation) String() string { return recommendations[r] }
