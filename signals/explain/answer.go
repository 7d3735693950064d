// Package explain tells what the engine answered: as Remora's interface does, in
// sentences, and taken apart into its inputs and the parts of its score. It decides
// nothing.
package explain

import (
	"encoding/json"
	"strconv"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// Decimals of the numbers in an answer.
const (
	twoPlaces   = 2 // scores, confidence, index levels
	threePlaces = 3 // volatility and the breakdown
	sixPlaces   = 6 // funding rates
)

// JSON renders a as Remora's interface does: the fields, their order, their
// rounding and the line breaks are part of the interface. What is not known is
// null. The config must be the one that made a, since the reasons name its limits.
func JSON(c *signals.Config, a *signals.Assessment) []byte {
	w := &answer{b: make([]byte, 0, 1024)}
	w.raw("{\n  ").key("safe_to_trade").bool(a.Safe()).raw(", ").key("risk_score").number(a.Risk, a.Heard != 0, twoPlaces)
	w.raw(", ").key("risk_class").word(a.Class.String())
	w.raw(",\n  ").key("regime").word(a.Regime.String())
	w.raw(", ").key("volatility").number(a.Volatility, a.Heard.Has(signals.Volatility), threePlaces)
	w.raw(", ").key("volatility_classification").word(a.VolClass.String())
	w.raw(",\n  ").key("risk_confidence").number(a.Confidence, true, twoPlaces)
	w.raw(", ").key("trend_classification").word(a.Trend.String())
	w.raw(", ").key("momentum_classification").word(a.Momentum.String())
	w.raw(",\n  ").key("reasoning").list(Reasoning(c, a))
	w.raw(",\n  ").key("blocked_by").list(c.Labels(a.Blocked))
	w.raw(",\n  ").key("risk_breakdown").raw("{")
	for p := range signals.NumParts {
		w.comma(p > 0).key(p.String()).number(a.Summands[p], a.Heard.Has(p), threePlaces)
	}
	w.raw("},\n  ").key("event_flags").raw("{")
	for f := range signals.NumFlags {
		if f < signals.FlagBearMarket || a.Flags.Has(f) {
			w.comma(f > 0).key(f.String()).bool(a.Flags.Has(f))
		}
	}
	w.raw("},\n  ").key("recommendation").word(a.Advice.String()).raw(",\n  ")
	for i, r := range readings {
		v, ok := a.Reading(r.series)
		w.comma(i > 0).key(r.key).number(v, ok, r.places)
	}
	return w.raw("\n}").b
}

// readings are those of an answer.
var readings = []struct {
	key    string
	series data.Series
	places int
}{
	{"fear_greed_index", data.FearGreed, twoPlaces},
	{"btc_dominance", data.BTCDominance, twoPlaces},
	{"funding_rate", data.FundingRate, sixPlaces},
	{"vix", data.VIX, twoPlaces},
	{"dxy", data.DXY, twoPlaces},
}

// An answer is JSON in the making.
type answer struct{ b []byte }

func (w *answer) raw(s string) *answer {
	w.b = append(w.b, s...)
	return w
}

func (w *answer) comma(between bool) *answer {
	if between {
		return w.raw(", ")
	}
	return w
}

func (w *answer) key(s string) *answer { return w.text(s).raw(": ") }

func (w *answer) bool(v bool) *answer {
	w.b = strconv.AppendBool(w.b, v)
	return w
}

func (w *answer) number(x float64, ok bool, places int) *answer {
	if !ok {
		return w.raw("null")
	}
	w.b = appendRounded(w.b, x, places)
	return w
}

// word writes a class; none is null.
func (w *answer) word(s string) *answer {
	if s == "" {
		return w.raw("null")
	}
	return w.text(s)
}

func (w *answer) list(items []string) *answer {
	w.raw("[")
	for i, s := range items {
		w.comma(i > 0).text(s)
	}
	return w.raw("]")
}

// text writes a string that holds no control characters, with & and < as they are.
func (w *answer) text(s string) *answer {
	quoted, err := json.Marshal(s)
	if err == nil && len(quoted) == len(s)+2 {
		w.b = append(w.b, quoted...)
		return w
	}
	w.b = append(w.b, '"')
	for _, r := range s {
		if r == '"' || r == '\\' {
			w.b = append(w.b, '\\')
		}
		w.b = append(w.b, string(r)...)
	}
	w.b = append(w.b, '"')
	return w
}
