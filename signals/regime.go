package signals

// RegimeConfig says which regime holds. It is the first of
//
//	panic     return over PanicHours ≤ PanicReturn and volatility at least high
//	high_vol  volatility extreme
//	bull      uptrend and ADX ≥ TrendingADX
//	bear      downtrend and ADX ≥ TrendingADX
//	sideways  ADX < TrendingADX and volatility low
//	choppy    otherwise
type RegimeConfig struct {
	PanicReturn float64 `yaml:"panic_return" json:"panic_return"`
	PanicHours  int     `yaml:"panic_hours" json:"panic_hours"`
	TrendingADX float64 `yaml:"trending_adx" json:"trending_adx"`

	Risk RegimeRisk `yaml:"risk" json:"risk"`
}

// RegimeRisk is the risk of each regime, 0 to 1.
type RegimeRisk struct {
	Bull     float64 `yaml:"bull" json:"bull"`
	Sideways float64 `yaml:"sideways" json:"sideways"`
	Bear     float64 `yaml:"bear" json:"bear"`
	Choppy   float64 `yaml:"choppy" json:"choppy"`
	HighVol  float64 `yaml:"high_vol" json:"high_vol"`
	Panic    float64 `yaml:"panic" json:"panic"`
}

func (r *RegimeRisk) of(g Regime) float64 {
	return [NumRegimes]float64{0, r.Bull, r.Sideways, r.Bear, r.Choppy, r.HighVol, r.Panic}[g]
}

// most is the highest of them.
func (r *RegimeRisk) most() float64 {
	return max(r.Bull, r.Sideways, r.Bear, r.Choppy, r.HighVol, r.Panic)
}

// change is the return over the last n closes.
type change struct {
	closes []float64 // a ring of the last n
	next   int
	full   bool
}

func newChange(n int) change { return change{closes: make([]float64, n)} }

func (r *change) update(price float64) (ratio float64, ok bool) {
	ratio, ok = price/r.closes[r.next]-1, r.full
	r.closes[r.next] = price
	if r.next++; r.next == len(r.closes) {
		r.next, r.full = 0, true
	}
	return ratio, ok
}

// regime decides by the volatility's class, the trend and the return.
func (cfg *RegimeConfig) regime(vol VolatilityClass, direction Trend, adx, ratio float64) Regime {
	trending := adx >= cfg.TrendingADX
	switch {
	case ratio <= cfg.PanicReturn && vol >= VolatilityHigh:
		return Panic
	case vol == VolatilityExtreme:
		return HighVol
	case direction == Uptrend && trending:
		return Bull
	case direction == Downtrend && trending:
		return Bear
	case !trending && vol == VolatilityLow:
		return SidewaysRegime
	default:
		return Choppy
	}
}
