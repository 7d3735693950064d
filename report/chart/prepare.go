package chart

import (
	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// Of prepares what the charts of a cell are made from. The comparison may be nil.
func Of(s Source, c *verdict.Comparison) Input {
	in := Input{
		Strategy: s.Strategy, Filter: s.Filter, Currency: s.Currency, Synthetic: s.Synthetic, Refused: s.Refused,
		From: s.Baseline.From, To: s.Baseline.To, Start: s.Baseline.Start, Timeframe: data.Minute,
	}
	if s.Currency == "" {
		in.Currency = s.Baseline.Quote()
	}
	for i, b := range s.Result.Books {
		var screen *filter.Screen
		if s.Screens != nil {
			screen = s.Screens[i]
		}
		in.Timeframe = b.Tape.Step
		in.Pairs = append(in.Pairs, pairOf(b.Tape, screen))
	}
	if len(in.Pairs) > 0 && in.Pairs[0].Scored {
		in.MaxRisk = in.Pairs[0].MaxRisk
	}
	in.Baseline = s.arm(s.Baseline, c)
	if s.Filtered != nil {
		a := s.arm(s.Filtered, c)
		in.Filtered = &a
	}
	if c != nil {
		in.Placebo, in.Step = PlaceboOf(c.Evidence()), StepOf(&c.Answers, in.Currency)
	}
	return in
}

// arm gathers an arm, its trades with what became of them in the other.
func (s *Source) arm(r *metrics.Run, c *verdict.Comparison) Arm {
	a := Arm{Worst: r.Worst(5), Ruin: r.Ruin}
	for i, v := range r.Equity() {
		at := r.From
		if i > 0 {
			at = r.Marks[i-1].Day.Add(data.Day)
		}
		a.Equity = append(a.Equity, Day{at, v})
	}
	var why *fate.Attribution
	if c != nil {
		why = c.Attribution
	}
	for i := range r.Trades {
		t := &r.Trades[i]
		k := Trade{Trade: t, Fate: why.Fate(t)}
		s.rate(&k)
		a.Trades = append(a.Trades, k)
	}
	a.Figures = figures(r, s.Resamples)
	return a
}

// rate writes down what the filter said at the trade's signal.
func (s *Source) rate(k *Trade) {
	if s.Screens == nil {
		return
	}
	screen, row := s.Screens[k.Book], k.EntryRow-1
	if a, ok := screen.Said(row); ok && a.Class != 0 {
		k.Rated, k.Risk, k.Class, k.Regime = true, a.Risk, a.Class, a.Regime
	}
}
