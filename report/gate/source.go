package gate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/internal/nearest"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A source is where the values of a metric come from.
type source struct {
	ofStudy bool // one value for the whole study
	ofCell  bool // one value a strategy, whatever the arm
	value   func(c *cell, arm, pair string) (v runfolder.Value, why string)
}

// source finds a rule's metric: drift, a metric of the runs, what became of the
// entry signals, or a figure of the answers.
func (r *resolver) source(rule *Rule) (*source, *RuleFault) {
	name := rule.Metric
	if rest, ok := strings.CutPrefix(name, driftPrefix); ok {
		return r.driftSource(rule, rest)
	}
	_, known := metrics.Find(name)
	for _, run := range r.run.Runs {
		_, has := run.Metrics[name]
		known = known || has
	}
	if known {
		return metricSource(name), nil
	}
	if word, ok := strings.CutPrefix(name, "entry_signals."); ok && slices.ContainsFunc(r.run.Runs, func(x *runfolder.Run) bool { _, has := x.Signals[word]; return has }) {
		return r.perRun(func(run *runfolder.Run) (runfolder.Value, string) {
			return runfolder.Num(float64(run.Signals[word])), ""
		}), nil
	}
	for i := range figures {
		if f := &figures[i]; f.name == name {
			if fault := rule.checkWords(f.words); fault != nil {
				return nil, fault
			}
			return r.figureSource(f, rule.Where), nil
		}
	}
	return nil, unknown(name, r.names())
}

// names are all that a rule may name.
func (r *resolver) names() []string {
	var out []string
	for _, f := range figures {
		out = append(out, f.name)
	}
	for _, m := range metrics.All() {
		out = append(out, m.Key)
	}
	for _, run := range r.run.Runs {
		for word := range run.Signals {
			out = append(out, "entry_signals."+word)
		}
	}
	slices.Sort(out)
	return append(slices.Compact(out), driftNames()...)
}

// metricSource is a metric of the runs. Of one pair of several it is worked out from
// the pair's trades, where they suffice.
func metricSource(name string) *source {
	return &source{value: func(c *cell, arm, pair string) (runfolder.Value, string) {
		return ofArm(c, arm, func(run *runfolder.Run) (runfolder.Value, string) {
			if pair == "" {
				return metricOf(run, name)
			}
			var trades []runfolder.Trade
			for _, t := range run.Trades {
				if t.Pair == pair {
					trades = append(trades, t)
				}
			}
			start, _ := run.Start()
			v, ok, known := runfolder.OfTrades(trades, start, name)
			switch {
			case !known:
				return runfolder.Value{}, "it is of all pairs of the wallet together and does not follow from the trades of one"
			case !ok:
				return runfolder.Value{}, undefined(name)
			}
			return runfolder.Num(v), ""
		})
	}}
}

func metricOf(run *runfolder.Run, name string) (runfolder.Value, string) {
	v, ok := run.Metrics[name]
	switch {
	case !ok:
		return v, "the version that wrote the run does not have it"
	case v.Kind == runfolder.Undefined:
		return v, undefined(name)
	}
	return v, ""
}

// undefined says when a metric is.
func undefined(name string) string {
	if m, ok := metrics.Find(name); ok && m.Undefined != "" {
		return "undefined " + m.Undefined
	}
	return "undefined"
}

func (r *resolver) perRun(of func(*runfolder.Run) (runfolder.Value, string)) *source {
	return &source{value: func(c *cell, arm, _ string) (runfolder.Value, string) { return ofArm(c, arm, of) }}
}

// ofArm takes a value of an arm, or the difference of both.
func ofArm(c *cell, arm string, of func(*runfolder.Run) (runfolder.Value, string)) (runfolder.Value, string) {
	if arm != Delta {
		run := c.arms[arm]
		if run == nil {
			return runfolder.Value{}, "the run has no arm " + arm
		}
		return of(run)
	}
	base, filt := c.arms["baseline"], c.arms["filtered"]
	if base == nil || filt == nil {
		return runfolder.Value{}, "the run does not have both arms"
	}
	a, why := of(base)
	if a.Kind != runfolder.Number {
		return runfolder.Value{}, orElse(why, "no number in the baseline")
	}
	b, why := of(filt)
	if b.Kind != runfolder.Number {
		return runfolder.Value{}, orElse(why, "no number in the filtered arm")
	}
	return runfolder.Num(b.Number - a.Number), ""
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// driftSource is a figure of drift.
func (r *resolver) driftSource(rule *Rule, name string) (*source, *RuleFault) {
	if !knownDrift(name, r.run) {
		return nil, unknown(rule.Metric, driftNames())
	}
	if name == "same_trades" {
		if fault := rule.checkWords([]string{"true", "false"}); fault != nil {
			return nil, fault
		}
	}
	if r.drift == nil {
		return nil, &RuleFault{Key: "check", What: fmt.Sprintf("%s needs a baseline: give one with --baseline", rule.Metric)}
	}
	if d := findDuel(name); d != nil {
		if fault := rule.checkWords(d.words); fault != nil {
			return nil, fault
		}
		return r.duelSource(d, rule.Where), nil
	}
	if slices.Contains(distances, name) {
		return &source{ofStudy: true, value: func(*cell, string, string) (runfolder.Value, string) {
			return r.drift.distance(name, rule.Where.Pairs)
		}}, nil
	}
	return &source{value: func(c *cell, arm, pair string) (runfolder.Value, string) {
		switch {
		case arm == Delta:
			return runfolder.Value{}, "drift is of one arm: baseline or filtered"
		case pair != "":
			return runfolder.Value{}, "drift is of all pairs of the wallet together"
		}
		key := c.key
		key.Arm = arm
		return r.drift.of(key, name)
	}}, nil
}

// checkWords refuses a word that a metric can never be: "verdict != HURT" would hold
// whatever the verdict is. Without words to choose from any will do.
func (r *Rule) checkWords(can []string) *RuleFault {
	if can == nil {
		return nil
	}
	for _, w := range r.Words {
		if !slices.ContainsFunc(can, func(c string) bool { return strings.EqualFold(c, w) }) {
			return &RuleFault{
				Key: "check", What: fmt.Sprintf("%s is never %q: expected one of %s", r.Metric, w, strings.Join(can, ", ")),
				Near: nearest.Of(strings.ToUpper(w), can),
			}
		}
	}
	return nil
}

func knownDrift(name string, run *runfolder.Folder) bool {
	if slices.Contains(distances, name) || slices.Contains(driftNames(), driftPrefix+name) {
		return true
	}
	_, ok := run.Runs[0].Metrics[name]
	return ok
}

func driftNames() []string {
	out := []string{driftPrefix + "same_trades"}
	for _, d := range duels {
		out = append(out, driftPrefix+d.name)
	}
	for _, d := range distances {
		out = append(out, driftPrefix+d)
	}
	for _, m := range resampled {
		out = append(out, driftPrefix+m, driftPrefix+m+".lo", driftPrefix+m+".hi", driftPrefix+m+".p")
	}
	for _, m := range metrics.All() {
		if m.Unit != metrics.Date {
			out = append(out, driftPrefix+m.Key)
		}
	}
	return out
}

func unknown(name string, candidates []string) *RuleFault {
	return &RuleFault{Key: "check", What: fmt.Sprintf("unknown metric %q", name), Near: nearest.Of(name, candidates)}
}
