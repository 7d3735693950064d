package gate

import (
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A builder collects the built-in rules.
type builder struct{ rules []Rule }

// add adds a rule. One that may be absent is left out where the run has no such figure.
func (b *builder) add(level Level, absent bool, check string) *Rule {
	c, err := ParseCheck(check)
	if err != nil {
		panic("gate: " + err.Error())
	}
	b.rules = append(b.rules, Rule{Check: c, Level: level, Place: len(b.rules), Absent: absent})
	return &b.rules[len(b.rules)-1]
}

// Builtin are the rules without a file: there are trades, the comparison is valid, the
// filter hurts neither profit nor the worst days, and nothing is lost that the baseline
// had. What a baseline already did is a warning, so that an equal run passes.
//
// Lost is what the paired test of both filters calls worse, and, where the baseline's
// answer was HELPS, what it cannot tell from a loss that is worthwhile. Filters that
// cannot be paired are held to the words of their answers.
func Builtin(base *Baseline, p *runfolder.Pairing, allow bool) []Rule {
	var b builder
	var before *verdict.Answers
	if base != nil {
		before = base.Answers
	}
	absent := before == nil
	b.add(Error, false, "total_trades > 0")
	b.add(Error, absent, "profit.answer != INVALID")
	for i, name := range []string{"profit", "risk"} {
		level, helped := Error, false
		if before != nil {
			was := []verdict.Answer{before.Profit.Answer, before.Risk.Answer}[i]
			helped = was == verdict.Helps
			if was == verdict.Hurts {
				level = Warn
			}
		}
		b.add(level, absent, name+".answer != HURTS")
		switch {
		case p != nil && helped && !allow:
			b.add(Error, false, driftPrefix+name+" in "+strings.Join([]string{string(verdict.Equal), string(verdict.Better), string(verdict.NoWorse)}, ", "))
		case p != nil:
			b.add(Error, false, driftPrefix+name+" != "+string(verdict.Worse))
		case helped && !allow:
			b.add(Error, false, name+".answer == HELPS")
		case helped:
			b.add(Error, false, name+".answer in HELPS, INCONCLUSIVE")
		}
	}
	if base == nil {
		return b.rules
	}
	if p == nil {
		r := b.add(Error, true, "drift.daily_return_mean.hi >= 0")
		r.Where.Arms = []string{"baseline"}
	}
	b.add(Warn, true, "drift.risk_score.psi <= 0.25")
	b.add(Warn, true, "drift.regime.psi <= 0.25")
	return b.rules
}
