package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// begin is a chart of the whole sample.
func (in *Input) begin(title string, more ...string) draw.Chart {
	return draw.Chart{Title: title, Note: in.note(more...)}
}

// note says what the chart is made of.
func (in *Input) note(more ...string) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	what := strings.TrimSpace(in.Strategy + " on " + in.pairs())
	add(strings.TrimSuffix(what, " on"))
	if in.To > in.From {
		add(in.From.Date() + " to " + in.To.Date())
	}
	trades := count(len(in.Baseline.Trades), "trade", "trades")
	if in.Filtered != nil {
		trades += ", " + draw.Number(float64(len(in.Filtered.Trades)), 0) + " filtered"
	}
	add(trades)
	for _, m := range more {
		add(m)
	}
	if in.Synthetic {
		add("synthetic data")
	}
	return strings.Join(parts, " · ")
}

func (in *Input) pairs() string {
	names := make([]string, len(in.Pairs))
	for i, p := range in.Pairs {
		names[i] = p.Name
	}
	return listed(names)
}

// listed joins names, of many only the first three.
func listed(names []string) string {
	if len(names) > 4 {
		names = append(slices.Clone(names[:3]), fmt.Sprintf("%d more", len(names)-3))
	}
	return strings.Join(names, ", ")
}

// A named is an arm with how it is drawn.
type named struct {
	*Arm
	Name string
	Role draw.Role
}

// arms are the baseline and, if there is one, the filtered arm.
func (in *Input) arms() []named {
	out := []named{{&in.Baseline, "baseline", draw.Baseline}}
	if in.Filtered != nil {
		out = append(out, named{in.Filtered, "filtered", draw.Filtered})
	}
	return out
}

// time is the x axis of the tested candles.
func (in *Input) time() draw.Axis {
	a := draw.Axis{Scale: draw.Time, Min: ms(in.From.Day()), Max: ms(in.To.Add(in.Timeframe))}
	if len(in.Baseline.Equity) > 0 {
		a.Max = max(a.Max, ms(in.Baseline.Equity[len(in.Baseline.Equity)-1].At))
	}
	if a.Max <= a.Min {
		a.Max = a.Min + float64(data.Day)
	}
	return a
}

// bare is why a chart of trades is empty; "" if it is not.
func (in *Input) bare() string {
	for _, a := range in.arms() {
		if len(a.Trades) > 0 {
			return ""
		}
	}
	return "There is no trade."
}

func (in *Input) money() string {
	if in.Currency == "" {
		return "stake currency"
	}
	return in.Currency
}

// amount is a sum of money with its currency.
func (in *Input) amount(v float64) string {
	return strings.TrimSpace(draw.Number(v, 2) + "\u00a0" + in.Currency)
}

// shades are a pair's blocked stretches: the darker, the larger the share of the
// stretch's candles on which entries are refused, in quarters.
func (p *Pair) shades() draw.Layer {
	l := draw.Layer{Kind: draw.Rects, Name: "entries blocked", Role: draw.Shade, Alpha: 0.45}
	l.Points = stretches(p.Buckets, func(b Bucket) float64 { return b.Blocked })
	return l
}

// stretches joins buckets of equal share, in quarters rounded up.
func stretches(buckets []Bucket, share func(Bucket) float64) []draw.Point {
	var out []draw.Point
	last := -1
	for i, b := range buckets {
		a := math.Ceil(float64(4*share(b))-1e-9) / 4
		if a <= 0 {
			continue
		}
		if n := len(out); n > 0 && last == i-1 && out[n-1].Alpha == a {
			out[n-1].X2 = ms(b.To)
		} else {
			out = append(out, draw.Full(ms(b.From), ms(b.To), a))
		}
		last = i
	}
	return out
}
