// Package signalfile writes what the risk engine said of every candle, as CSV and as
// Parquet of the same columns.
package signalfile

import (
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// signalNames are the columns of a signal history. The first thirteen are those
// of Remora's remora_history.csv, in its order; the timestamp is the open time of
// the candle at whose close the answer was given.
var signalNames = []string{
	"timestamp", "pair", "risk_score", "safe_to_trade", "regime", "volatility", "volatility_classification",
	"confidence", "vix", "dxy", "fear_greed", "funding_rate", "btc_dominance",
	"open_interest", "liquidations", "news_sentiment", "risk_class", "trend_classification", "momentum_classification",
	"recommendation", "blocked_by", "unsure", "stale",
	"risk_volatility", "risk_regime", "risk_trend_strength", "risk_momentum", "risk_external",
	"adx", "rsi", "return_24h", "daily_close", "daily_mean", "dxy_change",
}

// A signalRow is one row of a signal history; nil and "" are what is not known.
type signalRow struct {
	Timestamp      int64    `parquet:"timestamp,timestamp(millisecond),delta"`
	Pair           string   `parquet:"pair"`
	RiskScore      *float64 `parquet:"risk_score,optional"`
	Safe           bool     `parquet:"safe_to_trade"`
	Regime         string   `parquet:"regime,optional"`
	Volatility     *float64 `parquet:"volatility,optional"`
	VolClass       string   `parquet:"volatility_classification,optional"`
	Confidence     float64  `parquet:"confidence"`
	VIX            *float64 `parquet:"vix,optional"`
	DXY            *float64 `parquet:"dxy,optional"`
	FearGreed      *float64 `parquet:"fear_greed,optional"`
	Funding        *float64 `parquet:"funding_rate,optional"`
	Dominance      *float64 `parquet:"btc_dominance,optional"`
	OpenInterest   *float64 `parquet:"open_interest,optional"`
	Liquidations   *float64 `parquet:"liquidations,optional"`
	News           *float64 `parquet:"news_sentiment,optional"`
	RiskClass      string   `parquet:"risk_class,optional"`
	Trend          string   `parquet:"trend_classification,optional"`
	Momentum       string   `parquet:"momentum_classification,optional"`
	Recommendation string   `parquet:"recommendation"`
	BlockedBy      string   `parquet:"blocked_by"`
	Unsure         bool     `parquet:"unsure"`
	Stale          string   `parquet:"stale"`
	RiskVolatility *float64 `parquet:"risk_volatility,optional"`
	RiskRegime     *float64 `parquet:"risk_regime,optional"`
	RiskTrend      *float64 `parquet:"risk_trend_strength,optional"`
	RiskMomentum   *float64 `parquet:"risk_momentum,optional"`
	RiskExternal   *float64 `parquet:"risk_external,optional"`
	ADX            *float64 `parquet:"adx,optional"`
	RSI            *float64 `parquet:"rsi,optional"`
	DayReturn      *float64 `parquet:"return_24h,optional"`
	DailyClose     *float64 `parquet:"daily_close,optional"`
	DailyMean      *float64 `parquet:"daily_mean,optional"`
	DollarChange   *float64 `parquet:"dxy_change,optional"`
}

// answerRow is the row of an answer, without its time. It points into a.
func answerRow(k *signals.Track, row int) signalRow {
	a := k.At(row)
	only := func(ok bool, v *float64) *float64 {
		if ok {
			return v
		}
		return nil
	}
	reading := func(s data.Series) *float64 { return only(a.Fresh.Has(s), &a.Readings[s].Value) }
	summand := func(p signals.Part) *float64 { return only(a.Heard.Has(p), &a.Summands[p]) }
	daily := a.DailyMean > 0
	return signalRow{
		Pair: k.Pair, RiskScore: only(a.Class != 0, &a.Risk), Safe: a.Safe(), Regime: a.Regime.String(),
		Volatility: only(a.Heard.Has(signals.Volatility), &a.Volatility), VolClass: a.VolClass.String(), Confidence: a.Confidence,
		VIX: reading(data.VIX), DXY: reading(data.DXY), FearGreed: reading(data.FearGreed),
		Funding: reading(data.FundingRate), Dominance: reading(data.BTCDominance),
		OpenInterest: reading(data.OpenInterest), Liquidations: reading(data.Liquidations), News: reading(data.NewsSentiment),
		RiskClass: a.Class.String(), Trend: a.Trend.String(), Momentum: a.Momentum.String(),
		Recommendation: a.Advice.String(), BlockedBy: strings.Join(k.Config.Labels(a.Blocked), "|"), Unsure: a.Unsure, Stale: a.Stale.String(),
		RiskVolatility: summand(signals.Volatility), RiskRegime: summand(signals.RegimePart),
		RiskTrend: summand(signals.TrendStrength), RiskMomentum: summand(signals.Momentum), RiskExternal: summand(signals.External),
		ADX: only(a.Heard.Has(signals.TrendStrength), &a.ADX), RSI: only(a.Heard.Has(signals.Momentum), &a.RSI),
		DayReturn:  only(a.Heard.Has(signals.RegimePart), &a.DayReturn),
		DailyClose: only(daily, &a.DailyClose), DailyMean: only(daily, &a.DailyMean),
		DollarChange: only(a.DollarKnown && a.Fresh.Has(data.DXY), &a.DollarChange),
	}
}
