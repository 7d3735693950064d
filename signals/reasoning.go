package signals

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// Reasoning says in sentences why a is what it is. When it is not safe to trade
// there is one sentence per reason in the order of blocked_by and one more; else
// one per fact that raises the risk, the strongest first, then what could not be
// judged and which readings are too old.
func (c Config) Reasoning(a *Assessment) []string {
	out := []string{}
	if !a.Safe() {
		for r := range NumReasons {
			if a.Blocked.Has(r) {
				out = append(out, c.blockSentence(r, a)+" - blocking trades")
			}
		}
		return append(out, "Trading disabled due to global risk conditions")
	}
	for _, f := range c.facts(a) {
		out = append(out, f.sentence)
	}
	if silent := c.silentParts(a); len(silent) > 0 {
		out = append(out, "No opinion yet on "+strings.Join(silent, ", "))
	}
	ages := c.MaxAgeHours.values()
	for s := range data.NumSeries {
		if a.Stale.Has(s) {
			out = append(out, fmt.Sprintf("Stale %s: published %s, more than %v hours ago - counts as absent", s, a.Readings[s].Known, ages[s]))
		}
	}
	return out
}

func (c Config) blockSentence(r Reason, a *Assessment) string {
	switch r {
	case FlagExtremeFear:
		return fmt.Sprintf("Extreme Fear (F&G=%s)", rounded(a.Readings[data.FearGreed].Value, 2))
	case FlagHighVolatility:
		return fmt.Sprintf("Extreme volatility (%s)", rounded(a.Volatility, 3))
	case FlagDowntrend:
		return fmt.Sprintf("Downtrend (ADX=%s)", rounded(a.ADX, 1))
	case FlagPanic:
		return fmt.Sprintf("Panic (%s%% in %d hours)", rounded(100*a.DayReturn, 1), c.Regime.PanicHours)
	case FlagBearMarket:
		return fmt.Sprintf("Bear market (daily close %s below its %d-day mean %s)",
			rounded(a.DailyClose, 2), c.Flags.BearMarket.Days, rounded(a.DailyMean, 2))
	case FlagStaleData:
		return "Stale data (" + strings.Join(a.Stale.names(), ", ") + ")"
	case RiskScore:
		return fmt.Sprintf("Risk score %s above %s", rounded(a.Risk, 2), rounded(c.MaxRisk, 2))
	case OnRegime:
		return fmt.Sprintf("Regime is %s", a.Regime)
	case OnRiskClass:
		return fmt.Sprintf("Risk is %s", a.Class)
	case OnVolatility:
		return fmt.Sprintf("Volatility is %s", a.VolClass)
	case OnTrend:
		return fmt.Sprintf("Trend is %s", a.Trend)
	case OnMomentum:
		return fmt.Sprintf("Momentum is %s", a.Momentum)
	default:
		if r >= firstLimit && r < OnRegime {
			return c.limitSentence(Number(r-firstLimit), a)
		}
		return c.Label(r)
	}
}

// limitSentence says which bounds of a limit a number lies beyond.
func (c Config) limitSentence(n Number, a *Assessment) string {
	x, _ := a.Number(n)
	out := fmt.Sprintf("%s %s", numbers[n].words, digits(x))
	join := " is "
	bounds, quantiles := c.Limits.bounds()
	for _, b := range bounds {
		at, ok := b.at(a)
		if b.number != n || !ok || !b.beyond(x, at) {
			continue
		}
		out += join + map[bool]string{true: "above ", false: "below "}[b.above] + digits(at)
		join = " and "
		if b.quantile >= 0 {
			q := quantiles[b.quantile]
			out += fmt.Sprintf(", the %v quantile of its last %d", q.Level, q.Window)
		}
	}
	return out
}

// digits is a number in four significant digits.
func digits(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }

// Label is what blocked_by calls a reason: its own name, or what the profile says of
// a calendar rule.
func (c Config) Label(r Reason) string {
	if r >= firstCalendar && r < BlockList {
		return c.Calendar[r-firstCalendar].Reason
	}
	return r.String()
}

// Labels are the labels of a set in order.
func (c Config) Labels(rs Reasons) []string {
	names := []string{}
	for r := range NumReasons {
		if rs.Has(r) {
			names = append(names, c.Label(r))
		}
	}
	return names
}

// May are the reasons for which the profile can refuse an entry, in their order.
func (c Config) May() []Reason {
	a := newAssessor(c)
	in := a.blocking
	in.Set(RiskScore, c.MaxRisk < 1)
	for _, b := range a.bounds {
		in.Set(LimitTo(b.number), true)
	}
	for i, s := range a.chosen {
		in.Set(OnRegime+Reason(i), s != 0)
	}
	for i := range a.calendar {
		in.Set(CalendarRuleOf(i), true)
	}
	var out []Reason
	for r := range NumReasons {
		if in.Has(r) {
			out = append(out, r)
		}
	}
	return out
}

// A fact raises the risk by so much.
type fact struct {
	adds     float64
	sentence string
}

// facts are the technical parts above ReasonAbove and the external terms above 0,
// the strongest first.
func (c Config) facts(a *Assessment) []fact {
	var all []fact
	weights := [...]float64{c.Weights.Volatility, c.Weights.Regime, c.Weights.TrendStrength, c.Weights.Momentum}
	sentences := [...]string{
		fmt.Sprintf("Volatility is %s (%s)", a.VolClass, rounded(a.Volatility, 3)),
		fmt.Sprintf("Regime is %s", a.Regime),
		fmt.Sprintf("Trend is a %s (ADX=%s)", a.Trend, rounded(a.ADX, 1)),
		fmt.Sprintf("Momentum is %s (RSI=%s)", a.Momentum, rounded(a.RSI, 1)),
	}
	for p, w := range weights {
		if a.Heard.Has(Part(p)) && a.Summands[p] > float64(c.ReasonAbove*w) {
			all = append(all, fact{a.Summands[p], sentences[p]})
		}
	}
	value := func(s data.Series) float64 { return a.Readings[s].Value }
	said := [data.NumSeries]string{
		data.FearGreed:     fmt.Sprintf("Fear in the market (F&G=%s)", rounded(value(data.FearGreed), 2)),
		data.VIX:           fmt.Sprintf("Stock market volatility is high (VIX=%s)", rounded(value(data.VIX), 2)),
		data.DXY:           fmt.Sprintf("The dollar rose %s%% in %d days", rounded(100*a.DollarChange, 1), c.External.DXY.Days),
		data.FundingRate:   fmt.Sprintf("Funding is far from zero (%s%%)", rounded(100*value(data.FundingRate), 4)),
		data.NewsSentiment: fmt.Sprintf("News are bad (score %s)", rounded(value(data.NewsSentiment), 2)),
	}
	for s, term := range c.External.terms(&a.Inputs, a.Fresh) {
		if term > 0 {
			all = append(all, fact{term, said[s]})
		}
	}
	slices.SortStableFunc(all, func(x, y fact) int { return cmp.Compare(y.adds, x.adds) })
	return all
}

// silentParts are the parts without an opinion, those that are off left out.
func (c Config) silentParts(a *Assessment) []string {
	off := c.Off.parts()
	var names []string
	for p := range NumParts {
		if !a.Heard.Has(p) && !off.Has(p) {
			names = append(names, p.String())
		}
	}
	return names
}

// rounded is appendRounded as a string; a number that is not finite never gets here.
func rounded(x float64, places int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "unknown"
	}
	return string(appendRounded(nil, x, places))
}
