package signals

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
)

// Default returns the profile "default". Its seeds, the extreme fear of 15, the
// risk of a choppy regime and the weights of regime and volatility, are those of
// Remora's public description; the rest is this project's choice.
func Default() Config {
	c := Config{
		Name: "default", Version: 2,
		MaxRisk: 0.80, ReduceFrom: 0.5, ReasonAbove: 0.5,
		Weights:     Weights{Volatility: 0.35, Regime: 0.30, TrendStrength: 0.20, Momentum: 0.15},
		RiskClasses: RiskSteps{Low: 0.2, Moderate: 0.4, High: 0.6, VeryHigh: 0.75},
		Regime: RegimeConfig{
			PanicReturn: -0.08, PanicHours: 24, TrendingADX: 20,
			Risk: RegimeRisk{Bull: 0.1, Sideways: 0.4, Bear: 0.7, Choppy: 0.8, HighVol: 0.9, Panic: 1},
		},
		Trend: TrendConfig{Fast: 50, Slow: 200, ADX: 14, Strength: Ramp{10, 40}, Neutral: 0.5},
		External: ExternalConfig{
			Max:         0.35,
			FearGreed:   Term{0.35, Ramp{25, 15}},
			VIX:         Term{0.20, Ramp{25, 40}},
			FundingRate: Term{0.10, Ramp{0.0003, 0.001}},
			DXY:         DollarTerm{5, Term{0.05, Ramp{0.01, 0.03}}},
			News:        Term{0.05, Ramp{-0.2, -0.6}},
		},
		Flags: FlagsConfig{
			ExtremeFear:    ExtremeFearFlag{Blocks: true, AtMost: 15},
			HighVolatility: Flag{Blocks: true},
			Panic:          Flag{Blocks: true},
			BearMarket:     BearMarketFlag{Days: 200},
		},
		Confidence: Coverage{Technical: 0.40, PerSeries: PerSeries{
			FearGreed: 0.12, NewsSentiment: 0.12, Liquidations: 0.10, VIX: 0.06,
			DXY: 0.05, FundingRate: 0.05, BTCDominance: 0.05, OpenInterest: 0.05,
		}},
		MaxAgeHours: maxAges(),
		// The broad dollar index is weekly and says little; the others have no free
		// source.
		Expected: Expected{FearGreed: true, VIX: true, FundingRate: true},
	}
	v := &c.Volatility
	v.ATR.Length, v.ATR.Ramp = 14, Ramp{0.004, 0.025}
	v.Bollinger.Length, v.Bollinger.Width, v.Bollinger.Ramp = 20, 2, Ramp{0.01, 0.12}
	v.Returns.Length, v.Returns.Ramp = 24, Ramp{0.003, 0.02}
	v.Classes.Normal, v.Classes.High, v.Classes.Extreme = 0.25, 0.5, 0.75
	m := &c.Momentum
	m.RSI, m.Top, m.Weak, m.Strong = 14, 70, 20, 100
	m.Classes.Bearish, m.Classes.Neutral, m.Classes.Bullish, m.Classes.Overbought = 30, 45, 55, 70
	return c
}

// maxAges are the maximum ages of the sources.
func maxAges() PerSeries {
	hours := func(s data.Series) float64 { return float64(sources.Of(s).MaxAge) / float64(data.Hour) }
	return PerSeries{
		hours(data.FearGreed), hours(data.VIX), hours(data.DXY), hours(data.FundingRate),
		hours(data.BTCDominance), hours(data.OpenInterest), hours(data.Liquidations), hours(data.NewsSentiment),
	}
}
