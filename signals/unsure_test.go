package signals_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/profile"
)

// strict is the default with every flag blocking, and rules on the score beside.
func strict(t *testing.T) signals.Config {
	c, err := profile.Parse([]byte(`
name: strict
max_risk: 0.6
flags: {flag_downtrend: {blocks: true}, flag_bear_market: {blocks: true}, flag_stale_data: {blocks: true}}
limits:
  risk_external: {above: 0.3}
  risk_score: {above: 0.55, below: 0.01}
  return_24h: {below: -0.07}
  rsi: {above: 80, below: 20}
  atr_ratio: {above_quantile: {level: 0.5, window: 10, minimum: 5}}
block_on: {risk_class: {high: true}, regime: {high_vol: true}}
`))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const noon = data.Instant(1_700_000_000_000)

// complete are inputs of which none is missing.
func complete(rng *rand.Rand) signals.Inputs {
	u := rng.Float64
	in := signals.Inputs{Measures: signals.Measures{
		Warm:       1<<signals.Volatility | 1<<signals.RegimePart | 1<<signals.TrendStrength | 1<<signals.Momentum,
		Volatility: u() * 0.8, Regime: signals.Bull + signals.Regime(rng.IntN(5)), Trend: signals.Sideways + signals.Trend(rng.IntN(3)),
		ADX: 60 * u(), RSI: 15 + 70*u(), DayReturn: 0.2*u() - 0.1, DailyClose: 90 + 20*u(), DailyMean: 100,
		Known: 1<<signals.NumberSigma | 1<<signals.NumberATRRatio | 1<<signals.NumberBand | 1<<signals.NumberReturn1h | 1<<signals.NumberReturn24h,
		Sigma: u() / 100, ATRRatio: u() / 20, BandWidth: u() / 10, HourReturn: u()/50 - 0.01,
		DollarChange: 0.04*u() - 0.01, DollarKnown: true,
	}}
	for s, v := range [data.NumSeries]float64{10 + 60*u(), 12 + 42*u(), 120, 0.002*u() - 0.001, 50, 1, 1, 2*u() - 1} {
		in.Readings[s] = data.Reading{Value: v, Event: noon - 1, Known: noon - 1}
	}
	for i := range in.Levels {
		in.Levels[i] = signals.Level{X: []float64{0.5, 0.006, -0.0005}[rng.IntN(3)], Ok: true}
	}
	return in
}

// A hole is an input that can be missing: how to take it away, and some of what it
// could have been, its extremes among them.
type hole struct {
	name  string
	take  func(*signals.Inputs)
	fills []func(*signals.Inputs)
}

func holes() (out []hole) {
	type edit = func(*signals.Inputs)
	for s, values := range [data.NumSeries][2]float64{{0, 100}, {5, 300}, {80, 160}, {-0.04, 0.04}, {1, 99}, {0, 1e12}, {0, 1e12}, {-1, 1}} {
		h := hole{name: data.Series(s).String(), take: func(in *signals.Inputs) {
			in.Readings[s] = data.Reading{}
			if data.Series(s) == data.DXY {
				in.DollarKnown, in.DollarChange = false, 0
			}
		}}
		for _, age := range []data.Instant{1, data.Instant(30 * data.Day)} { // fresh and stale
			for _, v := range values {
				h.fills = append(h.fills, func(in *signals.Inputs) {
					in.Readings[s] = data.Reading{Value: v, Event: noon - age, Known: noon - age}
					if data.Series(s) == data.DXY {
						in.DollarKnown, in.DollarChange = true, (v-120)/100
					}
				})
			}
		}
		out = append(out, h)
	}
	part := func(p signals.Part, name string, fills ...edit) {
		for i, fill := range fills {
			fills[i] = func(in *signals.Inputs) { in.Warm |= 1 << p; fill(in) }
		}
		out = append(out, hole{name, func(in *signals.Inputs) {
			in.Warm &^= 1 << p
			switch p {
			case signals.Volatility:
				in.Volatility = 0
			case signals.RegimePart:
				in.Regime = 0
			case signals.TrendStrength:
				in.Trend, in.ADX = 0, 0
			default:
				in.RSI = 0
			}
		}, fills})
	}
	part(signals.Volatility, "volatility", func(in *signals.Inputs) { in.Volatility = 0 }, func(in *signals.Inputs) { in.Volatility = 1 })
	var regimes []edit
	for _, r := range signals.Regimes() {
		regimes = append(regimes, func(in *signals.Inputs) { in.Regime = r })
	}
	part(signals.RegimePart, "regime", regimes...)
	var trends []edit
	for _, k := range []signals.Trend{signals.Sideways, signals.Uptrend, signals.Downtrend} {
		trends = append(trends, func(in *signals.Inputs) { in.Trend, in.ADX = k, 0 }, func(in *signals.Inputs) { in.Trend, in.ADX = k, 100 })
	}
	part(signals.TrendStrength, "trend", trends...)
	part(signals.Momentum, "momentum", func(in *signals.Inputs) { in.RSI = 0 }, func(in *signals.Inputs) { in.RSI = 20 },
		func(in *signals.Inputs) { in.RSI = 70 }, func(in *signals.Inputs) { in.RSI = 100 })
	for n, at := range map[signals.Number]func(*signals.Inputs) *float64{
		signals.NumberSigma:     func(in *signals.Inputs) *float64 { return &in.Sigma },
		signals.NumberATRRatio:  func(in *signals.Inputs) *float64 { return &in.ATRRatio },
		signals.NumberBand:      func(in *signals.Inputs) *float64 { return &in.BandWidth },
		signals.NumberReturn1h:  func(in *signals.Inputs) *float64 { return &in.HourReturn },
		signals.NumberReturn24h: func(in *signals.Inputs) *float64 { return &in.DayReturn },
	} {
		fill := func(x float64) edit { return func(in *signals.Inputs) { *at(in), in.Known = x, in.Known|1<<n } }
		out = append(out, hole{n.String(), func(in *signals.Inputs) { *at(in), in.Known = 0, in.Known&^(1<<n) }, []edit{fill(-0.99), fill(9)}})
	}
	day := func(x float64) edit { return func(in *signals.Inputs) { in.DailyClose, in.DailyMean = x, 100 } }
	out = append(out, hole{"daily", func(in *signals.Inputs) { in.DailyClose, in.DailyMean = 0, 0 }, []edit{day(1), day(1000)}})
	for i := range 3 {
		fill := func(x float64) edit { return func(in *signals.Inputs) { in.Levels[i] = signals.Level{X: x, Ok: true} } }
		out = append(out, hole{fmt.Sprint("level ", i), func(in *signals.Inputs) { in.Levels[i] = signals.Level{} }, []edit{fill(-1e9), fill(1e9)}})
	}
	return out
}

// Whatever is taken away, of any profile: an answer is unsure if, and only if, it is
// safe and would not have been with what is missing at some value.
func TestUnsureIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	all := holes()
	external, score := parse(t, "limits: {risk_external: {above: 0.2}}"), parse(t, "limits: {risk_score: {above: 0.5}}")
	class := parse(t, "block_on: {risk_class: {moderate: true, high: true, very_high: true}}")
	for _, cfg := range append(everyProfile(t), strict(t), external, score, class) {
		seen := map[string]int{}
		for range 100 {
			in := complete(rng)
			if a := cfg.Assess(in, noon); a.Unsure {
				t.Fatalf("%s: unsure with every input: %+v", cfg.Name, a)
			}
			for i, h := range all {
				lacking := in
				h.take(&lacking)
				fills := h.fills
				if other := all[rng.IntN(i+1)]; i%2 == 0 && other.name != h.name { // two at once
					other.take(&lacking)
					fills = nil
					for _, f := range h.fills {
						for _, g := range other.fills {
							fills = append(fills, func(in *signals.Inputs) { f(in); g(in) })
						}
					}
				}
				got := cfg.Assess(lacking, noon)
				want := false
				for _, fill := range fills {
					full := lacking
					fill(&full)
					a := cfg.Assess(full, noon)
					want = want || got.Safe() && !a.Safe()
				}
				if got.Unsure != want {
					t.Fatalf("%s without %s: unsure %t, want %t: %+v", cfg.Name, h.name, got.Unsure, want, got)
				}
				if want {
					seen[h.name]++
				}
			}
		}
		t.Logf("%s: %v", cfg.Name, seen)
		if len(seen) == 0 {
			t.Errorf("%s: never unsure", cfg.Name)
		}
	}
}
