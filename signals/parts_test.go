package signals

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
)

func TestRamp(t *testing.T) {
	for _, tt := range []struct {
		r       Ramp
		x, want float64
	}{
		{Ramp{25, 40}, 20, 0},
		{Ramp{25, 40}, 25, 0},
		{Ramp{25, 40}, 31, 0.4},
		{Ramp{25, 40}, 40, 1},
		{Ramp{25, 40}, 80, 1},
		{Ramp{25, 15}, 30, 0},
		{Ramp{25, 15}, 20, 0.5},
		{Ramp{25, 15}, 10, 1},
	} {
		if got := tt.r.at(tt.x); got != tt.want {
			t.Errorf("ramp %v at %v = %v, want %v", tt.r, tt.x, got, tt.want)
		}
	}
}

// The first rule that holds decides, and each has a case that only it explains.
func TestRegime(t *testing.T) {
	cfg := Default()
	for _, tt := range []struct {
		vol   VolatilityClass
		trend Trend
		adx   float64
		ratio float64
		want  Regime
	}{
		{VolatilityExtreme, Downtrend, 40, -0.08, Panic},
		{VolatilityHigh, Uptrend, 40, -0.2, Panic},
		{VolatilityNormal, Downtrend, 40, -0.2, Bear}, // a fall without volatility is no panic
		{VolatilityExtreme, Uptrend, 40, -0.0799, HighVol},
		{VolatilityHigh, Uptrend, 20, 0, Bull},
		{VolatilityLow, Uptrend, 19.9, 0, SidewaysRegime},
		{VolatilityNormal, Uptrend, 19.9, 0, Choppy},
		{VolatilityLow, Downtrend, 20, 0, Bear},
		{VolatilityLow, Sideways, 19.9, 0, SidewaysRegime},
		{VolatilityLow, Sideways, 20, 0, Choppy},
		{VolatilityHigh, Sideways, 10, 0.1, Choppy},
	} {
		if got := cfg.Regime.regime(tt.vol, tt.trend, tt.adx, tt.ratio); got != tt.want {
			t.Errorf("regime(%s, %s, %v, %v) = %s, want %s", tt.vol, tt.trend, tt.adx, tt.ratio, got, tt.want)
		}
	}
	for g, want := range map[Regime]float64{Bull: 0.1, SidewaysRegime: 0.4, Bear: 0.7, Choppy: 0.8, HighVol: 0.9, Panic: 1} {
		if got := cfg.Regime.Risk.of(g); got != want {
			t.Errorf("risk of %s = %v, want %v", g, got, want)
		}
	}
}

func TestTrendRisk(t *testing.T) {
	cfg := Default().Trend
	for _, tt := range []struct {
		trend     Trend
		adx, want float64
	}{
		{Sideways, 40, 0.5},
		{Uptrend, 10, 0.5},
		{Uptrend, 25, 0.25},
		{Uptrend, 50, 0},
		{Downtrend, 5, 0.5},
		{Downtrend, 25, 0.75},
		{Downtrend, 40, 1},
	} {
		if got := cfg.risk(tt.trend, tt.adx); got != tt.want {
			t.Errorf("risk of %s at ADX %v = %v, want %v", tt.trend, tt.adx, got, tt.want)
		}
	}
}

func TestMomentum(t *testing.T) {
	cfg := Default().Momentum
	for _, tt := range []struct {
		rsi, want float64
		class     MomentumClass
	}{
		{0, 1, Oversold},
		{20, 1, Oversold},
		{29.9, 0.802, Oversold},
		{30, 0.8, Bearish},
		{45, 0.5, Neutral},
		{48, 0.44, Neutral},
		{55, 0.3, Bullish},
		{70, 0, Overbought},
		{85, 0.5, Overbought},
		{100, 1, Overbought},
	} {
		if got := cfg.risk(tt.rsi); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("risk of RSI %v = %v, want %v", tt.rsi, got, tt.want)
		}
		if got := cfg.class(tt.rsi); got != tt.class {
			t.Errorf("class of RSI %v = %s, want %s", tt.rsi, got, tt.class)
		}
	}
}

// Each term alone, at its two ends and half-way.
func TestExternal(t *testing.T) {
	cfg := Default().External
	for _, tt := range []struct {
		series  data.Series
		x, want float64
	}{
		{data.FearGreed, 25, 0},
		{data.FearGreed, 20, 0.175},
		{data.FearGreed, 15, 0.35},
		{data.VIX, 25, 0},
		{data.VIX, 32.5, 0.1},
		{data.VIX, 45, 0.2},
		{data.FundingRate, 0.0003, 0},
		{data.FundingRate, -0.00065, 0.05},
		{data.FundingRate, 0.002, 0.1},
		{data.DXY, 0.01, 0},
		{data.DXY, 0.02, 0.025},
		{data.DXY, 0.04, 0.05},
		{data.NewsSentiment, -0.2, 0},
		{data.NewsSentiment, -0.4, 0.025},
		{data.NewsSentiment, -1, 0.05},
		{data.BTCDominance, 90, 0},
	} {
		in := Inputs{Measures: Measures{DollarChange: tt.x, DollarKnown: true}}
		in.Readings[tt.series] = data.Reading{Value: tt.x, Known: 1}
		var got float64
		for _, term := range cfg.Terms(&in, 1<<tt.series) {
			got += term
		}
		if math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("%s of %v adds %v, want %v", tt.series, tt.x, got, tt.want)
		}
	}
}

// The change of the dollar is that between events which lie days apart, however
// they were published, and unknown where there is none such.
func TestDollar(t *testing.T) {
	friday := data.Date(2022, 6, 3)
	week := func(n int, v float64) data.Reading {
		return data.Reading{Value: v, Event: friday.Add(data.Timeframe(n) * data.Week), Known: friday.Add(data.Timeframe(n)*data.Week + 3*data.Day)}
	}
	d := dollar{days: 5}
	steps := []struct {
		r    data.Reading
		want float64
		ok   bool
	}{
		{week(0, 100), 0, false},
		{week(1, 102), 0.02, true},
		{week(1, 103), 0.03, true}, // revised
		{week(2, 103), 0, true},
		{week(5, 110), 0, false}, // three weeks without a release
		{week(6, 121), 0.1, true},
	}
	for i, s := range steps {
		got, ok := d.update(s.r)
		if math.Abs(got-s.want) > 1e-12 || ok != s.ok {
			t.Errorf("release %d: change %v, %t; want %v, %t", i, got, ok, s.want, s.ok)
		}
	}
	daily := dollar{days: 5}
	for i := range 40 {
		v := 100 * math.Pow(1.001, float64(i))
		got, ok := daily.update(data.Reading{Value: v, Event: friday.Add(data.Timeframe(i) * data.Day), Known: 1})
		if want := math.Pow(1.001, 5) - 1; ok != (i >= 5) || ok && math.Abs(got-want) > 1e-9 {
			t.Errorf("day %d: change %v, %t; want %v", i, got, ok, want)
		}
	}
}

// A longer candle closes with the bar that ends it, holds exactly its bars, and is
// left out where one is missing.
func TestBuilder(t *testing.T) {
	const m = 5 * data.Minute
	start := data.Date(2022, 1, 1).Add(50 * data.Minute)
	b := builder{size: data.Instant(data.Hour)}
	var closed []string
	for i := range 60 {
		if i == 30 { // 03:20 is missing
			continue
		}
		at := start.Add(data.Timeframe(i) * m)
		k := &data.Bar{Candle: data.Candle{Start: at, Open: 1, High: float64(100 + i), Low: float64(100 - i), Close: float64(i)}, Now: at.Add(m)}
		if b.add(k) {
			closed = append(closed, fmt.Sprintf("%s %v %v %v", k.Now.Time().Format("15:04"), b.high, b.low, b.close))
		}
	}
	want := "02:00 113 87 13, 03:00 125 75 25, 05:00 149 51 49"
	if got := strings.Join(closed, ", "); got != want {
		t.Errorf("candles %s, want %s", got, want)
	}
}
