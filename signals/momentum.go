package signals

// MomentumConfig says how risky a relative strength index is: falling from its
// weakest to Top, rising above it.
//
//	RSI ≤ Top: ramp(RSI, Top → Weak)    RSI > Top: ramp(RSI, Top → Strong)
type MomentumConfig struct {
	RSI    int     `yaml:"rsi" json:"rsi"` // length
	Top    float64 `yaml:"top" json:"top"`
	Weak   float64 `yaml:"weak" json:"weak"`
	Strong float64 `yaml:"strong" json:"strong"`

	Classes struct {
		Bearish    float64 `yaml:"bearish" json:"bearish"`
		Neutral    float64 `yaml:"neutral" json:"neutral"`
		Bullish    float64 `yaml:"bullish" json:"bullish"`
		Overbought float64 `yaml:"overbought" json:"overbought"`
	} `yaml:"classes" json:"classes"` // where the classes above oversold begin
}

func (cfg *MomentumConfig) risk(rsi float64) float64 {
	if rsi <= cfg.Top {
		return Ramp{cfg.Top, cfg.Weak}.at(rsi)
	}
	return Ramp{cfg.Top, cfg.Strong}.at(rsi)
}

func (cfg *MomentumConfig) class(rsi float64) MomentumClass {
	switch {
	case rsi < cfg.Classes.Bearish:
		return Oversold
	case rsi < cfg.Classes.Neutral:
		return Bearish
	case rsi < cfg.Classes.Bullish:
		return Neutral
	case rsi < cfg.Classes.Overbought:
		return Bullish
	default:
		return Overbought
	}
}
