package explain_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/explain"
	"github.com/remora-bt/remora-bt/signals/profile"
)

func TestReasoning(t *testing.T) {
	fresh, now := published()
	reading := func(in *signals.Inputs, s data.Series, v float64) {
		in.Readings[s] = data.Reading{Value: v, Event: now.Add(-data.Hour), Known: now.Add(-data.Hour)}
	}
	for _, tt := range []struct {
		name   string
		set    string
		change func(*signals.Inputs)
		want   []string
		advice signals.Recommendation
	}{
		{
			"published", "", func(*signals.Inputs) {},
			[]string{"Extreme Fear (F&G=15) - blocking trades", "Trading disabled due to global risk conditions"},
			signals.NoEntry,
		},
		{
			"every blocking rule", "", func(in *signals.Inputs) {
				in.Volatility, in.Regime, in.DayReturn, in.Trend, in.ADX, in.RSI = 0.9, signals.Panic, -0.0953, signals.Downtrend, 40, 20
			},
			[]string{
				"Extreme Fear (F&G=15) - blocking trades", "Extreme volatility (0.9) - blocking trades",
				"Panic (-9.5% in 24 hours) - blocking trades", "Risk score 1 above 0.8 - blocking trades",
				"Trading disabled due to global risk conditions",
			},
			signals.NoEntry,
		},
		{
			"a downtrend that blocks", "flag_downtrend=true", func(in *signals.Inputs) {
				reading(in, data.FearGreed, 50)
				in.Trend, in.ADX = signals.Downtrend, 31.27
			},
			[]string{"Downtrend (ADX=31.3) - blocking trades", "Trading disabled due to global risk conditions"},
			signals.NoEntry,
		},
		{
			"a bear market that blocks", "flag_bear_market=true", func(in *signals.Inputs) {
				reading(in, data.FearGreed, 50)
				in.DailyClose, in.DailyMean = 29_100.5, 40_000
			},
			[]string{"Bear market (daily close 29100.5 below its 200-day mean 40000) - blocking trades", "Trading disabled due to global risk conditions"},
			signals.NoEntry,
		},
		{
			"safe, the strongest fact first", "", func(in *signals.Inputs) {
				reading(in, data.FearGreed, 22)
				reading(in, data.VIX, 31)
				reading(in, data.FundingRate, -0.0004)
				in.RSI = 40
			},
			[]string{
				"Regime is choppy", "Fear in the market (F&G=22)", "Momentum is bearish (RSI=40)",
				"Stock market volatility is high (VIX=31)", "Funding is far from zero (-0.04%)",
			},
			signals.ReduceSize,
		},
		{
			"safe and calm", "", func(in *signals.Inputs) {
				reading(in, data.FearGreed, 60)
				in.Regime, in.Trend, in.RSI = signals.Bull, signals.Uptrend, 60
			},
			nil, signals.EnterFully,
		},
		{
			"stale and not warm", "", func(in *signals.Inputs) {
				reading(in, data.FearGreed, 60)
				in.Readings[data.VIX].Known = now.Add(-6 * data.Day)
				in.Warm = 1 << signals.Momentum
			},
			[]string{
				"Momentum is neutral (RSI=48)",
				"No opinion yet on volatility, regime, trend_strength", "Stale vix: published 2025-11-20 01:00:00, more than 120 hours ago - counts as absent",
			},
			signals.EnterFully,
		},
		{"nothing", "", func(in *signals.Inputs) { *in = signals.Inputs{} }, []string{"No opinion yet on volatility, regime, trend_strength, momentum, external"}, signals.EnterFully},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cfg := signals.Default()
			if tt.set != "" {
				var err error
				if cfg, err = profile.Set(cfg, tt.set); err != nil {
					t.Fatal(err)
				}
			}
			if tt.name == "stale and not warm" {
				cfg.ReasonAbove = 0.4
			}
			in := fresh
			tt.change(&in)
			a := cfg.Assess(in, now)
			if got := explain.Reasoning(&cfg, &a); strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("reasoning\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			if a.Advice != tt.advice {
				t.Errorf("advice %s, want %s", a.Advice, tt.advice)
			}
		})
	}
}

// The two flags that do not belong to the published answer follow the four only
// while they are up.
func TestLateFlags(t *testing.T) {
	in, now := published()
	in.DailyClose, in.DailyMean = 1, 2
	in.Readings[data.VIX].Known = now.Add(-6 * data.Day)
	cfg := signals.Default()
	a := cfg.Assess(in, now)
	const want = `"flag_panic": false, "flag_bear_market": true, "flag_stale_data": true}`
	if got := string(explain.JSON(&cfg, &a)); !strings.Contains(got, want) || !strings.Contains(got, `"vix": null`) {
		t.Errorf("answer\n%s\nlacks %s", got, want)
	}
	if a.Confidence < 0.669 || a.Confidence > 0.671 {
		t.Errorf("confidence %v without the VIX, want 0.67", a.Confidence)
	}
}

func TestExplainAddsUp(t *testing.T) {
	cfg := signals.Default()
	e := signals.New(cfg)
	for b := range worlds.Restless(t, 6000, 8).Bars() {
		a := e.Update(b)
		x := explain.Detail(&cfg, &a)
		risk, external, confidence, total := 0.0, 0.0, 0.0, x.Technical.Weight
		if x.Technical.State == "warm" {
			confidence = x.Technical.Weight
		}
		for _, l := range x.Parts {
			if l.Term {
				external += l.Summand
			} else {
				risk += l.Summand
			}
		}
		for _, r := range x.Readings {
			total += r.Weight
			if r.State == "fresh" {
				confidence += r.Weight
			}
		}
		if min(1, risk) != a.Risk || min(cfg.External.Max, external) != a.Summands[signals.External] {
			t.Fatalf("at %s: parts add up to %v and terms to %v, want %v and %v", b.Now, risk, external, a.Risk, a.Summands[signals.External])
		}
		if d := confidence/total - a.Confidence; d > 1e-12 || d < -1e-12 {
			t.Fatalf("at %s: confidence %v of the inputs, want %v", b.Now, confidence/total, a.Confidence)
		}
	}
}

// Rules are said in words, and calendar rules in those of the profile.
func TestRulesInWords(t *testing.T) {
	in, now := published()
	in.Known = 1 << signals.NumberSigma
	in.Sigma, in.Levels[0], in.Regime, in.Trend, in.RSI, in.Volatility = 0.0123456, signals.Level{X: 0.009, Ok: true}, signals.Bear, signals.Uptrend, 80, 0.3
	in.Readings[data.VIX].Value = 55
	c, err := profile.Parse([]byte(`
name: x
limits: {sigma: {above: 0.01, above_quantile: {level: 0.75, window: 8760, minimum: 720}}, vix: {above: 50.5}}
block_on: {regime: {bear: true}, volatility_classification: {normal: true}, trend_classification: {uptrend: true}, momentum_classification: {overbought: true}, risk_class: {very_low: true, low: true, moderate: true, high: true, very_high: true}}
calendar: [{reason: "Fed decision, March", hours: 0-24}]`))
	if err != nil {
		t.Fatal(err)
	}
	c.MaxRisk, c.Flags = 1, signals.FlagsConfig{BearMarket: c.Flags.BearMarket}
	a := c.Assess(in, now)
	got := strings.Join(explain.Reasoning(&c, &a), "\n")
	want := strings.Join([]string{
		"Deviation of hourly returns 0.01235 is above 0.01 and above 0.009, the 0.75 quantile of its last 8760 - blocking trades",
		"VIX 55 is above 50.5 - blocking trades",
		"Regime is bear - blocking trades",
		fmt.Sprintf("Risk is %s - blocking trades", a.Class),
		"Volatility is normal - blocking trades",
		"Trend is uptrend - blocking trades",
		"Momentum is overbought - blocking trades",
		"Fed decision, March - blocking trades",
		"Trading disabled due to global risk conditions",
	}, "\n")
	if got != want {
		t.Errorf("reasoning\n%s\nwant\n%s", got, want)
	}
	const blocked = `"blocked_by": ["limit_sigma", "limit_vix", "regime", "risk_class", "volatility_classification", "trend_classification", "momentum_classification", "Fed decision, March"]`
	if answer := string(explain.JSON(&c, &a)); !strings.Contains(answer, blocked) {
		t.Errorf("answer\n%s\nlacks %s", answer, blocked)
	}
}
