package signals_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/profile"
)

// Every bound of a profile: the last values on both sides that are taken, and the
// first that are not.
func TestEveryBound(t *testing.T) {
	fraction, length := [4]float64{-1e-9, 0, 1, 1 + 1e-9}, [4]float64{0, 1, 10_000, 10_001}
	two := [4]float64{1, 2, 10_000, 10_001}
	weight, percent := [4]float64{-1e-9, 0, 1e6, 1e6 + 1}, [4]float64{-1e-9, 0, 100, 100.001}
	finite := [4]float64{-1.1e12, -1e12, 1e12, 1.1e12}
	bounds := map[string][4]float64{
		"version":  {0, 1, 1e6, 0},
		"max_risk": fraction, "reduce_from": fraction, "reason_above": fraction,
		"volatility.atr.length": length, "volatility.bollinger.length": two, "volatility.returns.length": two,
		"volatility.bollinger.width": percent,
		"regime.panic_return":        {-1.001, -1, 0, 0.001}, "regime.panic_hours": length, "regime.trending_adx": percent,
		"trend.fast": length, "trend.slow": length, "trend.adx": two, "trend.neutral": fraction,
		"momentum.rsi": two, "momentum.top": {20, 20.001, 99.999, 100}, "momentum.weak": {-0.001, 0, 69.999, 70}, "momentum.strong": {70, 70.001, 100, 100.001},
		"external.max": fraction, "external.dxy.days": length,
		"flags.flag_extreme_fear.at_most": {-1.001, -1, 100, 100.001}, "flags.flag_bear_market.days": length,
		"confidence.technical": weight,
		"risk_classes.low":     {-1.1e12, -1e12, 0.4, 0.401}, "risk_classes.moderate": {0.199, 0.2, 0.6, 0.601},
		"risk_classes.high": {0.399, 0.4, 0.75, 0.751}, "risk_classes.very_high": {0.599, 0.6, 1e12, 1.1e12},
		"volatility.classes.normal": {-1.1e12, -1e12, 0.5, 0.501}, "volatility.classes.high": {0.249, 0.25, 0.75, 0.751},
		"volatility.classes.extreme": {0.499, 0.5, 1e12, 1.1e12},
		"momentum.classes.bearish":   {-1.1e12, -1e12, 45, 45.1}, "momentum.classes.neutral": {29.9, 30, 55, 55.1},
		"momentum.classes.bullish": {44.9, 45, 70, 70.1}, "momentum.classes.overbought": {54.9, 55, 1e12, 1.1e12},
	}
	for _, p := range []string{"volatility", "regime", "trend_strength", "momentum"} {
		bounds["weights."+p] = weight
	}
	for _, r := range signals.Regimes() {
		bounds["regime.risk."+r.String()] = fraction
	}
	for s := range data.NumSeries {
		bounds["confidence."+s.String()] = weight
		bounds["max_age_hours."+s.String()] = weight
	}
	ramps := []string{"trend.strength", "volatility.atr", "volatility.bollinger", "volatility.returns"}
	for _, s := range []string{"fear_greed", "vix", "funding_rate", "dxy", "news_sentiment"} {
		bounds["external."+s+".weight"] = fraction
		ramps = append(ramps, "external."+s)
	}
	for _, r := range ramps {
		bounds[r+".from"], bounds[r+".to"] = finite, finite
	}
	limits := map[string][4]float64{
		"risk_score": fraction, "risk_confidence": fraction, "risk_volatility": weight, "risk_regime": weight, "risk_trend_strength": weight,
		"risk_momentum": weight, "risk_external": fraction, "volatility": fraction, "sigma": weight, "atr_ratio": weight, "bollinger_width": weight,
		"adx": percent, "rsi": percent, "return_1h": {-1.01, -1, 1e6, 1e6 + 1}, "return_24h": {-1.01, -1, 1e6, 1e6 + 1}, "daily_ratio": {-1.01, -1, 1e6, 1e6 + 1},
		"fear_greed": percent, "vix": {-0.1, 0, 1000, 1001}, "dxy": {-0.1, 0, 1000, 1001}, "dxy_change": {-1.01, -1, 1000, 1001},
		"funding_rate": {-1.01, -1, 1, 1.01}, "btc_dominance": percent, "open_interest": {-1, 0, 1e15, 1e15 + 1}, "liquidations": {-1, 0, 1e15, 1e15 + 1},
		"news_sentiment": {-1.01, -1, 1, 1.01},
	}
	for name, b := range limits {
		bounds["limits."+name+".above"], bounds["limits."+name+".below"] = b, b
		for _, side := range []string{"above", "below"} {
			q := "limits." + name + "." + side + "_quantile."
			bounds[q+"level"] = [4]float64{0, 1e-9, 1 - 1e-9, 1}
			bounds[q+"window"] = [4]float64{9, 10, 100_000, 100_001}
			bounds[q+"minimum"] = [4]float64{0, 1, 100, 101}
		}
	}
	for _, key := range profile.Keys() {
		b, ok := bounds[key]
		if !ok {
			if number, err := profile.Set(signals.Default(), key+"=0.5"); err == nil && number.Name != "" && key != "name" {
				t.Errorf("no bound of %s is tested", key)
			}
			continue
		}
		delete(bounds, key)
		for i, x := range b {
			if key == "version" && i == 3 {
				continue
			}
			c := signals.Default()
			if base, _, ok := strings.Cut(key, "_quantile."); ok { // a whole quantile to begin with
				for _, set := range []string{"level=0.5", "window=100", "minimum=10"} {
					c = set1(t, c, base+"_quantile."+set)
				}
			}
			err := set1(t, c, key+"="+strings.ReplaceAll(fmt.Sprintf("%.10f", x), ".0000000000", "")).Validate()
			if taken := i == 1 || i == 2; (err == nil) != taken {
				t.Errorf("%s=%v: %v, want it taken: %t", key, x, err, taken)
			} else if !taken && !strings.Contains(err.Error(), strings.Split(key, ".")[0]) {
				t.Errorf("%s=%v: error %q does not name the key", key, x, err)
			}
		}
	}
	for key := range bounds {
		t.Errorf("%s is no key", key)
	}
}

func set1(t *testing.T, c signals.Config, setting string) signals.Config {
	t.Helper()
	c, err := profile.Set(c, setting)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRulesRefuse(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown number", "limits: {sigmaa: {above: 1}}", `[2:10] unknown field "sigmaa": did you mean "sigma"?`},
		{"unknown side", "limits: {sigma: {abve: 1}}", `unknown field "abve": did you mean "above"?`},
		{"a word for a bound", "limits: {vix: {above: high}}", `[2:23] limits.vix.above: found "high", expected a number or none`},
		{"not a number", "limits: {vix: {above: .nan}}", "limits.vix.above"},
		{"level without a window", "limits: {vix: {above_quantile: {level: 0.5}}}", "limits.vix.above_quantile.window 0: expected a whole number from 1 to"},
		{"unknown regime", "block_on: {regime: {bearr: true}}", `did you mean "bear"?`},
		{"key of another place", "block_on: {risk_score: true}", `unknown field "risk_score": it belongs elsewhere in a profile`},
		{"unknown part", "off: {momentun: true}", `did you mean "momentum"?`},
		{"calendar that is no list", "calendar: {reason: x}", "calendar"},
		{"rule without a time", "calendar: [{reason: x}]", "calendar.1: it has no time: expected weekdays, hours, dates or windows"},
		{"rule without a reason", "calendar: [{weekdays: sat}]", `calendar.1.reason "": expected`},
		{"reason with a stroke", `calendar: [{reason: "a|b", weekdays: sat}]`, `calendar.1.reason "a|b": expected`},
		{"reason that does not print", `calendar: [{reason: "a\tb", weekdays: sat}]`, "expected 1 to 80 bytes"},
		{"long reason", "calendar: [{reason: " + strings.Repeat("x", 81) + ", weekdays: sat}]", "expected 1 to 80 bytes"},
		{"reason of a flag", "calendar: [{reason: flag_panic, weekdays: sat}]", `calendar.1.reason "flag_panic" is taken`},
		{"reason twice", "calendar: [{reason: x, weekdays: sat}, {reason: x, hours: 1}]", `calendar.2.reason "x" is taken`},
		{"unknown key of a rule", "calendar: [{reason: x, weekday: sat}]", `unknown field "weekday": did you mean "weekdays"?`},
		{"weekday", "calendar: [{reason: x, weekdays: saturday}]", `calendar.1: weekdays: "saturday": expected one of sun, mon`},
		{"hour", "calendar: [{reason: x, hours: 24}]", `calendar.1: hours: "24": expected an hour from 0 to 23`},
		{"end hour", "calendar: [{reason: x, hours: 20-25}]", `calendar.1: hours: "25": expected an hour from 0 to 24`},
		{"no hours at all", "calendar: [{reason: x, hours: 5-5}]", "expected two ends that differ"},
		{"date", "calendar: [{reason: x, dates: 2024-02-30}]", `calendar.1: dates: "2024-02-30": expected a day`},
		{"date with a time", `calendar: [{reason: x, dates: "2024-02-03T00:00"}]`, "expected a day"},
		{"window without an end", "calendar: [{reason: x, windows: 2024-02-03}]", "expected a window as in"},
		{"window that ends before it starts", "calendar: [{reason: x, windows: 2024-03-20T17:00/16:00}]", "is not before"},
		{"window of nothing", "calendar: [{reason: x, windows: 2024-03-20T17:00/17:00}]", "is not before"},
		{"a mapping for a word", "calendar: [{reason: x, windows: [2024-03-20T17:00/19:00]}]", "between braces a word with a colon needs quotes"},
		{"nine rules", "calendar: [" + strings.Repeat("{reason: x, hours: 1},", 9) + "]", "calendar: found 9 items, expected at most 8"},
		{"nine quantiles", "limits: {" + strings.Join(eachNumber(9, "%s: {above_quantile: {level: 0.5, window: 9, minimum: 1}}"), ", ") + "}", "limits: 9 quantiles: expected at most 8"},
		{"more reasons than can be told apart", "limits: {" + strings.Join(eachNumber(13, "%s: {above: 0.5}"), ", ") + "}", "17 reasons to refuse an entry: expected at most 16"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := profile.Parse([]byte("name: x\n" + tt.text + "\n"))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want an error with %q", err, tt.want)
			}
		})
	}
	eight, err := profile.Parse([]byte("name: x\nlimits: {" + strings.Join(eachNumber(8, "%s: {above_quantile: {level: 0.5, window: 9, minimum: 1}}"), ", ") + "}\n"))
	if err != nil || len(eight.May()) != 12 {
		t.Errorf("eight quantiles: %v, reasons %v", err, eight.May())
	}
}

// eachNumber writes a form for the first n numbers.
func eachNumber(n int, form string) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf(form, signals.Number(i)))
	}
	return out
}
