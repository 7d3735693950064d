package verdict

import (
	"fmt"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/internal/plural"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// Alpha is the level of the one-sided tests that answers rest on.
const Alpha = shift.Level

// fewShifts is the number of independent shifts below which a p-value of 0.05 has
// nothing to rest on.
const fewShifts = 20

// leastTrades is the least number of baseline trades, and of refused ones.
const leastTrades = 30

func (a *Answers) because(format string, args ...any) {
	a.Reasons = append(a.Reasons, fmt.Sprintf(format, args...))
}

// tooLittle says what there is too little of for either answer.
func (e *Evidence) tooLittle(a *Answers) bool {
	before := len(a.Reasons)
	a.Reasons = append(a.Reasons, e.Doubts...)
	o, t := e.Outcome, &e.Outcome.Test[shift.Profit]
	first := len(a.Reasons)
	all, stretch := 0.0, 0.0 // days that would be enough, in all and of one period
	if o.Trades < leastTrades {
		all = max(all, e.enough(float64(o.Trades), leastTrades))
		a.because("The baseline has only %s; %d are needed.", plural.Of(o.Trades, "trade", "trades"), leastTrades)
	}
	if o.Refused < leastTrades {
		all = max(all, e.enough(float64(o.Refused), leastTrades))
		a.because("The mask refuses only %s; %d are needed.", plural.Of(o.Refused, "trade", "trades"), leastTrades)
	}
	if n := at(e.Independent, 0); n < fewShifts || t.Placebos+1 < fewShifts {
		if n > 0 {
			stretch = float64(e.days()) * fewShifts / min(n, fewShifts)
		}
		if more := fewShifts - 1 - t.Placebos; more > 0 {
			stretch = max(stretch, float64(e.days()+more))
		}
		a.because("Its %s worth %.1f independent ones; %d are needed.", plural.Of(t.Placebos, "placebo is", "placebos are"), n, fewShifts)
	}
	a.Reasons = slices.Insert(a.Reasons, first, e.cannot(all, stretch)...)
	return len(a.Reasons) > before
}

// cannot says that the days cannot decide and how many would; of several periods those
// that are needed in all and those that one of them needs are told apart.
func (e *Evidence) cannot(all, stretch float64) (out []string) {
	if e.Whose == "" {
		all, stretch = max(all, stretch), 0
	}
	if stretch > 0 {
		out = append(out, fmt.Sprintf("%s %s cannot decide: this mask needs about %s at a stretch.", e.Whose, plural.Of(e.days(), "day", "days"), lasting(stretch)))
	}
	days := plural.Of(e.Outcome.Days, "day", "days")
	switch {
	case all > 0 && e.Whose != "":
		out = append(out, fmt.Sprintf("All %s together cannot decide: this mask needs about %s in all.", days, lasting(all)))
	case all > 0:
		out = append(out, fmt.Sprintf("%s cannot decide: this mask needs about %s.", days, lasting(all)))
	}
	return out
}

// still tells that most placebos choose nothing of a value.
func (e *Evidence) still(a *Answers, k int, of string) bool {
	t := &e.Outcome.Test[k]
	if 2*t.Still <= t.Placebos {
		return false
	}
	a.because("At %d of %d other times the mask chooses nothing%s.", t.Still, t.Placebos, of)
	return true
}

// fewTail tells that there are too few worst days.
func (e *Evidence) fewTail(a *Answers) bool {
	if e.Outcome.TailDays >= shift.FewTail {
		return false
	}
	of := ""
	if longest := e.enough(float64(e.Outcome.TailDays), shift.FewTail); longest > 0 {
		of = ", as about " + lasting(longest) + " have"
	}
	a.because("Only %s among the worst; %d are needed to say anything of risk%s.", plural.Of(e.Outcome.TailDays, "day counts", "days count"), shift.FewTail, of)
	return true
}

// days are those that were tested, of the longest period.
func (e *Evidence) days() int {
	if e.Days > 0 {
		return e.Days
	}
	return e.Outcome.Days
}

// enough is the length in days of a test that has as much as is wanted of what this one
// has too little of in all of its days, if it goes on as it did; 0 if this one has none.
//
//	days · want/have
func (e *Evidence) enough(have, want float64) float64 {
	if !(have > 0) {
		return 0
	}
	return float64(e.Outcome.Days) * want / have
}

// lasting is a time in the words of people, rounded up: days, months from two on, half
// years from eighteen months on.
func lasting(days float64) string {
	const month, year = 365.25 / 12, 365.25
	switch {
	case days < 2*month:
		return fmt.Sprintf("%.0f days", math.Ceil(days))
	case days < 1.5*year:
		return fmt.Sprintf("%.0f months", math.Ceil(days/month))
	}
	return fmt.Sprintf("%g years", math.Ceil(2*days/year)/2)
}

// profit answers for profit; the rules stand in their order.
func (e *Evidence) profit(a *Answers, w Worthwhile, p *Adjusted, little bool) {
	r := &a.Profit
	r.PAdjusted = Number(p.P[shift.Profit], true)
	inside := r.BPLo != nil && r.BPHi != nil && *r.BPLo > -w.BP && *r.BPHi < w.BP
	switch {
	case little || e.still(a, shift.Profit, ""):
		r.Answer = Inconclusive
	case p.P[shift.Profit] <= Alpha:
		r.Answer = Helps
		less := ""
		if inside {
			less = fmt.Sprintf(", but by less than is worthwhile, %g bp", w.BP)
		}
		a.because("Profit: the refused trades were %s%s (%s).", e.choice(a), less, PText(p.P[shift.Profit]))
	case p.PWorse[shift.Profit] <= Alpha:
		r.Answer, r.PAdjusted = Hurts, Number(p.PWorse[shift.Profit], true)
		a.because("Profit: the refused trades were %s (%s).", e.choice(a), PText(p.PWorse[shift.Profit]))
	case inside:
		r.Answer = NoEffect
		a.because("Profit: no effect worth %g bp a trade; the refused trades were %s%s.", w.BP, e.choice(a), e.corrected(p))
	default:
		r.Answer = Inconclusive
		a.because("Profit: the refused trades were %s: that can be luck%s.", e.choice(a), e.corrected(p))
		e.needed(a, w)
	}
}

// corrected says why an interval of one look that lies beyond 0 on one side shows
// nothing: the p of the answer is corrected for the number of cells.
func (e *Evidence) corrected(p *Adjusted) string {
	t := &e.Outcome.Test[shift.Profit]
	one, many := t.P, p.P[shift.Profit]
	if t.PWorse < t.P {
		one, many = t.PWorse, p.PWorse[shift.Profit]
	}
	if one > Alpha || many <= Alpha {
		return ""
	}
	return fmt.Sprintf(", for %s of this cell alone is %s among all that were looked at", PText(one), PText(many))
}

// choice words how much better or worse the refused trades were.
func (e *Evidence) choice(a *Answers) string {
	r := &a.Profit
	if r.BP == nil {
		return "worth " + signed(-*r.Selection, 2)
	}
	how, than := Compared(*r.BP)
	out := how + than + " kept ones near them"
	if r.BPLo != nil && r.BPHi != nil {
		out += fmt.Sprintf(" (choosing %s to %s bp)", signed(*r.BPLo, 1), signed(*r.BPHi, 1))
	}
	return out
}

// needed says what such a sample could have found.
func (e *Evidence) needed(a *Answers, w Worthwhile) {
	o, t := e.Outcome, &e.Outcome.Test[shift.Profit]
	smallest, ok := o.BasisPoints(t.Smallest, e.Stake)
	if !ok || !t.Bounded {
		return
	}
	a.because("Profit: such a sample finds an effect of %.1f bp in 80 %% of cases.", smallest)
	if n := Number(ratio(smallest, w.BP)); n != nil && *n > 1 {
		a.because("Profit: about %.0f refused trades are needed to find %g bp; there are %d.", math.Ceil(float64(o.Refused)**n**n), w.BP, o.Refused)
	}
}

// risk answers for the worst days.
func (e *Evidence) risk(a *Answers, w Worthwhile, p *Adjusted, little bool) {
	r := &a.Risk
	if e.fewTail(a) || e.still(a, shift.Worst, " of the worst days") {
		little = true
	}
	if r.P != nil {
		r.PAdjusted = Number(p.P[shift.Worst], true)
	}
	knows := p.P[shift.Worst] <= Alpha
	beyond := "beyond a smaller stake"
	if r.Beyond != nil && r.BeyondLo != nil {
		beyond = fmt.Sprintf("%s points beyond a smaller stake (%s to %s)", signed(*r.Beyond, 1), signed(*r.BeyondLo, 1), signed(*r.BeyondHi, 1))
	}
	switch {
	case little:
		r.Answer = Inconclusive
	case knows && r.BeyondLo != nil && *r.BeyondLo > 0:
		r.Answer = Helps
		a.because("Risk: it knows the bad days (%s) and makes them milder, %s.", PText(p.P[shift.Worst]), beyond)
	case p.PWorse[shift.Worst] <= Alpha:
		r.Answer, r.PAdjusted = Hurts, Number(p.PWorse[shift.Worst], true)
		a.because("Risk: it keeps the trades of the bad days (%s).", PText(p.PWorse[shift.Worst]))
	case r.BeyondHi != nil && *r.BeyondHi < w.Tail:
		r.Answer = NoEffect
		a.because("Risk: no better than a smaller stake, %s.", beyond)
	case knows:
		r.Answer = Inconclusive
		a.because("Risk: it avoids bad days (%s), not shown to beat a smaller stake: %s.", PText(p.P[shift.Worst]), beyond)
	case r.BeyondLo != nil && *r.BeyondLo > 0:
		r.Answer = Inconclusive
		a.because("Risk: milder than with a smaller stake, %s, but not shown to know the bad days (%s): it must do both.", beyond, PText(p.P[shift.Worst]))
	default:
		r.Answer = Inconclusive
		a.because("Risk: neither that it knows the bad days (%s) nor that it beats a smaller stake is shown: %s.", PText(p.P[shift.Worst]), beyond)
	}
}
