package signals

import "github.com/remora-bt/remora-bt/data"

// A Number is one of the numbers that a profile may set limits to: those of the
// answer and those that it is made of.
type Number uint8

// The numbers. Those up to Return24h are taken at the close of each hour, DailyRatio
// at the close of each day, the rest whenever a new event is published.
const (
	NumberRisk Number = iota
	NumberConfidence
	NumberRiskVolatility // the summands of the risk score
	NumberRiskRegime
	NumberRiskTrend
	NumberRiskMomentum
	NumberRiskExternal
	NumberVolatility
	NumberSigma    // sample deviation of the last hourly log returns
	NumberATRRatio // average true range / close
	NumberBand     // upper less lower Bollinger band / middle
	NumberADX
	NumberRSI
	NumberReturn1h
	NumberReturn24h
	NumberDailyRatio // last daily close / its mean − 1
	NumberFearGreed
	NumberVIX
	NumberDXY
	NumberDXYChange
	NumberFunding
	NumberDominance
	NumberOpenInterest
	NumberLiquidations
	NumberNews
	numNumbers
)

// A pace is when a number is taken into its trailing window.
type pace uint8

const (
	hourly pace = iota
	daily
	published
)

// numbers are what is known of each number before it is measured.
var numbers = [numNumbers]struct {
	name   string
	lo, hi float64 // what it can be
	pace   pace
	series data.Series // of those that are published
	words  string
}{
	NumberRisk:           {"risk_score", 0, 1, hourly, 0, "Risk score"},
	NumberConfidence:     {"risk_confidence", 0, 1, hourly, 0, "Confidence"},
	NumberRiskVolatility: {"risk_volatility", 0, 1e6, hourly, 0, "Risk of volatility"},
	NumberRiskRegime:     {"risk_regime", 0, 1e6, hourly, 0, "Risk of the regime"},
	NumberRiskTrend:      {"risk_trend_strength", 0, 1e6, hourly, 0, "Risk of the trend"},
	NumberRiskMomentum:   {"risk_momentum", 0, 1e6, hourly, 0, "Risk of momentum"},
	NumberRiskExternal:   {"risk_external", 0, 1, hourly, 0, "External risk"},
	NumberVolatility:     {"volatility", 0, 1, hourly, 0, "Volatility"},
	NumberSigma:          {"sigma", 0, 1e6, hourly, 0, "Deviation of hourly returns"},
	NumberATRRatio:       {"atr_ratio", 0, 1e6, hourly, 0, "True range over close"},
	NumberBand:           {"bollinger_width", 0, 1e6, hourly, 0, "Bollinger width"},
	NumberADX:            {"adx", 0, 100, hourly, 0, "ADX"},
	NumberRSI:            {"rsi", 0, 100, hourly, 0, "RSI"},
	NumberReturn1h:       {"return_1h", -1, 1e6, hourly, 0, "Return of the last hour"},
	NumberReturn24h:      {"return_24h", -1, 1e6, hourly, 0, "Return of the last day"},
	NumberDailyRatio:     {"daily_ratio", -1, 1e6, daily, 0, "Daily close against its mean"},
	NumberFearGreed:      {"fear_greed", 0, 100, published, data.FearGreed, "F&G"},
	NumberVIX:            {"vix", 0, 1000, published, data.VIX, "VIX"},
	NumberDXY:            {"dxy", 0, 1000, published, data.DXY, "Dollar index"},
	NumberDXYChange:      {"dxy_change", -1, 1000, published, data.DXY, "Change of the dollar"},
	NumberFunding:        {"funding_rate", -1, 1, published, data.FundingRate, "Funding rate"},
	NumberDominance:      {"btc_dominance", 0, 100, published, data.BTCDominance, "Bitcoin's dominance"},
	NumberOpenInterest:   {"open_interest", 0, 1e15, published, data.OpenInterest, "Open interest"},
	NumberLiquidations:   {"liquidations", 0, 1e15, published, data.Liquidations, "Liquidations"},
	NumberNews:           {"news_sentiment", -1, 1, published, data.NewsSentiment, "News score"},
}

// String is the number's name in files.
func (n Number) String() string { return numbers[n].name }

// Words name the number in a sentence that begins with it.
func (n Number) Words() string { return numbers[n].words }

// Numbers is a set of numbers.
type Numbers uint32

// Has reports whether n is in the set.
func (ns Numbers) Has(n Number) bool { return ns>>n&1 != 0 }

// Number is one of the numbers of a; ok is false if it is not known.
func (a *Assessment) Number(n Number) (x float64, ok bool) {
	switch n {
	case NumberRisk:
		return a.Risk, a.Heard != 0
	case NumberConfidence:
		return a.Confidence, true
	case NumberRiskVolatility, NumberRiskRegime, NumberRiskTrend, NumberRiskMomentum, NumberRiskExternal:
		p := Volatility + Part(n-NumberRiskVolatility)
		return a.Summands[p], a.Heard.Has(p)
	case NumberVolatility:
		return a.Volatility, a.Warm.Has(Volatility)
	case NumberSigma:
		return a.Sigma, a.Known.Has(n)
	case NumberATRRatio:
		return a.ATRRatio, a.Known.Has(n)
	case NumberBand:
		return a.BandWidth, a.Known.Has(n)
	case NumberADX:
		return a.ADX, a.Warm.Has(TrendStrength)
	case NumberRSI:
		return a.RSI, a.Warm.Has(Momentum)
	case NumberReturn1h:
		return a.HourReturn, a.Known.Has(n)
	case NumberReturn24h:
		return a.DayReturn, a.Known.Has(n)
	case NumberDailyRatio:
		return a.DailyClose/a.DailyMean - 1, a.DailyMean > 0
	case NumberDXYChange:
		return a.DollarChange, a.DollarKnown && a.Fresh.Has(data.DXY)
	default:
		return a.Reading(numbers[n].series)
	}
}
