package signals

import "github.com/remora-bt/remora-bt/signals/indicator"

// TrendConfig says what a trend is. Its direction is up where close > fast mean >
// slow mean holds, down where close < fast mean < slow mean does, else sideways.
// Its risk, with n = Neutral and s the ramp of ADX:
//
//	sideways n,   uptrend n·(1 − s),   downtrend n + (1 − n)·s
type TrendConfig struct {
	Fast     int     `yaml:"fast" json:"fast"` // length of a simple mean of closes
	Slow     int     `yaml:"slow" json:"slow"`
	ADX      int     `yaml:"adx" json:"adx"` // length
	Strength Ramp    `yaml:"strength" json:"strength"`
	Neutral  float64 `yaml:"neutral" json:"neutral"` // risk of no trend
}

// trend is the state behind the parts regime and trend_strength.
type trend struct {
	fast, slow indicator.SMA
	adx        indicator.ADX
}

func newTrend(cfg *TrendConfig) trend {
	return trend{indicator.NewSMA(cfg.Fast), indicator.NewSMA(cfg.Slow), indicator.NewADX(cfg.ADX)}
}

func (t *trend) update(c candle) (direction Trend, adx float64, ok bool) {
	fast, ok1 := t.fast.Update(c.close)
	slow, ok2 := t.slow.Update(c.close)
	adx, ok3 := t.adx.Update(c.high, c.low, c.close)
	switch {
	case !ok1 || !ok2 || !ok3:
		return 0, 0, false
	case c.close > fast && fast > slow:
		return Uptrend, adx, true
	case c.close < fast && fast < slow:
		return Downtrend, adx, true
	default:
		return Sideways, adx, true
	}
}

func (cfg *TrendConfig) risk(direction Trend, adx float64) float64 {
	n, s := cfg.Neutral, cfg.Strength.at(adx)
	switch direction {
	case Uptrend:
		return n - float64(n*s)
	case Downtrend:
		return n + float64((1-n)*s)
	default:
		return n
	}
}
