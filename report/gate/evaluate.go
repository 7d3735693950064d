package gate

import (
	"context"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// An Outcome is what became of a rule.
type Outcome string

// The outcomes.
const (
	Passed  Outcome = "passed"
	Warned  Outcome = "warned" // it does not hold, at level warn
	Failed  Outcome = "failed" // it does not hold, at level error
	Skipped Outcome = "off"
)

// A Result is a rule applied to one run.
type Result struct {
	Rule    *Rule
	Outcome Outcome
	Key     runfolder.Key // zero where the metric is of the whole study
	Pair    string        // where it is of one pair alone
	Value   runfolder.Value
	Why     string // why the value is undefined or cannot be compared
}

// An Evaluation is a gate applied to a run.
type Evaluation struct {
	Run, Baseline string // where they were read from; Baseline "" without one
	Synthetic     bool
	Results       []Result
	Answers       *verdict.Answers   // of all counted cells together; nil without a filter
	Before        *verdict.Answers   // the baseline's; nil if it has none
	Currency      string             // of their money
	Filters       *runfolder.Pairing // the run's filter less the baseline's; nil where they cannot be paired
	Unpaired      string             // why not; "" without a baseline, or where nobody asked
	Width         int                // of the text, 0 for whole lines
	Quiet         bool               // the text is the first screen alone
	Verbose       bool               // the text has every rule, however many hold
	Notes         []string
	Strategies    []string
}

// Count is the number of results with an outcome.
func (e *Evaluation) Count(o Outcome) int {
	n := 0
	for _, r := range e.Results {
		if r.Outcome == o {
			n++
		}
	}
	return n
}

// Conclusive reports whether both answers say something.
func (e *Evaluation) Conclusive() bool {
	if e.Answers == nil {
		return false
	}
	for _, a := range []verdict.Answer{e.Answers.Profit.Answer, e.Answers.Risk.Answer} {
		if a == "" || a == verdict.Inconclusive || a == verdict.Invalid {
			return false
		}
	}
	return true
}

// Evaluate applies a gate. base is nil without a baseline. Faults are rules that
// name what nobody knows; if there are any, nothing is judged.
func Evaluate(ctx context.Context, g Gate, run *runfolder.Folder, base *Baseline) (*Evaluation, []RuleFault, error) {
	e := &Evaluation{Run: run.Dir, Synthetic: run.Manifest.Synthetic, Strategies: run.Strategies(), Answers: run.Answers, Currency: run.Currency()}
	r := &resolver{run: run}
	if base != nil {
		now, err := Snapshot(run)
		if err != nil {
			return nil, nil, err
		}
		r.drift = newDrifter(now, base, g.Resampling)
		e.Before = base.Answers
		e.Notes = append(e.Notes, differences(run, base)...)
		if run.Answers != nil || base.Answers != nil {
			if e.Filters, e.Unpaired, err = runfolder.PairFilters(ctx, now.grounds, base.Refused); err != nil {
				return nil, nil, err
			}
		}
		r.drift.filters, r.drift.unpaired = e.Filters, e.Unpaired
		if run.Answers != nil {
			r.drift.worth = run.Answers.Worthwhile
		}
	}
	if g.Rules == nil {
		g.Rules = Builtin(base, e.Filters, g.AllowInconclusive)
	}
	var faults []RuleFault
	for i := range g.Rules {
		if err := context.Cause(ctx); err != nil {
			return nil, nil, err
		}
		results, fault := r.apply(&g.Rules[i])
		if fault != nil {
			fault.Place = g.Rules[i].Place
			faults = append(faults, *fault)
		}
		e.Results = append(e.Results, results...)
	}
	return e, faults, nil
}

// differences name what else than the code differs between run and baseline.
func differences(run *runfolder.Folder, base *Baseline) []string {
	a := run.Manifest
	a.Config = base.Config
	var keys []string
	for _, c := range runfolder.ConfigChanges(a, run.Manifest) {
		keys = append(keys, c.Key)
	}
	if len(keys) == 0 {
		return nil
	}
	return []string{"the baseline is of another study, so that drift is not only the code's: " + strings.Join(keys, ", ")}
}

// A resolver finds metrics in a run.
type resolver struct {
	run   *runfolder.Folder
	drift *drifter
}

// apply judges one rule.
func (r *resolver) apply(rule *Rule) ([]Result, *RuleFault) {
	cells, fault := r.cells(rule.Where)
	if fault != nil {
		return nil, fault
	}
	src, fault := r.source(rule)
	switch {
	case fault != nil && rule.Absent:
		return nil, nil
	case fault != nil:
		return nil, fault
	case rule.Level == Off:
		return []Result{{Rule: rule, Outcome: Skipped}}, nil
	case src.ofStudy:
		v, why := src.value(nil, "", "")
		if rule.Absent && v.Kind == runfolder.Undefined {
			return nil, nil
		}
		return []Result{judged(rule, Result{Rule: rule, Value: v, Why: why})}, nil
	}
	var out []Result
	for i := range cells {
		for _, arm := range r.arms(&cells[i], src, rule.Where.Arms) {
			for _, pair := range pairsOf(&cells[i], src, rule.Where.Pairs) {
				v, why := src.value(&cells[i], arm, pair)
				if rule.Absent && v.Kind == runfolder.Undefined {
					continue
				}
				key := cells[i].key
				key.Arm = arm
				out = append(out, judged(rule, Result{Rule: rule, Key: key, Pair: pair, Value: v, Why: why}))
			}
		}
	}
	return out, nil
}

// judged gives a result its outcome.
func judged(rule *Rule, r Result) Result {
	ok, err := rule.holds(r.Value)
	if err != nil && r.Why == "" {
		r.Why = err.Error()
	}
	switch {
	case err == nil && ok:
		r.Outcome = Passed
	case rule.Level == Warn:
		r.Outcome = Warned
	default:
		r.Outcome = Failed
	}
	return r
}
