package signals

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// Limits are the limits to each number; the zero value sets none. Beyond one an
// entry is refused.
type Limits struct {
	Risk           Limit `yaml:"risk_score,omitempty" json:"risk_score,omitzero"`
	Confidence     Limit `yaml:"risk_confidence,omitempty" json:"risk_confidence,omitzero"`
	RiskVolatility Limit `yaml:"risk_volatility,omitempty" json:"risk_volatility,omitzero"`
	RiskRegime     Limit `yaml:"risk_regime,omitempty" json:"risk_regime,omitzero"`
	RiskTrend      Limit `yaml:"risk_trend_strength,omitempty" json:"risk_trend_strength,omitzero"`
	RiskMomentum   Limit `yaml:"risk_momentum,omitempty" json:"risk_momentum,omitzero"`
	RiskExternal   Limit `yaml:"risk_external,omitempty" json:"risk_external,omitzero"`
	Volatility     Limit `yaml:"volatility,omitempty" json:"volatility,omitzero"`
	Sigma          Limit `yaml:"sigma,omitempty" json:"sigma,omitzero"`
	ATRRatio       Limit `yaml:"atr_ratio,omitempty" json:"atr_ratio,omitzero"`
	BandWidth      Limit `yaml:"bollinger_width,omitempty" json:"bollinger_width,omitzero"`
	ADX            Limit `yaml:"adx,omitempty" json:"adx,omitzero"`
	RSI            Limit `yaml:"rsi,omitempty" json:"rsi,omitzero"`
	Return1h       Limit `yaml:"return_1h,omitempty" json:"return_1h,omitzero"`
	Return24h      Limit `yaml:"return_24h,omitempty" json:"return_24h,omitzero"`
	DailyRatio     Limit `yaml:"daily_ratio,omitempty" json:"daily_ratio,omitzero"`
	FearGreed      Limit `yaml:"fear_greed,omitempty" json:"fear_greed,omitzero"`
	VIX            Limit `yaml:"vix,omitempty" json:"vix,omitzero"`
	DXY            Limit `yaml:"dxy,omitempty" json:"dxy,omitzero"`
	DXYChange      Limit `yaml:"dxy_change,omitempty" json:"dxy_change,omitzero"`
	FundingRate    Limit `yaml:"funding_rate,omitempty" json:"funding_rate,omitzero"`
	BTCDominance   Limit `yaml:"btc_dominance,omitempty" json:"btc_dominance,omitzero"`
	OpenInterest   Limit `yaml:"open_interest,omitempty" json:"open_interest,omitzero"`
	Liquidations   Limit `yaml:"liquidations,omitempty" json:"liquidations,omitzero"`
	NewsSentiment  Limit `yaml:"news_sentiment,omitempty" json:"news_sentiment,omitzero"`
}

// of is the limit to a number.
func (l *Limits) of(n Number) *Limit {
	return [...]*Limit{
		&l.Risk, &l.Confidence, &l.RiskVolatility, &l.RiskRegime, &l.RiskTrend, &l.RiskMomentum, &l.RiskExternal,
		&l.Volatility, &l.Sigma, &l.ATRRatio, &l.BandWidth, &l.ADX, &l.RSI, &l.Return1h, &l.Return24h, &l.DailyRatio,
		&l.FearGreed, &l.VIX, &l.DXY, &l.DXYChange, &l.FundingRate, &l.BTCDominance, &l.OpenInterest, &l.Liquidations, &l.NewsSentiment,
	}[n]
}

// A Limit to a number. Entries are refused while the number lies above one of its
// upper bounds or below one of its lower bounds; on a bound they are admitted.
type Limit struct {
	Above         Bound    `yaml:"above,omitempty" json:"above,omitzero"`
	Below         Bound    `yaml:"below,omitempty" json:"below,omitzero"`
	AboveQuantile Quantile `yaml:"above_quantile,omitempty" json:"above_quantile,omitzero"`
	BelowQuantile Quantile `yaml:"below_quantile,omitempty" json:"below_quantile,omitzero"`
}

// A Bound is a number, or none.
type Bound struct {
	X     float64
	Given bool
}

// UnmarshalYAML reads a number or the word none.
func (b *Bound) UnmarshalYAML(text []byte) error {
	word := strings.Trim(strings.TrimSpace(string(text)), `"'`)
	if word == "none" {
		*b = Bound{}
		return nil
	}
	x, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return fmt.Errorf("found %q, expected a number or none", word)
	}
	*b = Bound{x, true}
	return nil
}

// MarshalYAML writes what UnmarshalYAML reads.
func (b Bound) MarshalYAML() (any, error) {
	if !b.Given {
		return "none", nil
	}
	return b.X, nil
}

var _ yaml.BytesUnmarshaler = (*Bound)(nil)

// A Quantile is that of a number among its own last values: those of the last
// Window closed hours or days, or of the last Window events of a published series,
// the newest included. It is known from Minimum values on. A Window of 0 is none.
type Quantile struct {
	Level   float64 `yaml:"level" json:"level"` // between 0 and 1
	Window  int     `yaml:"window" json:"window"`
	Minimum int     `yaml:"minimum" json:"minimum"`
}

// BlockOn are the regimes and classes in which entries are refused.
type BlockOn struct {
	Regime struct {
		Bull     bool `yaml:"bull" json:"bull"`
		Sideways bool `yaml:"sideways" json:"sideways"`
		Bear     bool `yaml:"bear" json:"bear"`
		Choppy   bool `yaml:"choppy" json:"choppy"`
		HighVol  bool `yaml:"high_vol" json:"high_vol"`
		Panic    bool `yaml:"panic" json:"panic"`
	} `yaml:"regime,omitempty" json:"regime,omitzero"`
	Risk struct {
		VeryLow  bool `yaml:"very_low" json:"very_low"`
		Low      bool `yaml:"low" json:"low"`
		Moderate bool `yaml:"moderate" json:"moderate"`
		High     bool `yaml:"high" json:"high"`
		VeryHigh bool `yaml:"very_high" json:"very_high"`
	} `yaml:"risk_class,omitempty" json:"risk_class,omitzero"`
	Volatility struct {
		Low     bool `yaml:"low" json:"low"`
		Normal  bool `yaml:"normal" json:"normal"`
		High    bool `yaml:"high" json:"high"`
		Extreme bool `yaml:"extreme" json:"extreme"`
	} `yaml:"volatility_classification,omitempty" json:"volatility_classification,omitzero"`
	Trend struct {
		Sideways  bool `yaml:"sideways" json:"sideways"`
		Uptrend   bool `yaml:"uptrend" json:"uptrend"`
		Downtrend bool `yaml:"downtrend" json:"downtrend"`
	} `yaml:"trend_classification,omitempty" json:"trend_classification,omitzero"`
	Momentum struct {
		Oversold   bool `yaml:"oversold" json:"oversold"`
		Bearish    bool `yaml:"bearish" json:"bearish"`
		Neutral    bool `yaml:"neutral" json:"neutral"`
		Bullish    bool `yaml:"bullish" json:"bullish"`
		Overbought bool `yaml:"overbought" json:"overbought"`
	} `yaml:"momentum_classification,omitempty" json:"momentum_classification,omitzero"`
}

// classes are the chosen steps of each scale, bit k for step k.
func (b *BlockOn) classes() (regime, risk, volatility, trend, momentum steps) {
	r, k, v, t, m := &b.Regime, &b.Risk, &b.Volatility, &b.Trend, &b.Momentum
	return stepsOf(r.Bull, r.Sideways, r.Bear, r.Choppy, r.HighVol, r.Panic),
		stepsOf(k.VeryLow, k.Low, k.Moderate, k.High, k.VeryHigh),
		stepsOf(v.Low, v.Normal, v.High, v.Extreme),
		stepsOf(t.Sideways, t.Uptrend, t.Downtrend),
		stepsOf(m.Oversold, m.Bearish, m.Neutral, m.Bullish, m.Overbought)
}

// steps is a set of the steps of a scale. Step 0 is no opinion.
type steps uint8

func stepsOf(in ...bool) (s steps) {
	for i, ok := range in {
		if ok {
			s |= 2 << i
		}
	}
	return s
}

func (s steps) has(step uint8) bool { return s>>step&1 != 0 }

// Off are the parts that are left out of the score and the flags that never rise.
type Off struct {
	Volatility         bool `yaml:"volatility" json:"volatility"`
	Regime             bool `yaml:"regime" json:"regime"`
	TrendStrength      bool `yaml:"trend_strength" json:"trend_strength"`
	Momentum           bool `yaml:"momentum" json:"momentum"`
	External           bool `yaml:"external" json:"external"`
	FlagExtremeFear    bool `yaml:"flag_extreme_fear" json:"flag_extreme_fear"`
	FlagHighVolatility bool `yaml:"flag_high_volatility" json:"flag_high_volatility"`
	FlagDowntrend      bool `yaml:"flag_downtrend" json:"flag_downtrend"`
	FlagPanic          bool `yaml:"flag_panic" json:"flag_panic"`
	FlagBearMarket     bool `yaml:"flag_bear_market" json:"flag_bear_market"`
	FlagStaleData      bool `yaml:"flag_stale_data" json:"flag_stale_data"`
}

// Parts are those that are left out of the score.
func (o *Off) Parts() (ps Parts) {
	for p, off := range [NumParts]bool{o.Volatility, o.Regime, o.TrendStrength, o.Momentum, o.External} {
		if off {
			ps |= 1 << p
		}
	}
	return ps
}

func (o *Off) flags() (rs Reasons) {
	for f, off := range [NumFlags]bool{o.FlagExtremeFear, o.FlagHighVolatility, o.FlagDowntrend, o.FlagPanic, o.FlagBearMarket, o.FlagStaleData} {
		rs.Set(Reason(f), off)
	}
	return rs
}
