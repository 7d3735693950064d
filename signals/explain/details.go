package explain

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// Details are an assessment taken apart.
type Details struct {
	Technical Source   // the candles, as an input of the confidence
	Readings  []Source // the context series, in their order
	Parts     []Line   // the parts, the terms of external after it
}

// A Source is one input of the confidence.
type Source struct {
	Name   string
	State  string  // fresh, stale or absent; of the candles warm or warming up
	Weight float64 // in the confidence

	data.Reading                // zero for the candles
	Age          data.Timeframe // since publication
	MaxAge       data.Timeframe
}

// A Line is one part of the risk score, or a term of the part external.
type Line struct {
	Name    string
	Term    bool    // of external
	Ok      bool    // has an opinion
	Weight  float64 // of external and its terms, the most that it can add
	Value   float64 // 0 to 1
	Class   string
	Summand float64
}

// Detail takes a apart; the config must be the one that made it.
func Detail(c *signals.Config, a *signals.Assessment) Details {
	e := Details{Technical: Source{Name: "technical", State: "warming up", Weight: c.Confidence.Technical}}
	if a.Warm&signals.Technical == signals.Technical {
		e.Technical.State = "warm"
	}
	weights, ages := c.Confidence.Values(), c.MaxAgeHours.Values()
	for s := range data.NumSeries {
		r := Source{Name: s.String(), State: "absent", Weight: weights[s], Reading: a.Readings[s], MaxAge: data.Timeframe(ages[s] * float64(data.Hour))}
		if r.Ok() {
			r.Age = data.Timeframe(a.At - r.Known)
			r.State = map[bool]string{true: "fresh", false: "stale"}[a.Fresh.Has(s)]
		}
		e.Readings = append(e.Readings, r)
	}
	for p, part := range [...]struct {
		weight float64
		class  string
	}{
		{c.Weights.Volatility, a.VolClass.String()},
		{c.Weights.Regime, a.Regime.String()},
		{c.Weights.TrendStrength, a.Trend.String()},
		{c.Weights.Momentum, a.Momentum.String()},
		{c.External.Max, ""},
	} {
		e.Parts = append(e.Parts, line(signals.Part(p).String(), part.weight, part.class, a.Heard.Has(signals.Part(p)), a.Summands[p]))
	}
	x := &c.External
	terms := x.Terms(&a.Inputs, a.Fresh)
	for _, t := range [...]struct {
		series data.Series
		weight float64
	}{
		{data.FearGreed, x.FearGreed.Weight},
		{data.VIX, x.VIX.Weight},
		{data.DXY, x.DXY.Weight},
		{data.FundingRate, x.FundingRate.Weight},
		{data.NewsSentiment, x.News.Weight},
	} {
		ok := a.Fresh.Has(t.series) && (t.series != data.DXY || a.DollarKnown)
		l := line(t.series.String(), t.weight, "", ok, terms[t.series])
		l.Term = true
		e.Parts = append(e.Parts, l)
	}
	return e
}

func line(name string, weight float64, class string, ok bool, summand float64) Line {
	l := Line{Name: name, Ok: ok, Weight: weight, Class: class, Summand: summand}
	if weight > 0 {
		l.Value = summand / weight
	}
	return l
}
