package gate

import (
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A figure is one that the answers give. Without selectors a rule is about all counted
// cells together, with them about each cell that they select.
type figure struct {
	name, doc string
	words     []string // all that the value can be, where it is a word
	of        func(*verdict.Answers) runfolder.Value
	covered   func(*verdict.Coverage) runfolder.Value // instead of of: of what the filter knew
	ofRun     func(*runfolder.Folder) runfolder.Value // instead of both: of the whole run
}

// answers are all that an answer can be.
var answers = []string{string(verdict.Helps), string(verdict.Hurts), string(verdict.NoEffect), string(verdict.Inconclusive), string(verdict.Invalid)}

var figures = []figure{
	{name: "profit.answer", doc: "HELPS, HURTS, NO EFFECT, INCONCLUSIVE or INVALID: whether the filter's choice helps profit", words: answers, of: func(a *verdict.Answers) runfolder.Value { return word(a.Profit.Answer) }},
	{name: "profit.selection_bp", doc: "how much worse a refused trade was than a kept one near it, basis points", of: func(a *verdict.Answers) runfolder.Value { return optional(a.Profit.BP) }},
	{name: "profit.p_helps", doc: "one-sided p-value that the choice helps profit, of one look", of: func(a *verdict.Answers) runfolder.Value { return optional(a.Profit.P) }},
	{name: "profit.p_hurts", doc: "one-sided p-value that it hurts profit, of one look", of: func(a *verdict.Answers) runfolder.Value { return optional(a.Profit.PWorse) }},
	{name: "risk.answer", doc: "the same words: whether the choice helps the worst days", words: answers, of: func(a *verdict.Answers) runfolder.Value { return word(a.Risk.Answer) }},
	{name: "risk.beyond_stake", doc: "fall of the mean of the worst 5 % of days beyond what a smaller stake gives, percentage points", of: func(a *verdict.Answers) runfolder.Value { return optional(a.Risk.Beyond) }},
	{name: "risk.tail_points", doc: "share of the loss on the worst days that was avoided by choice, percentage points", of: func(a *verdict.Answers) runfolder.Value { return optional(a.Risk.Points) }},
	{name: "refused_pct", doc: "share of the baseline's trades that the filter refused, percent", of: func(a *verdict.Answers) runfolder.Value { return optional(a.RefusedPct) }},
	{name: "coverage_pct", doc: "share of the tested candles that the filter judged with all of its inputs fresh, percent", covered: coverage},
	{name: "fail_open_pct", doc: "share of the tested candles that were admitted for want of data, percent; of the whole study", ofRun: failOpen},
}

// Vocabulary lists these names with what they mean.
func Vocabulary() [][2]string {
	var out [][2]string
	for _, f := range figures {
		out = append(out, [2]string{f.name, f.doc})
	}
	return out
}

func optional(x *float64) runfolder.Value {
	if x == nil {
		return runfolder.Value{}
	}
	return runfolder.Num(*x)
}

// word is an answer; undefined is that of a cell that is not counted.
func word(a verdict.Answer) runfolder.Value {
	if a == "" {
		return runfolder.Value{}
	}
	return runfolder.Word(string(a))
}

func coverage(c *verdict.Coverage) runfolder.Value {
	if c.Rows == 0 {
		return runfolder.Value{}
	}
	return runfolder.Num(100 * float64(c.Rows-c.RowsDefaulted-c.RowsStale) / float64(c.Rows))
}

func failOpen(f *runfolder.Folder) runfolder.Value {
	if f.FailOpen == nil {
		return runfolder.Value{}
	}
	return runfolder.Num(100 * *f.FailOpen)
}

const notCompared = "the run has none: it needs a filter that was compared"

// figureSource takes a figure from the answers of the run.
func (r *resolver) figureSource(f *figure, w Selector) *source {
	of := func(a *verdict.Answers, c *verdict.Coverage, why string) (runfolder.Value, string) {
		var v runfolder.Value
		switch {
		case f.covered != nil && c != nil:
			v = f.covered(c)
		case f.of != nil && a != nil:
			v = f.of(a)
		default:
			return v, notCompared
		}
		if v.Kind != runfolder.Undefined {
			return v, ""
		}
		return v, orElse(why, "undefined in this run")
	}
	switch {
	case f.ofRun != nil:
		return &source{ofStudy: true, value: func(*cell, string, string) (runfolder.Value, string) {
			v := f.ofRun(r.run)
			if v.Kind == runfolder.Undefined {
				return v, "the run has none: it needs a filter"
			}
			return v, ""
		}}
	case w.empty():
		return &source{ofStudy: true, value: func(*cell, string, string) (runfolder.Value, string) {
			return of(r.run.Answers, r.coverage(), "")
		}}
	}
	return &source{ofCell: true, value: func(c *cell, _, _ string) (runfolder.Value, string) {
		k := r.run.Cell(c.key)
		if k == nil {
			return runfolder.Value{}, notCompared
		}
		return of(&k.Answers, k.Coverage, k.Why)
	}}
}

// coverage adds all cells up; nil if none says.
func (r *resolver) coverage() *verdict.Coverage {
	var sum *verdict.Coverage
	for _, c := range r.run.Cells {
		if c.Coverage == nil {
			continue
		}
		if sum == nil {
			sum = new(verdict.Coverage)
		}
		sum.Rows += c.Coverage.Rows
		sum.RowsDefaulted += c.Coverage.RowsDefaulted
		sum.RowsStale += c.Coverage.RowsStale
	}
	return sum
}

// empty reports whether the selector selects everything.
func (w Selector) empty() bool {
	return !slices.ContainsFunc([][]string{w.Strategies, w.Arms, w.Pairs, w.TimeRanges}, func(names []string) bool { return len(names) > 0 })
}
