package metrics

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/remora-bt/remora-bt/data"
)

// A Figure is one figure of freqtrade's summary with the text that freqtrade
// prints for it, unit left out.
type Figure struct {
	Key     string // as the published reports call it
	Label   string // freqtrade's words; of lines that hold several figures, the part's
	Text    string // freqtrade's text, also where the figure is undefined
	Value   float64
	Defined bool // false: Text and Value are what freqtrade puts for undefined
	Unit    Unit // Percent, Money or what needs no unit
	Better  int
	Formula string // of its metric; "" for what is none

	form  form
	quote string
}

// A form is a way in which freqtrade prints a figure.
type form uint8

const (
	asText form = iota
	asDate
	asCount
	asShort   // rounded to 2 decimals, shortest
	asMoney   // the asset's decimals, trailing zeros stripped
	asPercent // 2 decimals
	asRatio   // 2 decimals
	asMinutes // 0d 01:45
	asSpan    // 354 days 16:45:00
)

// print is the text of a value in the figure's printed unit: percent, minutes.
func (f form) print(v float64, quote string) string {
	switch f {
	case asDate:
		return data.Instant(v).String()
	case asCount:
		return fixed(v, 0)
	case asShort:
		return short(rounded(v, 2))
	case asMoney:
		return MoneyText(v, quote)
	case asMinutes:
		return duration(v)
	case asSpan:
		return elapsed(v)
	default:
		return fixed(v, 2)
	}
}

// scaled takes a value from the metric's unit to the printed one.
func (f form) scaled(v float64) float64 {
	switch f {
	case asPercent:
		return v * 100
	case asMinutes, asSpan:
		return v / 60
	default:
		return v
	}
}

// A source says where a figure comes from.
type source struct {
	key, label string
	form       form
	metric     Metric
}

// conventions are freqtrade's numbers where a metric is undefined, 0 for all others.
var conventions = map[string]float64{"sortino": -100, "sharpe": -100, "calmar": -100, "sqn": -100, "expectancy_ratio": 100}

// Printed returns the figures of freqtrade's summary in its order. Where a metric
// is undefined they hold freqtrade's convention: −100 for the ratios, 100 for the
// expectancy ratio, else 0.
func Printed(r *Run) []Figure {
	out := make([]Figure, 0, len(summary)+1)
	for _, s := range summary {
		out = append(out, s.figure(r))
	}
	mode := Figure{Key: "trading_mode", Label: "Trading Mode", Text: "Spot", Defined: true}
	return slices.Insert(out, 2, mode)
}

func (s source) figure(r *Run) Figure {
	f := Figure{Key: s.key, Label: s.label, Better: s.metric.Better, Formula: s.metric.Formula, form: s.form, quote: r.Quote()}
	v, ok := s.metric.Of(r)
	switch {
	case ok:
		v = s.form.scaled(v)
	case len(r.Trades) == 0:
		v = 0 // freqtrade prints no summary without trades; its statistics hold zeros
	case s.metric.Undefined == noDrawdown && r.low.known:
		v = s.firstTrade(r)
	default:
		v = conventions[s.key]
	}
	f.Value, f.Defined, f.Text = v, ok, s.form.print(v, f.quote)
	if !ok && !r.low.known {
		switch s.form {
		case asDate:
			f.Text = "1970-01-01 00:00:00+00:00"
		case asSpan:
			f.Text = "N/A"
		}
	}
	switch s.form {
	case asMoney:
		f.Unit = Money
	case asPercent:
		f.Unit = Percent
	}
	return f
}

// firstTrade is what freqtrade says of a drawdown of 0: it starts and ends with
// the first trade.
func (s source) firstTrade(r *Run) float64 {
	switch s.form {
	case asDate:
		return float64(r.low.start)
	case asMoney:
		return r.low.high
	default:
		return 0
	}
}

// PrintedText is the text that freqtrade printed for a published figure, given as
// the number or text of a report: "1000.0" for starting_balance was "1000". It
// fails for a key that the summary does not have and for what is no number where
// one belongs.
func PrintedText(key, published, quote string) (string, error) {
	i := slices.IndexFunc(summary, func(s source) bool { return s.key == key })
	switch {
	case key == "trading_mode" || i >= 0 && summary[i].form == asDate:
		return published, nil
	case i < 0:
		return "", fmt.Errorf("summary has no figure %q", key)
	}
	v, err := strconv.ParseFloat(published, 64)
	if err != nil {
		return "", fmt.Errorf("figure %s: %q is not a number", key, published)
	}
	return summary[i].form.print(v, quote), nil
}

// Delta prints f − g, f of the filtered arm and g of the baseline, with its sign.
// It is empty for dates and texts.
func (f Figure) Delta(g Figure) string {
	switch {
	case f.form == asText || f.form == asDate:
		return ""
	case !f.Defined || !g.Defined:
		return Undefined
	}
	d := f.Value - g.Value
	if f.form == asSpan {
		return signed(duration(d), d)
	}
	return signed(f.form.print(d, f.quote), d)
}

// Shown is Text, or the sign for undefined.
func (f Figure) Shown() string {
	if !f.Defined {
		return Undefined
	}
	return f.Text
}
