// Package answer says the two answers of a comparison in words: whether the filter
// helps profit and whether it helps the worst days, how sure that is, and where it
// comes from. Every presentation takes its words from here.
package answer

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/plural"
)

// A Part is one of the two answers.
type Part struct {
	Name   string // PROFIT or RISK
	Answer verdict.Answer
	Says   string   // the answer as it is printed, with what belongs beside it
	Fact   string   // what happened to profit, or to the worst days
	Lines  []string // what the fact is made of
}

// Head is the first line of a part.
func (p *Part) Head() string {
	if p.Fact == "" {
		return p.Says
	}
	return p.Fact + ". Its choice: " + p.Says
}

// Parts are both answers; money is in the currency.
func Parts(a *verdict.Answers, currency string) [2]Part { return [2]Part{profit(a, currency), risk(a)} }

// profit says
//
//	delta = less + selection
//
// with less the difference of the two rounded figures, so that what is read adds up.
func profit(a *verdict.Answers, currency string) Part {
	r := &a.Profit
	p := Part{Name: "PROFIT", Answer: r.Answer, Says: said(r.Answer, r.PAdjusted)}
	if r.Answer == verdict.NoEffect && a.Worthwhile.BP > 0 { // runs of early versions do not say
		p.Says += fmt.Sprintf(" worth %.4g bp a trade", a.Worthwhile.BP)
	}
	if r.Delta == nil || r.Selection == nil {
		return p
	}
	p.Fact = strings.TrimSpace(Money(*r.Delta, currency) + " " + currency)
	choosing := Money(*r.Selection, currency) + " for which it refused"
	if r.Lo != nil && r.Hi != nil {
		choosing += " (" + Span(*r.Lo, *r.Hi, currency) + ")"
	}
	if r.BP != nil {
		how, _ := verdict.Compared(*r.BP)
		choosing += ": they were " + how
	}
	p.Lines = []string{Money(Less(r, currency), currency) + " for trading less in those months", choosing}
	return p
}

// Less is what trading less brought, as printed: the difference of the rounded delta
// and the rounded selection, which must be there.
func Less(r *verdict.ProfitAnswer, currency string) float64 {
	unit := math.Pow10(Decimals(currency))
	return (math.Round(*r.Delta*unit) - math.Round(*r.Selection*unit)) / unit
}

func risk(a *verdict.Answers) Part {
	r := &a.Risk
	p := Part{Name: "RISK", Answer: r.Answer, Says: said(r.Answer, r.PAdjusted)}
	if r.Answer == verdict.NoEffect && a.Worthwhile.Tail > 0 {
		p.Says += fmt.Sprintf(" worth %.4g points", a.Worthwhile.Tail)
	}
	if r.Cut != nil {
		p.Fact = "worst 5 % of days " + difference{plain, " %", "harsher", "milder"}.of(*r.Cut)
	}
	if r.Beyond != nil && a.RefusedPct != nil {
		line := fmt.Sprintf("a stake %s %% smaller gives %s %%; beyond that %s", plain(*a.RefusedPct), plain(*a.RefusedPct), Points(*r.Beyond))
		if r.BeyondLo != nil && r.BeyondHi != nil {
			line += fmt.Sprintf(" (%s to %s)", Points(*r.BeyondLo), Points(*r.BeyondHi))
		}
		p.Lines = append(p.Lines, line)
	}
	if know := knows(a); know != "" {
		p.Lines = append(p.Lines, know+givenUp(r))
	}
	return p
}

// knows says whether the filter tells bad days from others, where the worst days were
// judged: there is a reason of their own.
func knows(a *verdict.Answers) string {
	r := &a.Risk
	switch {
	case r.P == nil || r.PWorse == nil:
		return ""
	case r.Answer == verdict.Hurts:
		return "it keeps the trades of bad days (" + P(r.PAdjusted) + ")"
	case r.PAdjusted == nil: // not counted: no answer, and no p of one
		return ""
	case !slices.ContainsFunc(a.Reasons, func(s string) bool { return strings.HasPrefix(s, "Risk:") }): // too little
		return "cannot tell whether it knows bad days"
	case *r.PAdjusted <= verdict.Alpha:
		return "it does know bad days (" + P(r.PAdjusted) + ")"
	}
	not := "not shown to know bad days (" + P(r.PAdjusted) + ")"
	switch {
	case r.BeyondLo != nil && *r.BeyondLo > 0:
		not += ", as it must too"
	case r.BeyondHi != nil && *r.BeyondHi < 0:
		not += ", nor to keep their trades"
	}
	return not
}

func givenUp(r *verdict.RiskAnswer) string {
	if r.GivenUp == nil {
		return ""
	}
	text := zero(strconv.FormatFloat(*r.GivenUp, 'f', 0, 64))
	if gained, ok := strings.CutPrefix(text, "-"); ok {
		return "; the best days gained " + gained + " %"
	}
	return "; " + text + " % of best days' gain given up"
}

// said is an answer with its own p beside it: that of HURTS is the p of being worse.
func said(a verdict.Answer, p *float64) string {
	switch {
	case a == "":
		return "not counted"
	case (a == verdict.Helps || a == verdict.Hurts) && p != nil:
		return string(a) + " (" + P(p) + ")"
	default:
		return string(a)
	}
}

var short = map[verdict.Answer]string{
	verdict.Helps: "helps", verdict.Hurts: "hurts", verdict.NoEffect: "none", verdict.Inconclusive: "unsure", verdict.Invalid: "invalid",
}

// Short is an answer in a row of a table; "" for that of a cell that is not counted.
func Short(a verdict.Answer) string { return short[a] }

// Tone is +1 for good news and −1 for bad.
func Tone(a verdict.Answer) int {
	return map[verdict.Answer]int{verdict.Helps: +1, verdict.Hurts: -1}[a]
}

// Lacking are the reasons that say what there is too little of, or what is wrong:
// those that are of neither answer alone.
func Lacking(reasons []string) []string { return pick(reasons, false) }

// Why are the reasons of the one and of the other answer.
func Why(reasons []string) []string { return pick(reasons, true) }

func pick(reasons []string, ofOne bool) (out []string) {
	for _, r := range reasons {
		if (strings.HasPrefix(r, "Profit:") || strings.HasPrefix(r, "Risk:")) == ofOne {
			out = append(out, r)
		}
	}
	return out
}

// MostRows is how many strategies a first screen has room for.
const MostRows = 12

// NoFilter stands where the answers of a run without a filter would be.
const NoFilter = "no filter was tested, so there is no answer"

// Warned counts warnings about the data, which the verbose page lists.
func Warned(n int) string {
	return plural.Of(n, "warning", "warnings") + " about the data: -v"
}
