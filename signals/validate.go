package signals

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// Validate returns all that is wrong with c.
func (c Config) Validate() error {
	v := &validator{}
	if c.Name == "" {
		v.fault("name is empty")
	}
	if c.Version < 1 {
		v.fault("version %d is below 1", c.Version)
	}
	v.within("max_risk", c.MaxRisk, 0, 1)
	v.within("reduce_from", c.ReduceFrom, 0, 1)
	v.within("reason_above", c.ReasonAbove, 0, 1)
	w := c.Weights
	v.weights("weights", named{"volatility", w.Volatility}, named{"regime", w.Regime},
		named{"trend_strength", w.TrendStrength}, named{"momentum", w.Momentum})
	s := c.RiskClasses
	v.ascending("risk_classes", named{"low", s.Low}, named{"moderate", s.Moderate}, named{"high", s.High}, named{"very_high", s.VeryHigh})
	v.volatility(&c.Volatility)
	v.regime(&c.Regime)
	v.length("trend.fast", c.Trend.Fast, 1)
	v.length("trend.slow", c.Trend.Slow, 1)
	v.length("trend.adx", c.Trend.ADX, 2)
	v.ramp("trend.strength", c.Trend.Strength)
	v.within("trend.neutral", c.Trend.Neutral, 0, 1)
	v.momentum(&c.Momentum)
	v.external(&c.External)
	v.within("flags.flag_extreme_fear.at_most", c.Flags.ExtremeFear.AtMost, -1, 100)
	v.length("flags.flag_bear_market.days", c.Flags.BearMarket.Days, 1)
	v.coverage(&c.Confidence)
	for i, hours := range c.MaxAgeHours.Values() {
		v.within("max_age_hours."+data.Series(i).String(), hours, 0, 1e6)
	}
	v.rules(&c)
	return errors.Join(v.faults...)
}

// mostReasons is how many reasons a profile may have to refuse an entry.
const mostReasons = 16

// rules checks the limits, the calendar and how many reasons there are.
func (v *validator) rules(c *Config) {
	_, quantiles := c.Limits.bounds()
	if len(quantiles) > maxQuantiles {
		v.fault("limits: %d quantiles: expected at most %d", len(quantiles), maxQuantiles)
	}
	for n := range numNumbers {
		l := c.Limits.of(n)
		name := "limits." + n.String()
		v.bound(name+".above", l.Above, n)
		v.bound(name+".below", l.Below, n)
		v.quantile(name+".above_quantile", l.AboveQuantile)
		v.quantile(name+".below_quantile", l.BelowQuantile)
	}
	labels := map[string]bool{}
	for i, rule := range c.Calendar.Used() {
		name := fmt.Sprintf("calendar.%d", i+1)
		if _, err := rule.Times(); err != nil {
			v.fault("%s: %w", name, err)
		}
		switch r := rule.Reason; {
		case strings.TrimSpace(r) == "" || len(r) > longestReason || strings.ContainsFunc(r, func(c rune) bool { return c == '|' || !strconv.IsPrint(c) }):
			v.fault("%s.reason %q: expected 1 to %d bytes of printable text without |", name, r, longestReason)
		case labels[r] || slices.Contains(reasonNames[:], r):
			v.fault("%s.reason %q is taken: expected another", name, r)
		}
		labels[rule.Reason] = true
	}
	if len(v.faults) > 0 {
		return
	}
	if n := len(c.May()); n > mostReasons {
		v.fault("%d reasons to refuse an entry: expected at most %d", n, mostReasons)
	}
}

// longestReason bounds the reason of a calendar rule, in bytes.
const longestReason = 80

func (v *validator) bound(name string, b Bound, n Number) {
	if b.Given {
		v.within(name, b.X, numbers[n].lo, numbers[n].hi)
	}
}

// widest bounds the window of a quantile: eleven years of hours.
const widest = 100_000

func (v *validator) quantile(name string, q Quantile) {
	if q == (Quantile{}) {
		return
	}
	if !(q.Level > 0 && q.Level < 1) {
		v.fault("%s.level %v: expected a number between 0 and 1", name, q.Level)
	}
	if q.Window < 1 || q.Window > widest {
		v.fault("%s.window %d: expected a whole number from 1 to %d", name, q.Window, widest)
	}
	if q.Minimum < 1 || q.Minimum > q.Window {
		v.fault("%s.minimum %d: expected a whole number from 1 to the window, %d", name, q.Minimum, q.Window)
	}
}

// A validator collects faults.
type validator struct{ faults []error }

type named struct {
	name string
	x    float64
}

func (v *validator) fault(format string, args ...any) {
	v.faults = append(v.faults, fmt.Errorf(format, args...))
}

// within refuses what is not a number from lo to hi.
func (v *validator) within(name string, x, lo, hi float64) {
	if !(x >= lo && x <= hi) {
		v.fault("%s %v: expected a number from %v to %v", name, x, lo, hi)
	}
}

const longest = 10_000

func (v *validator) length(name string, n, least int) {
	if n < least || n > longest {
		v.fault("%s %d: expected a whole number from %d to %d", name, n, least, longest)
	}
}

func (v *validator) ramp(name string, r Ramp) {
	v.finite(name+".from", r.From)
	v.finite(name+".to", r.To)
	if r.From == r.To {
		v.fault("%s: from and to are both %v", name, r.From)
	}
}

func (v *validator) finite(name string, x float64) {
	if math.IsNaN(x) || math.Abs(x) > 1e12 {
		v.fault("%s %v: expected a finite number", name, x)
	}
}

func (v *validator) weights(name string, all ...named) {
	var sum float64
	for _, w := range all {
		v.within(name+"."+w.name, w.x, 0, 1e6)
		sum += w.x
	}
	if sum == 0 {
		v.fault("%s: they sum to 0", name)
	}
}

func (v *validator) ascending(name string, all ...named) {
	for i, step := range all {
		v.finite(name+"."+step.name, step.x)
		if i > 0 && !(step.x >= all[i-1].x) {
			v.fault("%s: %s %v is below %s %v", name, step.name, step.x, all[i-1].name, all[i-1].x)
		}
	}
}

func (v *validator) volatility(c *VolatilityConfig) {
	v.length("volatility.atr.length", c.ATR.Length, 1)
	v.ramp("volatility.atr", c.ATR.Ramp)
	v.length("volatility.bollinger.length", c.Bollinger.Length, 2)
	v.within("volatility.bollinger.width", c.Bollinger.Width, 0, 100)
	v.ramp("volatility.bollinger", c.Bollinger.Ramp)
	v.length("volatility.returns.length", c.Returns.Length, 2)
	v.ramp("volatility.returns", c.Returns.Ramp)
	v.ascending("volatility.classes", named{"normal", c.Classes.Normal}, named{"high", c.Classes.High}, named{"extreme", c.Classes.Extreme})
}

func (v *validator) regime(c *RegimeConfig) {
	v.within("regime.panic_return", c.PanicReturn, -1, 0)
	v.length("regime.panic_hours", c.PanicHours, 1)
	v.within("regime.trending_adx", c.TrendingADX, 0, 100)
	for g := Bull; g < NumRegimes; g++ {
		v.within("regime.risk."+g.String(), c.Risk.of(g), 0, 1)
	}
}

func (v *validator) momentum(c *MomentumConfig) {
	v.length("momentum.rsi", c.RSI, 2)
	v.within("momentum.top", c.Top, 0, 100)
	v.within("momentum.weak", c.Weak, 0, 100)
	v.within("momentum.strong", c.Strong, 0, 100)
	if !(c.Weak < c.Top && c.Top < c.Strong) {
		v.fault("momentum: expected weak %v < top %v < strong %v", c.Weak, c.Top, c.Strong)
	}
	k := c.Classes
	v.ascending("momentum.classes", named{"bearish", k.Bearish}, named{"neutral", k.Neutral}, named{"bullish", k.Bullish}, named{"overbought", k.Overbought})
}

func (v *validator) external(c *ExternalConfig) {
	v.within("external.max", c.Max, 0, 1)
	for _, t := range []struct {
		name string
		Term
	}{
		{"external.fear_greed", c.FearGreed},
		{"external.vix", c.VIX},
		{"external.funding_rate", c.FundingRate},
		{"external.dxy", c.DXY.Term},
		{"external.news_sentiment", c.News},
	} {
		v.within(t.name+".weight", t.Weight, 0, 1)
		v.ramp(t.name, t.Ramp)
	}
	v.length("external.dxy.days", c.DXY.Days, 1)
}

func (v *validator) coverage(c *Coverage) {
	all := []named{{"technical", c.Technical}}
	for i, w := range c.Values() {
		all = append(all, named{data.Series(i).String(), w})
	}
	v.weights("confidence", all...)
}
