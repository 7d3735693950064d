package gate

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// MaxAnnotations is how many annotations are written. GitHub shows no more than ten
// of a kind and step.
const MaxAnnotations = 10

// Workflow commands of GitHub Actions are lines in which these are escaped, in
// properties : and , as well. See "Workflow commands for GitHub Actions" and
// actions/toolkit, packages/core/src/command.ts.
var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// WriteGitHub writes what does not hold as annotations, errors first, at most
// MaxAnnotations: where there are more, the last one counts the rest. file is the
// gate's file as the repository names it, "" for none.
func (e *Evaluation) WriteGitHub(w io.Writer, file string) error {
	var lines []string
	for _, o := range []Outcome{Failed, Warned} {
		command := map[Outcome]string{Failed: "error", Warned: "warning"}[o]
		for _, r := range e.Results {
			if r.Outcome == o {
				lines = append(lines, annotation(command, r, file))
			}
		}
	}
	if rest := len(lines) - MaxAnnotations; rest > 0 {
		kind := "warning"
		if e.Count(Failed) >= MaxAnnotations {
			kind = "error"
		}
		lines = append(lines[:MaxAnnotations-1], fmt.Sprintf("::%s title=remora-bt gate::%d more rules do not hold; the step summary has all of them", kind, rest+1))
	}
	for _, l := range lines {
		if _, err := io.WriteString(w, l+"\n"); err != nil {
			return err
		}
	}
	return nil
}

func annotation(command string, r Result, file string) string {
	var at string
	if file != "" {
		at = "file=" + commandProperty.Replace(file) + ","
		if r.Rule.Line > 0 {
			at += "line=" + strconv.Itoa(r.Rule.Line) + ","
		}
	}
	return fmt.Sprintf("::%s %stitle=%s::%s", command, at, commandProperty.Replace("remora-bt gate: "+r.Of()), commandData.Replace(r.Words()))
}

// MaxSummary is the most that a step may write to its summary, in bytes: GitHub
// drops the whole of one above 1 MiB. Some is left for what stands around it.
const MaxSummary = 1<<20 - 4096

// summaryWidth is that of the first screen, which does not fold.
const summaryWidth = 80

// MaxComment is the most that a comment on a pull request may hold, in bytes: GitHub
// refuses one above 65,536 characters.
const MaxComment = 60_000

// WriteSummary writes the step summary, Markdown of at most so many bytes. What does
// not hold comes first; rows that no longer fit are counted.
func (e *Evaluation) WriteSummary(w io.Writer, most int) error {
	var b strings.Builder
	title := "passed"
	if e.Count(Failed) > 0 {
		title = "failed"
	}
	fmt.Fprintf(&b, "%s%s\n\n%s\n\n", summaryHead, title, runfolder.Markdown(e.tail()))
	if e.Synthetic {
		b.WriteString("The run is on synthetic data.\n\n")
	}
	if lines := e.lines(summaryWidth); lines != "" {
		fmt.Fprintf(&b, "```text\n%s```\n\n", lines)
	}
	for _, n := range e.Notes {
		fmt.Fprintf(&b, "> %s\n\n", runfolder.Markdown(shortened(runfolder.Quoted(n))))
	}
	b.WriteString("| | rule | value | run |\n|---|---|---|---|\n")
	const reserve = 200 // for the line that counts the rest
	left, full := 0, b.Len()+reserve > most
	for _, r := range e.ordered() {
		row := summaryRow(r)
		if full = full || b.Len()+len(row)+reserve > most; full {
			left++
			continue
		}
		b.WriteString(row)
	}
	if left > 0 {
		fmt.Fprintf(&b, "\n%s not fit.\n", plural.Of(left, "more row does", "more rows do"))
	}
	text := b.String()
	if len(text) > most {
		text = ""
	}
	_, err := io.WriteString(w, text)
	return err
}

func summaryRow(r Result) string {
	sign := map[Outcome]string{Failed: "❌ failed", Warned: "⚠️ warning", Passed: "✅", Skipped: "off"}[r.Outcome]
	value, of := "", ""
	if r.Outcome != Skipped {
		value, of = digits(r.Value), r.Of()
		if r.Why != "" && r.Why != value {
			value += " (" + r.Why + ")"
		}
	}
	md := func(s string) string { return runfolder.Markdown(shortened(runfolder.Quoted(s))) }
	return fmt.Sprintf("| %s | %s | %s | %s |\n", sign, md(r.Rule.Check.String()), md(value), md(of))
}

// shortened cuts a text that no table needs whole.
func shortened(s string) string {
	if r := []rune(s); len(r) > 300 {
		return string(r[:299]) + "…"
	}
	return s
}
