package signals

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/remora-bt/remora-bt/signals/calendar"
)

// A Config is a profile: every number that the engine uses. Two configs may be
// compared with ==. Ratios are fractions, 0.01 being one percent; lengths count
// closed candles of one hour unless the field says otherwise.
type Config struct {
	Name    string `yaml:"name" json:"name"`
	Version int    `yaml:"version" json:"version"`

	MaxRisk    float64 `yaml:"max_risk" json:"max_risk"`       // unsafe above
	ReduceFrom float64 `yaml:"reduce_from" json:"reduce_from"` // smaller positions advised from here on

	Weights     Weights   `yaml:"weights" json:"weights"`
	RiskClasses RiskSteps `yaml:"risk_classes" json:"risk_classes"`

	Volatility VolatilityConfig `yaml:"volatility" json:"volatility"`
	Regime     RegimeConfig     `yaml:"regime" json:"regime"`
	Trend      TrendConfig      `yaml:"trend" json:"trend"`
	Momentum   MomentumConfig   `yaml:"momentum" json:"momentum"`
	External   ExternalConfig   `yaml:"external" json:"external"`

	Flags       FlagsConfig `yaml:"flags" json:"flags"`
	Confidence  Coverage    `yaml:"confidence" json:"confidence"`
	MaxAgeHours PerSeries   `yaml:"max_age_hours" json:"max_age_hours"` // a reading published longer ago counts as absent
	Expected    Expected    `yaml:"expected" json:"expected"`           // readings that flag_stale_data watches
	ReasonAbove float64     `yaml:"reason_above" json:"reason_above"`   // parts above it are named as a reason when safe

	Off      Off            `yaml:"off,omitempty" json:"off,omitzero"`
	Limits   Limits         `yaml:"limits,omitempty" json:"limits,omitzero"`
	BlockOn  BlockOn        `yaml:"block_on,omitempty" json:"block_on,omitzero"`
	Calendar calendar.Rules `yaml:"calendar,omitempty" json:"calendar,omitzero"`
}

// Weights are what the technical parts count in the risk score.
type Weights struct {
	Volatility    float64 `yaml:"volatility" json:"volatility"`
	Regime        float64 `yaml:"regime" json:"regime"`
	TrendStrength float64 `yaml:"trend_strength" json:"trend_strength"`
	Momentum      float64 `yaml:"momentum" json:"momentum"`
}

// RiskSteps are the scores at which the classes above very_low begin.
type RiskSteps struct {
	Low      float64 `yaml:"low" json:"low"`
	Moderate float64 `yaml:"moderate" json:"moderate"`
	High     float64 `yaml:"high" json:"high"`
	VeryHigh float64 `yaml:"very_high" json:"very_high"`
}

// FlagsConfig are the flags by name.
type FlagsConfig struct {
	ExtremeFear    ExtremeFearFlag `yaml:"flag_extreme_fear" json:"flag_extreme_fear"`
	HighVolatility Flag            `yaml:"flag_high_volatility" json:"flag_high_volatility"`
	Downtrend      Flag            `yaml:"flag_downtrend" json:"flag_downtrend"`
	Panic          Flag            `yaml:"flag_panic" json:"flag_panic"`
	BearMarket     BearMarketFlag  `yaml:"flag_bear_market" json:"flag_bear_market"`
	StaleData      Flag            `yaml:"flag_stale_data" json:"flag_stale_data"`
}

// A Flag that blocks makes the market unsafe when it is up.
type Flag struct {
	Blocks bool `yaml:"blocks" json:"blocks"`
}

// An ExtremeFearFlag is up while Fear & Greed is at most AtMost.
type ExtremeFearFlag struct {
	Blocks bool    `yaml:"blocks" json:"blocks"`
	AtMost float64 `yaml:"at_most" json:"at_most"`
}

// A BearMarketFlag is up while the last daily close is below the mean of the
// last Days.
type BearMarketFlag struct {
	Blocks bool `yaml:"blocks" json:"blocks"`
	Days   int  `yaml:"days" json:"days"`
}

// Coverage are the weights of the inputs in the confidence, which is the share
// that is there and fresh.
type Coverage struct {
	Technical float64 `yaml:"technical" json:"technical"` // there once every indicator of the parts is warm
	PerSeries `yaml:",inline"`
}

// PerSeries holds one number for each context series.
type PerSeries struct {
	FearGreed     float64 `yaml:"fear_greed" json:"fear_greed"`
	VIX           float64 `yaml:"vix" json:"vix"`
	DXY           float64 `yaml:"dxy" json:"dxy"`
	FundingRate   float64 `yaml:"funding_rate" json:"funding_rate"`
	BTCDominance  float64 `yaml:"btc_dominance" json:"btc_dominance"`
	OpenInterest  float64 `yaml:"open_interest" json:"open_interest"`
	Liquidations  float64 `yaml:"liquidations" json:"liquidations"`
	NewsSentiment float64 `yaml:"news_sentiment" json:"news_sentiment"`
}

// Values are in the order of the series.
func (p PerSeries) Values() [8]float64 {
	return [...]float64{p.FearGreed, p.VIX, p.DXY, p.FundingRate, p.BTCDominance, p.OpenInterest, p.Liquidations, p.NewsSentiment}
}

// Expected says of each context series whether the engine counts on it.
type Expected struct {
	FearGreed     bool `yaml:"fear_greed" json:"fear_greed"`
	VIX           bool `yaml:"vix" json:"vix"`
	DXY           bool `yaml:"dxy" json:"dxy"`
	FundingRate   bool `yaml:"funding_rate" json:"funding_rate"`
	BTCDominance  bool `yaml:"btc_dominance" json:"btc_dominance"`
	OpenInterest  bool `yaml:"open_interest" json:"open_interest"`
	Liquidations  bool `yaml:"liquidations" json:"liquidations"`
	NewsSentiment bool `yaml:"news_sentiment" json:"news_sentiment"`
}

func (e Expected) set() Set {
	var s Set
	for i, in := range [...]bool{e.FearGreed, e.VIX, e.DXY, e.FundingRate, e.BTCDominance, e.OpenInterest, e.Liquidations, e.NewsSentiment} {
		if in {
			s |= 1 << i
		}
	}
	return s
}

// Hash is the SHA-256 of the config's JSON, in hexadecimal: equal configs, and
// only they, have equal hashes.
func (c Config) Hash() string {
	text, err := json.Marshal(c)
	if err != nil {
		panic("signals: " + err.Error()) // a number that Validate refuses
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
