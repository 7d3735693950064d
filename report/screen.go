package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/table"
)

// mostRows is how many strategies the first screen has room for.
const mostRows = 12

// A screen is what is seen first: what was run, both answers, and what every
// strategy comes to.
type screen struct {
	what    []string // lines of the title
	parts   []answer.Part
	duel    []string     // against a second filter
	lacking []string     // what there is too little of, or what is wrong
	rows    *table.Table // nil for a single strategy
	hidden  int          // rows that are left out
	last    string       // where to read on
}

// screen is the first screen; most limits the rows of the table, 0 for all.
func (s *Study) screen(opt Options, most int) *screen {
	out := &screen{what: []string{strings.TrimSuffix(s.title(), syntheticMark)}}
	if s.Synthetic {
		out.what = append(out.what, "synthetic data: made up by a generator, not market history")
	}
	if s.Filter != nil || s.Joint != nil {
		out.what = append(out.what, s.refusal())
	}
	if s.Joint != nil {
		parts := answer.Parts(&s.Joint.Answers, s.StakeCurrency)
		out.parts = parts[:]
		out.duel = s.duelLines()
		out.lacking = append(answer.Lacking(s.Joint.Answers.Reasons), s.Joint.Notes...)
		if len(s.Cells) > 1 {
			out.rows = s.answersTable()
			if most > 0 && len(out.rows.Rows) > most {
				out.hidden = len(out.rows.Rows) - most
				out.rows.Rows = out.rows.Rows[:most]
			}
			if slices.ContainsFunc(s.Joint.Cells, func(c jointCell) bool { return c.Answers.Profit.Answer == "" }) {
				out.lacking = append(out.lacking, "Rows without an answer are not counted: their periods overlap those of counted ones.")
			}
		}
	}
	notes := append([]string{}, opt.Last...)
	if n := len(s.warnings()); n > 0 && !opt.Verbose {
		notes = append(notes, fmt.Sprintf("%d warnings about the data: -v", n))
		if n == 1 {
			notes[len(notes)-1] = "1 warning about the data: -v"
		}
	}
	if !opt.Verbose {
		notes = append(notes, "every table: -v")
	}
	out.last = strings.Join(notes, " · ")
	return out
}

// title says what was run.
func (s *Study) title() string {
	if len(s.Cells) == 0 {
		return s.mark("Backtest of nothing")
	}
	var names, pairs []string
	first, last := s.Cells[0].Baseline.Run.From, s.Cells[0].Baseline.Run.To
	for i := range s.Cells {
		c := &s.Cells[i]
		names, pairs = appendNew(names, c.Strategy), appendNew(pairs, c.Pairs...)
		first, last = min(first, c.Baseline.Run.From), max(last, c.Baseline.Run.To)
	}
	what := strings.Join(pairs, ", ")
	if len(pairs) > 3 {
		what = fmt.Sprintf("%d pairs", len(pairs))
	}
	strategies := names[0]
	if len(names) > 1 {
		strategies = fmt.Sprintf("%d strategies", len(names))
	}
	if stake, ok := s.stake(); ok {
		strategies += fmt.Sprintf(" at %s %s a trade", shortest(stake), s.StakeCurrency)
	}
	parts := []string{strings.TrimSpace(what + " " + s.Timeframe), s.days(first, last), strategies}
	return s.mark(strings.Join(parts, " · "))
}

// days are the first and the last day that were tested, and how many periods.
func (s *Study) days(first, last data.Instant) string {
	var ranges []string
	for i := range s.Cells {
		ranges = appendNew(ranges, s.Cells[i].TimeRange)
	}
	out := date(first) + " to " + date(last)
	if len(ranges) > 1 {
		out += fmt.Sprintf(" in %d periods", len(ranges))
	}
	return out
}

// stake is the fixed stake that the answers are about.
func (s *Study) stake() (float64, bool) {
	for i := range s.Cells {
		if k := s.Cells[i].Comparison; k != nil && k.Stake > 0 {
			return k.Stake, true
		}
	}
	return 0, false
}

// refusal says which filter refused how much.
func (s *Study) refusal() string {
	out := "filter"
	for i, f := range s.filters() {
		out += []string{" ", ", "}[min(i, 1)] + filterName(f)
	}
	if s.Joint == nil || s.Joint.Answers.RefusedPct == nil {
		return out
	}
	a := &s.Joint.Answers
	return fmt.Sprintf("%s refused %s of %s trades (%.1f %%)", out, answer.Count(a.Refused), answer.Count(a.Trades), *a.RefusedPct)
}

// answersTable has a row a cell: what it comes to, and its answers after correction
// for the number of cells. A cell that is not counted has no answer.
func (s *Study) answersTable() *table.Table {
	out := &table.Table{Columns: table.Words("Strategy").Numbers("Refused", "Delta", "choosing", "bp").Words("Profit", "Worst days").Keep("Profit", "Worst days")}
	for i := range s.Joint.Cells {
		a := &s.Joint.Cells[i].Answers
		row := table.Texts(s.label(&s.Cells[i]), part(a.RefusedPct), s.money(a.Profit.Delta), s.money(a.Profit.Selection), points(a.Profit.BP))
		for _, x := range []answerOf{a.Profit.Answer, a.Risk.Answer} {
			row = append(row, table.Field{Text: answer.Short(x), Tone: answer.Tone(x)})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// part is a share in percent.
func part(x *float64) string {
	if x == nil {
		return metrics.Undefined
	}
	return decimals(*x, 1) + " %"
}

// money is an amount as answers print it.
func (s *Study) money(x *float64) string {
	if x == nil {
		return metrics.Undefined
	}
	return answer.Money(*x, s.StakeCurrency)
}

// points are basis points, or points of a percentage.
func points(x *float64) string {
	if x == nil {
		return metrics.Undefined
	}
	return answer.Points(*x)
}

// write prints the screen as text.
func (k *screen) write(p page) {
	width := p.opt.Width
	for _, line := range k.what {
		fmt.Fprintln(p.b, table.Wrap(line, width))
	}
	for i, part := range k.parts {
		if i == 0 {
			fmt.Fprintln(p.b)
		}
		name := part.Name
		for _, line := range append([]string{part.Head()}, part.Lines...) {
			p.hanging(fmt.Sprintf("%-8s", name), line)
			name = ""
		}
	}
	for i, line := range k.duel {
		p.hanging([...]string{"AGAINST ", "        "}[min(i, 1)], line)
	}
	for _, line := range k.lacking {
		p.hanging("        ", line)
	}
	if k.rows != nil || k.last != "" {
		fmt.Fprintln(p.b)
	}
	if k.rows != nil {
		_ = k.rows.Write(p.b, table.Options{Width: width, Color: p.opt.Color, All: p.opt.Verbose}) // a bytes.Buffer takes everything
		if k.hidden > 0 {
			fmt.Fprintln(p.b, table.Wrap(fmt.Sprintf("%d more rows: -v", k.hidden), width))
		}
	}
	if k.last != "" {
		fmt.Fprintln(p.b, table.Wrap(k.last, width))
	}
}

// hanging prints a text behind a name, broken below itself.
func (p page) hanging(name, text string) {
	fmt.Fprintln(p.b, table.Hang(name, text, p.opt.Width))
}

// writeMarkdown prints the screen for a pull request.
func (k *screen) writeMarkdown(p page) {
	p.heading("# ", k.what[0])
	for _, line := range k.what[1:] {
		p.heading("", capital(line))
	}
	for _, part := range k.parts {
		fmt.Fprintf(p.b, "**%s** %s\n", part.Name, part.Head())
		for _, line := range part.Lines {
			fmt.Fprintf(p.b, "- %s\n", line)
		}
		fmt.Fprintln(p.b)
	}
	for i, line := range k.duel {
		if i == 0 {
			line = "**AGAINST** " + line
		}
		p.heading("", line)
	}
	for _, line := range k.lacking {
		p.heading("", line)
	}
	if k.rows != nil {
		p.sheets(k.rows)
	}
}
