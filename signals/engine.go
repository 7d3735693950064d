// Package signals is the risk engine: it says of each closed candle whether the
// market is worth trading at all, how risky it is, and why.
//
// The engine of a live service and of a replay are the same code: Update is
// called once per closed candle, and a replay is a loop round it. It reads no
// clock and no file.
package signals

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/indicator"
)

// An Engine turns bars into assessments. It holds all of its state, so equal bars
// give equal assessments in every bit.
type Engine struct {
	assessor
	hours, days builder

	volatility volatility
	trend      trend
	rsi        indicator.RSI
	ratio      change // over the hours of a panic
	lastHour   change
	daily      indicator.SMA
	dollar     dollar

	gauges []gauge // of the profile's quantiles
	dates  Reasons // the calendar rules that hold

	in     Inputs
	last   Assessment
	until  data.Instant // last holds up to here unless an input changes
	primed bool
}

// New returns an engine. It panics if the config is not valid.
func New(cfg Config) *Engine {
	if err := cfg.Validate(); err != nil {
		panic("signals: " + err.Error())
	}
	e := &Engine{
		assessor: newAssessor(cfg),
		hours:    builder{size: data.Instant(data.Hour)},
		days:     builder{size: data.Instant(data.Day)},
		rsi:      indicator.NewRSI(cfg.Momentum.RSI),
		ratio:    newChange(cfg.Regime.PanicHours),
		lastHour: newChange(1),
		daily:    indicator.NewSMA(cfg.Flags.BearMarket.Days),
		dollar:   dollar{days: cfg.External.DXY.Days},
	}
	e.volatility = newVolatility(&e.cfg.Volatility)
	e.trend = newTrend(&e.cfg.Trend)
	e.gauges = newGauges(&e.assessor)
	return e
}

// Update takes the bar of a candle that has just closed. Bars follow each other
// without holes; where some are missing the longer candle around them is left out.
func (e *Engine) Update(b *data.Bar) Assessment {
	e.update(b)
	a := e.last
	a.At = b.Now
	return a
}

// update brings e.last up to date and reports whether anything but its time has
// changed.
func (e *Engine) update(b *data.Bar) (changed bool) {
	var due updates
	if e.hours.add(b) {
		e.hour(e.hours.candle)
		due.hour, changed = true, true
	}
	if e.days.add(b) {
		if mean, ok := e.daily.Update(e.days.close); ok {
			e.in.DailyClose, e.in.DailyMean = e.days.close, mean
			due.day, changed = true, true
		}
	}
	for s := range b.Readings {
		if b.Readings[s] != e.in.Readings[s] {
			e.read(data.Series(s), b.Readings[s])
			due.published, changed = due.published|1<<s, true
		}
	}
	if len(e.calendar) > 0 {
		dates := e.dated(b.Now)
		changed = changed || dates != e.dates
		e.dates = dates
	}
	if !changed && e.primed && b.Now <= e.until {
		return false
	}
	e.last = e.assess(&e.in, b.Now)
	if len(e.gauges) > 0 && e.measure(due) {
		e.last = e.assess(&e.in, b.Now)
	}
	e.until = e.expires(&e.last)
	e.primed = true
	return true
}

func (e *Engine) read(s data.Series, r data.Reading) {
	e.in.Readings[s] = r
	if s == data.DXY {
		e.in.DollarChange, e.in.DollarKnown = e.dollar.update(r)
	}
}

// hour takes a closed candle of one hour.
func (e *Engine) hour(c candle) {
	in := &e.in
	hourReturn, returnOK := e.lastHour.update(c.close)
	vol, m, volOK := e.volatility.update(c)
	direction, adx, trendOK := e.trend.update(c)
	rsi, rsiOK := e.rsi.Update(c.close)
	ratio, ratioOK := e.ratio.update(c.close)
	in.Warm, in.Known = 0, m.known
	in.Sigma, in.ATRRatio, in.BandWidth = m.sigma, m.atr, m.band
	if returnOK {
		in.HourReturn, in.Known = hourReturn, in.Known|1<<NumberReturn1h
	}
	if volOK {
		in.Warm |= 1 << Volatility
		in.Volatility = vol
	}
	if trendOK {
		in.Warm |= 1 << TrendStrength
		in.Trend, in.ADX = direction, adx
	}
	if rsiOK {
		in.Warm |= 1 << Momentum
		in.RSI = rsi
	}
	if ratioOK {
		in.DayReturn, in.Known = ratio, in.Known|1<<NumberReturn24h
	}
	if volOK && trendOK && ratioOK {
		in.Warm |= 1 << RegimePart
		in.Regime = e.cfg.Regime.regime(e.cfg.Volatility.class(vol), direction, adx, ratio)
	}
}
