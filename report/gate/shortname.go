package gate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A shortName stands for the first of some paths of summary.json that is there. of,
// if it is not nil, works the value out where no path is.
type shortName struct {
	name  string
	doc   string
	cell  []string // paths of what is said of a strategy
	study []string // of the whole study
	words []string // all that the value can be, where it is a word
	of    func(r *resolver, c *cell) (v runfolder.Value, ok bool)
}

// answers are all that a verdict can be.
var answers = []string{"HELPS", "HURTS", "NO EVIDENCE", "INCONCLUSIVE", "INVALID"}

var shortNames = []shortName{
	{
		name: "lift", doc: "profit of the filter beyond the mean of its placebos",
		cell: []string{"verdict.cells.lift", "comparison.placebo.rows.profit.lift", "placebo.value.rows.profit.lift"},
	},
	{
		name: "lift_lo", doc: "lower end of the 90 % interval of the lift",
		cell: []string{"comparison.placebo.rows.profit.lift_lo", "placebo.value.rows.profit.lift_lo"},
	},
	{
		name: "lift_hi", doc: "upper end of the 90 % interval of the lift",
		cell: []string{"comparison.placebo.rows.profit.lift_hi", "placebo.value.rows.profit.lift_hi"},
	},
	{
		name: "p", doc: "placebo p-value that the filter helps",
		cell: []string{"verdict.cells.p", "comparison.placebo.rows.profit.p", "placebo.value.rows.profit.p"},
	},
	{
		name: "verdict", doc: "HELPS, HURTS, NO EVIDENCE, INCONCLUSIVE or INVALID, of a strategy",
		cell:  []string{"verdict.cells.verdict.answer", "comparison.verdict.answer"},
		words: answers,
	},
	{
		name: "overall_verdict", doc: "the verdict of the whole study",
		study: []string{"verdict.verdict.answer", "verdict.answer"},
		of:    onlyVerdict,
		words: answers,
	},
	{
		name: "coverage", doc: "share of the tested candles that the filter judged with all of its inputs fresh",
		of: coverage,
	},
	{
		name: "share_blocked", doc: "share of the tested candles on which entries are refused",
		cell: []string{"health.block_rate"}, study: []string{"filter.bars.blocked.share"},
	},
	{
		name: "share_blocked_entries", doc: "share of the entry signals that are refused",
		of: blockedEntries,
	},
}

// Vocabulary lists the short names with what they mean.
func Vocabulary() [][2]string {
	var out [][2]string
	for _, s := range shortNames {
		out = append(out, [2]string{s.name, s.doc})
	}
	return out
}

// shortSource takes a short name's value of each strategy, or of the study where only
// that has it. A run without is no error: the rule fails as undefined.
func (r *resolver) shortSource(s shortName) *source {
	missing := "the run has none: it needs a filter and a comparison in summary.json"
	perCell := func(c *cell) (runfolder.Value, bool) {
		for _, path := range s.cell {
			if v, ok := cellFigure(c, path); ok {
				return v, true
			}
		}
		if s.of != nil {
			return s.of(r, c)
		}
		return runfolder.Value{}, false
	}
	if v, why, ok := r.study(s.name); ok && !slices.ContainsFunc(r.allCells(), func(c cell) bool { _, ok := perCell(&c); return ok }) || s.cell == nil && s.study != nil {
		return &source{ofStudy: true, value: func(*cell, string, string) (runfolder.Value, string) {
			if !ok {
				return v, missing
			}
			return v, why
		}}
	}
	return &source{ofCell: true, value: func(c *cell, _, _ string) (runfolder.Value, string) {
		v, ok := perCell(c)
		switch {
		case !ok:
			return v, missing
		case v.Kind == runfolder.Undefined:
			return v, "undefined in this run"
		}
		return v, ""
	}}
}

// study is a short name's value of the whole study.
func (r *resolver) study(name string) (v runfolder.Value, why string, ok bool) {
	for _, s := range shortNames {
		if s.name != name || s.study == nil {
			continue
		}
		for _, path := range s.study {
			if v, ok := r.run.Study.At(path); ok {
				if v.Kind == runfolder.Undefined {
					why = "undefined in this run"
				}
				return v, why, true
			}
		}
		if s.of != nil {
			v, ok = s.of(r, nil)
			return v, "", ok
		}
	}
	return v, "", false
}

func (r *resolver) allCells() []cell {
	cells, _ := r.cells(Selector{})
	return cells
}

// cellFigure is a figure of a strategy by path or by the end of one. What only one
// of several arms says is found too.
func cellFigure(c *cell, path string) (runfolder.Value, bool) {
	for _, arm := range []string{"filtered", "baseline"} {
		if run := c.arms[arm]; run != nil {
			if v, ok, _ := run.Figures.Find(path); ok {
				return v, true
			}
		}
	}
	return runfolder.Value{}, false
}

// onlyVerdict is the overall verdict of a study of one strategy.
func onlyVerdict(r *resolver, _ *cell) (v runfolder.Value, ok bool) {
	cells := r.allCells()
	if len(cells) != 1 {
		return v, false
	}
	for _, path := range []string{"verdict.cells.verdict.answer", "comparison.verdict.answer"} {
		if v, ok := cellFigure(&cells[0], path); ok {
			return v, true
		}
	}
	return v, false
}

// coverage is (rows − defaulted − stale)/rows of the comparison's health, else the
// share of the candles on which no rule lacked an input.
func coverage(r *resolver, c *cell) (v runfolder.Value, ok bool) {
	if c != nil {
		rows, okR := cellFigure(c, "coverage.rows")
		defaulted, okD := cellFigure(c, "coverage.rows_defaulted")
		stale, okS := cellFigure(c, "coverage.rows_stale")
		if okR && okD && okS && rows.Number > 0 {
			return runfolder.Num((rows.Number - defaulted.Number - stale.Number) / rows.Number), true
		}
	}
	if open, ok := r.run.Study.At("filter.bars.fail_open.share"); ok && open.Kind == runfolder.Number {
		return runfolder.Num(1 - open.Number), true
	}
	return v, false
}

// blockedEntries is blocked/all entry signals of the filtered arm.
func blockedEntries(_ *resolver, c *cell) (v runfolder.Value, ok bool) {
	if c == nil || c.arms["filtered"] == nil {
		return v, false
	}
	all := 0
	for _, n := range c.arms["filtered"].Signals {
		all += n
	}
	if all == 0 {
		return v, true
	}
	return runfolder.Num(float64(c.arms["filtered"].Signals["blocked"]) / float64(all)), true
}

// figureSource is any figure of summary.json by its path or the end of it.
func (r *resolver) figureSource(name string) (*source, *RuleFault) {
	var candidates, several []string
	found := false
	for _, run := range r.run.Runs {
		_, ok, more := run.Figures.Find(name)
		found = found || ok
		several = append(several, more...)
		candidates = append(candidates, run.Figures.Paths()...)
	}
	if found {
		return &source{ofCell: true, value: func(c *cell, _, _ string) (runfolder.Value, string) {
			v, ok := cellFigure(c, name)
			switch {
			case !ok:
				return v, "summary.json does not have it for this strategy"
			case v.Kind == runfolder.Undefined:
				return v, "undefined in this run"
			}
			return v, ""
		}}, nil
	}
	v, ok, more := r.run.Study.Find(name)
	if ok {
		why := ""
		if v.Kind == runfolder.Undefined {
			why = "undefined in this run"
		}
		return &source{ofStudy: true, value: func(*cell, string, string) (runfolder.Value, string) { return v, why }}, nil
	}
	if several = append(several, more...); len(several) > 0 {
		slices.Sort(several)
		several = slices.Compact(several)
		return nil, &RuleFault{Key: "check", What: fmt.Sprintf("metric %q could be any of %s", name, strings.Join(several[:min(len(several), 5)], ", "))}
	}
	for _, m := range metrics.All() {
		candidates = append(candidates, m.Key)
	}
	for _, s := range shortNames {
		candidates = append(candidates, s.name)
	}
	return nil, unknown(name, append(candidates, append(r.run.Study.Paths(), driftNames()...)...))
}
