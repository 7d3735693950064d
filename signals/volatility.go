package signals

import (
	"math"

	"github.com/remora-bt/remora-bt/internal/portable"
	"github.com/remora-bt/remora-bt/signals/indicator"
)

// VolatilityConfig says how volatile is how risky. The part is the mean of three
// ramps:
//
//	v = (ramp(ATR/close) + ramp(band width/middle) + ramp(σ of log returns)) / 3
type VolatilityConfig struct {
	ATR struct {
		Length int `yaml:"length" json:"length"`
		Ramp   `yaml:",inline"`
	} `yaml:"atr" json:"atr"` // Wilder's average true range as a ratio of the close
	Bollinger struct {
		Length int     `yaml:"length" json:"length"`
		Width  float64 `yaml:"width" json:"width"` // standard deviations to each side
		Ramp   `yaml:",inline"`
	} `yaml:"bollinger" json:"bollinger"` // upper less lower band, as a ratio of the middle
	Returns struct {
		Length int `yaml:"length" json:"length"`
		Ramp   `yaml:",inline"`
	} `yaml:"returns" json:"returns"` // sample standard deviation of log returns
	Classes struct {
		Normal  float64 `yaml:"normal" json:"normal"`
		High    float64 `yaml:"high" json:"high"`
		Extreme float64 `yaml:"extreme" json:"extreme"`
	} `yaml:"classes" json:"classes"` // where the classes above low begin
}

// volatility is the part's state.
type volatility struct {
	cfg  *VolatilityConfig
	atr  indicator.ATR
	band indicator.Bollinger

	prev    float64   // the close before; 0 at first
	returns []float64 // log returns, a ring
	next    int
	full    bool
}

func newVolatility(cfg *VolatilityConfig) volatility {
	return volatility{
		cfg: cfg, atr: indicator.NewATR(cfg.ATR.Length),
		band:    indicator.NewBollinger(cfg.Bollinger.Length, cfg.Bollinger.Width),
		returns: make([]float64, cfg.Returns.Length),
	}
}

// measures are what the part is made of, each with its bit in known once it is warm.
type measures struct {
	atr, band, sigma float64
	known            Numbers
}

// update returns the part and what it is made of; ok is false until all of that is
// warm.
func (v *volatility) update(c candle) (x float64, m measures, ok bool) {
	atr, ok1 := v.atr.Update(c.high, c.low, c.close)
	bands, ok2 := v.band.Update(c.close)
	if v.prev > 0 {
		v.returns[v.next] = portable.Log(c.close / v.prev)
		if v.next++; v.next == len(v.returns) {
			v.next, v.full = 0, true
		}
	}
	v.prev = c.close
	if ok1 {
		m.atr, m.known = atr/c.close, m.known|1<<NumberATRRatio
	}
	if ok2 {
		m.band, m.known = (bands.Upper-bands.Lower)/bands.Middle, m.known|1<<NumberBand
	}
	if v.full {
		m.sigma, m.known = sampleDeviation(v.returns), m.known|1<<NumberSigma
	}
	if !ok1 || !ok2 || !v.full {
		return 0, m, false
	}
	return (v.cfg.ATR.at(m.atr) + v.cfg.Bollinger.at(m.band) + v.cfg.Returns.at(m.sigma)) / 3, m, true
}

func (cfg *VolatilityConfig) class(v float64) VolatilityClass {
	switch {
	case v < cfg.Classes.Normal:
		return VolatilityLow
	case v < cfg.Classes.High:
		return VolatilityNormal
	case v < cfg.Classes.Extreme:
		return VolatilityHigh
	default:
		return VolatilityExtreme
	}
}

// sampleDeviation is √(Σ(x − mean)² / (n−1)) of at least two numbers.
func sampleDeviation(xs []float64) float64 {
	var sum float64
	for _, x := range xs {
		sum += x
	}
	mean := sum / float64(len(xs))
	var squares float64
	for _, x := range xs {
		squares += float64((x - mean) * (x - mean))
	}
	return math.Sqrt(squares / float64(len(xs)-1))
}
