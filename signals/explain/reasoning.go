package explain

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// Reasoning says in sentences why a is what it is. When it is not safe to trade
// there is one sentence per reason in the order of blocked_by and one more; else
// one per fact that raises the risk, the strongest first, then what could not be
// judged and which readings are too old.
func Reasoning(c *signals.Config, a *signals.Assessment) []string {
	out := []string{}
	if !a.Safe() {
		for r := range signals.NumReasons {
			if a.Blocked.Has(r) {
				out = append(out, blockSentence(c, r, a)+" - blocking trades")
			}
		}
		return append(out, "Trading disabled due to global risk conditions")
	}
	for _, f := range facts(c, a) {
		out = append(out, f.sentence)
	}
	if silent := silentParts(c, a); len(silent) > 0 {
		out = append(out, "No opinion yet on "+strings.Join(silent, ", "))
	}
	ages := c.MaxAgeHours.Values()
	for s := range data.NumSeries {
		if a.Stale.Has(s) {
			out = append(out, fmt.Sprintf("Stale %s: published %s, more than %v hours ago - counts as absent", s, a.Readings[s].Known, ages[s]))
		}
	}
	return out
}

func blockSentence(c *signals.Config, r signals.Reason, a *signals.Assessment) string {
	switch r {
	case signals.FlagExtremeFear:
		return fmt.Sprintf("Extreme Fear (F&G=%s)", rounded(a.Readings[data.FearGreed].Value, 2))
	case signals.FlagHighVolatility:
		return fmt.Sprintf("Extreme volatility (%s)", rounded(a.Volatility, 3))
	case signals.FlagDowntrend:
		return fmt.Sprintf("Downtrend (ADX=%s)", rounded(a.ADX, 1))
	case signals.FlagPanic:
		return fmt.Sprintf("Panic (%s%% in %d hours)", rounded(100*a.DayReturn, 1), c.Regime.PanicHours)
	case signals.FlagBearMarket:
		return fmt.Sprintf("Bear market (daily close %s below its %d-day mean %s)",
			rounded(a.DailyClose, 2), c.Flags.BearMarket.Days, rounded(a.DailyMean, 2))
	case signals.FlagStaleData:
		return "Stale data (" + strings.Join(a.Stale.Names(), ", ") + ")"
	case signals.RiskScore:
		return fmt.Sprintf("Risk score %s above %s", rounded(a.Risk, 2), rounded(c.MaxRisk, 2))
	case signals.OnRegime:
		return fmt.Sprintf("Regime is %s", a.Regime)
	case signals.OnRiskClass:
		return fmt.Sprintf("Risk is %s", a.Class)
	case signals.OnVolatility:
		return fmt.Sprintf("Volatility is %s", a.VolClass)
	case signals.OnTrend:
		return fmt.Sprintf("Trend is %s", a.Trend)
	case signals.OnMomentum:
		return fmt.Sprintf("Momentum is %s", a.Momentum)
	default:
		if n, ok := r.Limit(); ok {
			return limitSentence(c, n, a)
		}
		return c.Label(r)
	}
}

// limitSentence says which bounds of a limit a number lies beyond.
func limitSentence(c *signals.Config, n signals.Number, a *signals.Assessment) string {
	x, _ := a.Number(n)
	out := fmt.Sprintf("%s %s", n.Words(), digits(x))
	join := " is "
	for _, b := range c.Breaches(a, n) {
		out += join + map[bool]string{true: "above ", false: "below "}[b.Above] + digits(b.At)
		join = " and "
		if b.Of.Window > 0 {
			out += fmt.Sprintf(", the %v quantile of its last %d", b.Of.Level, b.Of.Window)
		}
	}
	return out
}

// digits is a number in four significant digits.
func digits(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }

// A fact raises the risk by so much.
type fact struct {
	adds     float64
	sentence string
}

// facts are the technical parts above ReasonAbove and the external terms above 0,
// the strongest first.
func facts(c *signals.Config, a *signals.Assessment) []fact {
	var all []fact
	weights := [...]float64{c.Weights.Volatility, c.Weights.Regime, c.Weights.TrendStrength, c.Weights.Momentum}
	sentences := [...]string{
		fmt.Sprintf("Volatility is %s (%s)", a.VolClass, rounded(a.Volatility, 3)),
		fmt.Sprintf("Regime is %s", a.Regime),
		fmt.Sprintf("Trend is a %s (ADX=%s)", a.Trend, rounded(a.ADX, 1)),
		fmt.Sprintf("Momentum is %s (RSI=%s)", a.Momentum, rounded(a.RSI, 1)),
	}
	for p, w := range weights {
		if a.Heard.Has(signals.Part(p)) && a.Summands[p] > float64(c.ReasonAbove*w) {
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
	for s, term := range c.External.Terms(&a.Inputs, a.Fresh) {
		if term > 0 {
			all = append(all, fact{term, said[s]})
		}
	}
	slices.SortStableFunc(all, func(x, y fact) int { return cmp.Compare(y.adds, x.adds) })
	return all
}

// silentParts are the parts without an opinion, those that are off left out.
func silentParts(c *signals.Config, a *signals.Assessment) []string {
	off := c.Off.Parts()
	var names []string
	for p := range signals.NumParts {
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
