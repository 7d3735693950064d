package gate

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/table"
)

// Words says in a line what became of a rule.
func (r Result) Words() string {
	if r.Outcome == Skipped {
		return r.Rule.Check.String() + ": off"
	}
	value := "undefined"
	if r.Value.Kind != runfolder.Undefined {
		value = runfolder.Quoted(digits(r.Value))
	}
	s := fmt.Sprintf("%s: %s", r.Rule.Check, value)
	if r.Why != "" && r.Why != value {
		s += " (" + runfolder.Quoted(r.Why) + ")"
	}
	return s
}

// digits is a value to six digits.
func digits(v runfolder.Value) string {
	if v.Kind == runfolder.Number {
		return strconv.FormatFloat(v.Number, 'g', 6, 64)
	}
	return v.String()
}

// Of says which run a result is about.
func (r Result) Of() string {
	s := r.Key.String()
	if r.Pair != "" {
		s += ", " + r.Pair + " alone"
	}
	if s == "" {
		return "the whole study"
	}
	return runfolder.Quoted(s)
}

// tail is the last line: counts and the answers.
func (e *Evaluation) tail() string {
	s := fmt.Sprintf("%d passed, %d warned, %d failed", e.Count(Passed), e.Count(Warned), e.Count(Failed))
	if n := e.Count(Skipped); n > 0 {
		s += fmt.Sprintf(", %d off", n)
	}
	if e.Answers != nil {
		s += fmt.Sprintf("; profit: %s, risk: %s", e.Answers.Profit.Answer, e.Answers.Risk.Answer)
	}
	return s
}

// marks are the words that begin a line.
var marks = map[Outcome]string{Passed: "ok  ", Warned: "warn", Failed: "FAIL", Skipped: "off "}

// screen says both answers, beside them what the baseline's were, and how the filter
// stands to the baseline's.
func (e *Evaluation) screen() (out []answer.Block) {
	if e.Answers != nil {
		out = answer.Blocks(e.Answers, e.Currency, runfolder.Quoted)
	}
	if e.Answers != nil && e.Before != nil {
		for i, p := range answer.Parts(e.Before, e.Currency) {
			out[i].Lines = append(out[i].Lines, "baseline: "+p.Head())
		}
	}
	if against := e.against(); len(against) > 0 {
		against[0] = "the baseline: " + against[0]
		out = append(out, answer.Block{Name: "AGAINST", Lines: against})
	}
	return out
}

// against says how the filter stands to the baseline's, or why that is not known.
func (e *Evaluation) against() []string {
	switch {
	case e.Filters != nil:
		out := answer.Duel(e.Filters.All, e.Answers.Worthwhile, e.Currency)
		for _, l := range e.Filters.Left {
			out = append(out, "left out: "+runfolder.Quoted(l))
		}
		return out
	case e.Unpaired != "":
		return []string{"not tested, " + runfolder.Quoted(e.Unpaired)}
	}
	return nil
}

// lines are the screen, at most as wide as is asked for.
func (e *Evaluation) lines(width int) string {
	var b strings.Builder
	for _, k := range e.screen() {
		b.WriteString(k.Text(width))
	}
	return b.String()
}

// mostRules is how many rules a text that is not verbose lists, those first that do not
// hold.
const mostRules = 20

// first is the first screen as text: what came of the rules, and the answers.
func (e *Evaluation) first() string {
	title := "passed"
	if e.Count(Failed) > 0 {
		title = "failed"
	}
	b := answer.Block{Name: "GATE", Lines: []string{title + ": " + e.tail()}}
	if e.Synthetic {
		b.Lines = append(b.Lines, "The run is on synthetic data.")
	}
	return b.Text(e.Width) + e.lines(e.Width)
}

// WriteText prints the answers, a line a rule, and the answers once more.
func (e *Evaluation) WriteText(w io.Writer) error {
	first := e.first()
	if e.Quiet {
		_, err := io.WriteString(w, first)
		return err
	}
	var b strings.Builder
	b.WriteString(first + "\n")
	say := func(name, text string) { b.WriteString(table.Hang(name, text, e.Width) + "\n") }
	left := 0
	for i, r := range e.ordered() {
		if i >= mostRules && r.Outcome != Failed && !e.Verbose {
			left++
			continue
		}
		of := ""
		if r.Outcome != Skipped {
			of = " [" + r.Of() + "]"
		}
		say(marks[r.Outcome]+"  ", r.Words()+of)
	}
	if left > 0 {
		say("", plural.Of(left, "more rule, which does not fail", "more rules, none of which fails")+": -v")
	}
	for _, n := range e.Notes {
		say("", "Note: "+runfolder.Quoted(n))
	}
	b.WriteString("\n" + first)
	_, err := io.WriteString(w, b.String())
	return err
}

// ordered are the results, those first that do not hold.
func (e *Evaluation) ordered() (out []Result) {
	for _, o := range []Outcome{Failed, Warned, Passed, Skipped} {
		for _, r := range e.Results {
			if r.Outcome == o {
				out = append(out, r)
			}
		}
	}
	return out
}

// WriteJSON prints everything; what is undefined is null.
func (e *Evaluation) WriteJSON(w io.Writer) error {
	type result struct {
		Check     string          `json:"check"`
		Level     Level           `json:"level"`
		Outcome   Outcome         `json:"outcome"`
		Strategy  string          `json:"strategy"` // "" where the metric is of the whole study
		Pairs     string          `json:"pairs"`
		TimeRange string          `json:"timerange"`
		Arm       string          `json:"arm"`
		Pair      string          `json:"pair"` // where one of several is judged alone
		Value     runfolder.Value `json:"value"`
		Why       string          `json:"why"`
	}
	out := struct {
		Run       string           `json:"run"`
		Baseline  string           `json:"baseline"`
		Synthetic bool             `json:"synthetic"`
		Passed    bool             `json:"passed"`
		Answers   *verdict.Answers `json:"answers"`          // null without a filter
		Before    *verdict.Answers `json:"baseline_answers"` // null if the baseline has none
		Against   *verdict.Duel    `json:"against_baseline"` // null where the filters cannot be paired
		Unpaired  string           `json:"unpaired"`         // why not
		Counts    map[Outcome]int  `json:"counts"`
		Results   []result         `json:"results"`
		Notes     []string         `json:"notes"`
	}{
		Run: e.Run, Baseline: e.Baseline, Synthetic: e.Synthetic, Passed: e.Count(Failed) == 0, Answers: e.Answers, Before: e.Before, Unpaired: e.Unpaired,
		Counts: map[Outcome]int{}, Results: []result{}, Notes: append([]string{}, e.Notes...),
	}
	if e.Filters != nil {
		out.Against = e.Filters.All
	}
	for o := range marks {
		out.Counts[o] = e.Count(o)
	}
	for _, r := range e.Results {
		out.Results = append(out.Results, result{
			r.Rule.Check.String(), r.Rule.Level, r.Outcome, r.Key.Strategy, r.Key.Pairs, r.Key.TimeRange, r.Key.Arm, r.Pair, r.Value, r.Why,
		})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
