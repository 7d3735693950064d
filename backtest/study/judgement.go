package study

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A Judgement is what a filter did to one strategy.
type Judgement struct {
	Entries Rows      // its entry signals
	Refused []Refused // every refused entry signal, by signal date

	Filtered Portion // baseline trades that the filter refused, of all baseline trades
	Losses   Toll    // losing baseline trades that it refused, worst first
	Gains    Toll    // winning ones, best first

	Conditions *Conditions // nil unless the filter is the engine
}

// Conditions say in which markets the baseline won and lost. They are those at the
// signal candle.
type Conditions struct {
	WinnersRisk *float64 `json:"winners_mean_risk_score"` // null without a winner that was judged
	LosersRisk  *float64 `json:"losers_mean_risk_score"`
	LosersHigh  Portion  `json:"losers_in_high_risk"` // losing trades of class high or very_high, of all losing trades
	TradesHigh  Portion  `json:"trades_in_high_risk"` // all trades of these classes, to hold the losing ones against

	ByClass  Groups `json:"-"`
	ByRegime Groups `json:"-"`
}

// Groups are the trades of both arms by class or regime, with the total last. The
// arms have the same keys.
type Groups struct{ Baseline, Filtered []metrics.Line }

// A Toll is what refused trades would have earned.
type Toll struct {
	Trades []Refused
	Profit float64 // Σ profit_abs
}

// A Refused is an entry signal that the filter refused.
type Refused struct {
	Pair   string
	Signal data.Instant // open time of the signal candle
	Said
	WouldTrade bool            // the baseline traded it
	InPosition bool            // the filtered arm had a trade open in the pair and was not asked
	Trade      *backtest.Trade // that it would have been, at the book's stake; nil if that buys nothing
}

// Said is what the filter said at a signal candle. Only the engine has an opinion
// besides Blocked.
type Said struct {
	Risk    float64
	Known   bool // the engine had a score
	Class   signals.RiskClass
	Regime  signals.Regime
	Blocked signals.Reasons
	Profile *signals.Config // that names its own reasons; nil unless the filter is the engine
}

// Reasons are why the signal is refused, as files name them.
func (s Said) Reasons() []string {
	if s.Profile == nil {
		return s.Blocked.Names()
	}
	return s.Profile.Labels(s.Blocked)
}

// said is what the filter said at the signal candle of each trade.
func (c *Cell) said(trades []backtest.Trade) []Said {
	if c.Screens == nil {
		return nil
	}
	out := make([]Said, len(trades))
	for i, t := range trades {
		out[i] = saidOn(c.Screens[t.Book], t.EntryRow-1)
	}
	return out
}

func saidOn(s *filter.Screen, row int) Said {
	out := Said{Blocked: s.Blocked[row]}
	if s.Track != nil {
		out.Profile = &s.Track.Config
	}
	if a, ok := s.Said(row); ok {
		out.Risk, out.Known, out.Class, out.Regime = a.Risk, a.Heard != 0, a.Class, a.Regime
	}
	return out
}

// judge adds what the filter did to a cell whose arms have been measured.
func (c *Cell) judge() {
	f := c.Tested
	base, filt := c.Baseline, c.Filtered
	j := &Judgement{Entries: rowsOf(f, c.entries()), Refused: c.refused()}
	j.Losses, j.Gains = tolls(j.Refused)
	traded := 0
	for _, s := range base.Said {
		if s.Blocked != 0 {
			traded++
		}
	}
	j.Filtered = portion(traded, len(base.Said))
	if f.Engine() {
		j.Conditions = conditions(base, filt)
	}
	c.Judgement = j
}
