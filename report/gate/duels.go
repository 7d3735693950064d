package gate

import (
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A duel is a figure of the paired test of two filters, the run's less the baseline's,
// on the same entry signals with both masks moved together.
type duel struct {
	name, doc string
	words     []string
	of        func(*verdict.Duel, verdict.Worthwhile) runfolder.Value
}

var duels = []duel{
	{
		"profit", "EQUAL, BETTER, WORSE, NO WORSE (by what is worthwhile) or UNSURE: how its choice stands to the baseline's", verdict.Standings(),
		func(d *verdict.Duel, w verdict.Worthwhile) runfolder.Value {
			return runfolder.Word(string(d.Profit(w)))
		},
	},
	{"profit.p_better", "one-sided p-value that it chose better", nil, numberOf(true, func(d *verdict.Duel) *float64 { return d.P })},
	{"profit.p_worse", "one-sided p-value that it chose worse", nil, numberOf(true, func(d *verdict.Duel) *float64 { return d.PWorse })},
	{"profit.selection_bp", "what its choice brought more, basis points a trade that the baseline's filter refuses", nil, numberOf(false, func(d *verdict.Duel) *float64 { return d.BP })},
	{"profit.selection_bp.lo", "the lower end of the 90 % interval", nil, numberOf(false, func(d *verdict.Duel) *float64 { return d.BPLo })},
	{"profit.selection_bp.hi", "the upper end", nil, numberOf(false, func(d *verdict.Duel) *float64 { return d.BPHi })},
	{
		"risk", "the same words of the worst days", verdict.Standings(),
		func(d *verdict.Duel, w verdict.Worthwhile) runfolder.Value { return runfolder.Word(string(d.Risk(w))) },
	},
	{"risk.p_better", "one-sided p-value that it knows the worst days better", nil, numberOf(true, func(d *verdict.Duel) *float64 { return d.TailP })},
	{"risk.p_worse", "one-sided p-value that it knows them worse", nil, numberOf(true, func(d *verdict.Duel) *float64 { return d.TailWorse })},
	{"risk.beyond_stake", "how much milder they are beyond what a smaller stake gives either filter, percentage points", nil, numberOf(false, func(d *verdict.Duel) *float64 { return d.Beyond })},
	{"risk.beyond_stake.lo", "the lower end of the 90 % interval", nil, numberOf(false, func(d *verdict.Duel) *float64 { return d.BeyondLo })},
	{"risk.beyond_stake.hi", "the upper end", nil, numberOf(false, func(d *verdict.Duel) *float64 { return d.BeyondHi })},
}

// numberOf is a figure of a test; p says that it is a p-value. Filters that refuse the
// same candles differ by 0, at p = 1.
func numberOf(p bool, of func(*verdict.Duel) *float64) func(*verdict.Duel, verdict.Worthwhile) runfolder.Value {
	return func(d *verdict.Duel, _ verdict.Worthwhile) runfolder.Value {
		switch {
		case d.Equal && p:
			return runfolder.Num(1)
		case d.Equal:
			return runfolder.Num(0)
		}
		return optional(of(d))
	}
}

func findDuel(name string) *duel {
	for i := range duels {
		if duels[i].name == name {
			return &duels[i]
		}
	}
	return nil
}

// duelSource is a figure of all cells together, with selectors of each that they select.
func (r *resolver) duelSource(d *duel, w Selector) *source {
	value := func(x *verdict.Duel) (runfolder.Value, string) {
		v := d.of(x, r.drift.worth)
		if v.Kind != runfolder.Undefined {
			return v, ""
		}
		return v, "undefined in this comparison"
	}
	if w.empty() {
		return &source{ofStudy: true, value: func(*cell, string, string) (runfolder.Value, string) {
			if r.drift.filters == nil {
				return runfolder.Value{}, orElse(r.drift.unpaired, "neither the run nor the baseline has a filter")
			}
			return value(r.drift.filters.All)
		}}
	}
	return &source{ofCell: true, value: func(c *cell, _, _ string) (runfolder.Value, string) {
		if p := r.drift.filters; p != nil {
			for _, k := range p.Cells {
				if k.Key == c.key {
					return value(k.Duel)
				}
			}
		}
		return runfolder.Value{}, orElse(r.drift.unpaired, "it cannot be held against the baseline's")
	}}
}
