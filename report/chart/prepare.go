package chart

import (
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// Of prepares what the charts of a cell are made from. The comparison may be nil.
func Of(s Source, c *verdict.Comparison) Input {
	in := Input{
		Strategy: s.Strategy, Filter: s.Filter, Currency: s.Currency, Synthetic: s.Synthetic,
		From: s.Baseline.From, To: s.Baseline.To, Start: s.Baseline.Start, Timeframe: data.Minute,
	}
	if s.Currency == "" {
		in.Currency = s.Baseline.Quote()
	}
	for i, b := range s.Result.Books {
		var screen *signals.Screen
		if s.Screens != nil {
			screen = s.Screens[i]
		}
		in.Timeframe = b.Tape.Step
		in.Pairs = append(in.Pairs, pairOf(b.Tape, screen))
	}
	if len(in.Pairs) > 0 && in.Pairs[0].Scored {
		in.MaxRisk = in.Pairs[0].MaxRisk
	}
	in.Baseline = s.arm(s.Baseline, s.Filtered, Displaced)
	if s.Filtered != nil {
		a := s.arm(s.Filtered, s.Baseline, Refill)
		in.Filtered = &a
	}
	in.Placebo = placeboOf(c)
	return in
}

// A key tells trades apart: no pair has two entries on one signal.
type key struct {
	book   int
	signal data.Instant
}

// arm gathers an arm. A trade that the other one lacks has the fate missing, unless
// the filter refuses it.
func (s *Source) arm(r, other *metrics.Run, missing Fate) Arm {
	a := Arm{Worst: r.Worst(5), Ruin: r.Ruin}
	for i, v := range r.Equity() {
		at := r.From
		if i > 0 {
			at = r.Marks[i-1].Day.Add(data.Day)
		}
		a.Equity = append(a.Equity, Day{at, v})
	}
	in := map[key]bool{}
	if other != nil {
		for _, t := range other.Trades {
			in[key{t.Book, t.Signal}] = true
		}
	}
	for _, t := range r.Trades {
		k := Trade{Pair: t.Pair, Signal: t.Signal, Close: t.Close, Profit: t.ProfitAbs, Ratio: t.ProfitRatio}
		s.rate(&k, t)
		if other != nil && !in[key{t.Book, t.Signal}] && k.Fate != Refused {
			k.Fate = missing
		}
		a.Trades = append(a.Trades, k)
	}
	a.Figures = figures(r, s.Resamples)
	return a
}

// rate writes down what the filter said at the trade's signal.
func (s *Source) rate(k *Trade, t backtest.Trade) {
	if s.Screens == nil {
		return
	}
	screen, row := s.Screens[t.Book], t.EntryRow-1
	if !screen.Safe(row) {
		k.Fate = Refused
	}
	if a, ok := screen.Assessment(row); ok && a.Class != 0 {
		k.Rated, k.Risk, k.Class, k.Regime = true, a.Risk, a.Class, a.Regime
	}
}

func placeboOf(c *verdict.Comparison) *Placebo {
	if c == nil {
		return nil
	}
	r := c.Placebo.Row("profit")
	if r == nil || r.Observed == nil || r.Mean == nil || r.BandLo == nil || r.BandHi == nil || r.P == nil || r.AsGood == nil {
		return nil
	}
	return &Placebo{
		Draws: slices.Clone(c.Placebo.Draws()), Observed: *r.Observed, Mean: *r.Mean,
		BandLo: *r.BandLo, BandHi: *r.BandHi, P: *r.P, AsGood: *r.AsGood,
	}
}
