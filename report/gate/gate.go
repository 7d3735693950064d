// Package gate holds a finished run against rules and a baseline, so that continuous
// integration can stop a change that loses what the filter was worth. A metric that
// nobody knows is an error, one that is undefined fails its rule, and a rule that
// applies to nothing is an error too: a gate never passes by not looking.
package gate

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A Level says what a rule that does not hold does to the gate.
type Level string

// The levels.
const (
	Off   Level = "off"   // the rule is listed and not looked at
	Warn  Level = "warn"  // it is reported
	Error Level = "error" // the gate fails
)

// A Gate is a set of rules.
type Gate struct {
	Rules      []Rule               // nil for the built-in ones
	Resampling runfolder.Resampling // for the drift against a baseline

	AllowInconclusive bool // built-in rules let pass what cannot be told from a loss of what the baseline had
}

// A Rule is a condition on a metric of some runs. Empty selectors select all, but
// for the arm: without one the filtered arm is meant where there is one, else the
// baseline.
type Rule struct {
	Check  // the condition
	Level  Level
	Where  Selector
	Place  int  // its number in the file, from 0 on
	Line   int  // in the file, 0 if it has none
	Absent bool // it is left out where the run has no such metric: for built-in rules alone
}

// A Selector says which runs a rule is about.
type Selector struct {
	Strategies []string
	Arms       []string // baseline, filtered or delta, which is filtered − baseline
	Pairs      []string
	TimeRanges []string
}

// Delta is the arm that stands for filtered − baseline.
const Delta = "delta"

// A Check is a condition: metric, operator and what it is compared with.
type Check struct {
	Metric string
	Op     string // one of ops
	Number float64
	Words  []string // instead of Number, for ==, != and in
}

// ops are the operators, the longer ones before those that they begin with.
var ops = []string{"<=", ">=", "==", "!=", "<", ">"}

// ParseCheck reads a condition, as in "max_drawdown_mtm <= 0.25", "winrate >= 40%",
// "profit.answer != HURTS" or "risk.answer in HELPS, NO EFFECT".
func ParseCheck(text string) (Check, error) {
	fail := func(why string) (Check, error) {
		return Check{}, fmt.Errorf("check %q: %s; expected METRIC OPERATOR VALUE, as in max_drawdown_mtm <= 0.25", text, why)
	}
	metric, op, value := split(strings.TrimSpace(text))
	switch {
	case op == "":
		return fail("no operator of " + strings.Join(ops, " ") + " in")
	case metric == "" || strings.ContainsAny(metric, " \t\"'=!<>"):
		return fail(fmt.Sprintf("%q is no metric", metric))
	case value == "":
		return fail("no value")
	}
	c := Check{Metric: metric, Op: op}
	if op == "in" {
		for word := range strings.SplitSeq(value, ",") {
			c.Words = append(c.Words, strings.TrimSpace(word))
		}
		return c, nil
	}
	number, percent := strings.CutSuffix(value, "%")
	x, err := strconv.ParseFloat(number, 64)
	switch {
	case err == nil && runfolder.Num(x).Kind == runfolder.Number:
		if c.Number = x; percent {
			c.Number = x / 100
		}
	case err == nil || errors.Is(err, strconv.ErrRange):
		return fail(fmt.Sprintf("%q is not a finite number", value))
	case op != "==" && op != "!=":
		return fail(fmt.Sprintf("%s compares numbers, and %q is none", op, value))
	case strings.ContainsAny(value, "<>=!"):
		return fail(fmt.Sprintf("%q is no value", value))
	default:
		c.Words = []string{value}
	}
	return c, nil
}

// split cuts a condition at its first operator.
func split(text string) (metric, op, value string) {
	at := strings.IndexAny(text, "<>=!")
	if metric, value, ok := strings.Cut(text, " in "); ok && (at < 0 || at > len(metric)) {
		return strings.TrimSpace(metric), "in", strings.TrimSpace(value)
	}
	if at < 0 {
		return "", "", ""
	}
	for _, o := range ops {
		if rest, ok := strings.CutPrefix(text[at:], o); ok {
			return strings.TrimSpace(text[:at]), o, strings.TrimSpace(rest)
		}
	}
	return "", "", ""
}

func (c Check) String() string {
	want := strings.Join(c.Words, ", ")
	if c.Words == nil {
		want = strconv.FormatFloat(c.Number, 'f', -1, 64)
	}
	return c.Metric + " " + c.Op + " " + want
}

// holds applies the condition; an error says why it cannot be applied to the value.
func (c Check) holds(v runfolder.Value) (bool, error) {
	if v.Kind == runfolder.Undefined {
		return false, errors.New("undefined")
	}
	if c.Words != nil {
		if v.Kind == runfolder.Number {
			return false, fmt.Errorf("is the number %v, and the rule compares words", v)
		}
		found := false
		for _, w := range c.Words {
			found = found || strings.EqualFold(w, v.String())
		}
		return found != (c.Op == "!="), nil
	}
	if v.Kind != runfolder.Number {
		return false, fmt.Errorf("is %q, and the rule compares numbers", v.String())
	}
	x, y := v.Number, c.Number
	switch c.Op {
	case "<=":
		return x <= y, nil
	case ">=":
		return x >= y, nil
	case "<":
		return x < y, nil
	case ">":
		return x > y, nil
	case "==":
		return x == y, nil
	default:
		return x != y, nil
	}
}
