package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
)

// A screen is what is seen first: what was run, both answers, and what every
// strategy comes to.
type screen struct {
	what   []string // lines of the title
	blocks []answer.Block
	rows   *table.Table // nil for a single strategy
	hidden int          // rows that are left out
	last   string       // where to read on
}

// screen is the first screen; most limits the rows of the table, 0 for all.
func (s *Study) screen(opt sheet.Options, most int) *screen {
	out := &screen{what: []string{strings.TrimSuffix(s.Title(), sheet.SyntheticMark)}}
	if s.Synthetic {
		out.what = append(out.what, "synthetic data: made up by a generator, not market history")
	}
	if s.Filter != nil || s.Joint != nil {
		out.what = append(out.what, s.Refusal())
	} else {
		out.what = append(out.what, answer.NoFilter+": name one with --filter")
	}
	var lacking []string // what there is too little of, or what is wrong
	if s.Joint != nil {
		out.blocks = answer.Blocks(&s.Joint.Answers, s.StakeCurrency, nil)
		lacking = slices.Concat(s.Joint.Notes, s.Approximate())
		if len(s.Cells) > 1 {
			out.rows = s.AnswersTable()
			if most > 0 {
				out.hidden = out.rows.Cut(most)
			}
			if slices.ContainsFunc(s.Joint.Cells, func(c sheet.JointCell) bool { return c.Answers.Profit.Answer == "" }) {
				lacking = append(lacking, "Rows without an answer are not counted: their periods overlap those of counted ones.")
			}
			lacking = append(lacking, s.invalid()...)
		}
	}
	if s.Blind {
		lacking = append(lacking, "No context was read, by which this filter goes: --context names its folder.")
	}
	for _, f := range s.Filters() {
		if open := f.Bars.FailOpen.Share; f.Given && open != nil && *open >= 0.01 {
			lacking = append(lacking, fmt.Sprintf("%s says nothing of %.0f %% of the candles: entries there are admitted.", f.Name, 100**open))
		}
	}
	if lacking = append(lacking, s.holes(opt)...); len(lacking) > 0 {
		out.blocks = append(out.blocks, answer.Block{Lines: lacking})
	}
	if duel := s.DuelLines(); len(duel) > 0 {
		out.blocks = append(out.blocks, answer.Block{Name: "AGAINST", Lines: duel})
	}
	notes := append([]string{}, opt.Last...)
	if n := len(s.Doubts()); n > 0 && !opt.Verbose {
		notes = append(notes, answer.Warned(n))
	}
	if !opt.Verbose {
		notes = append(notes, "every table: -v")
	}
	out.last = strings.Join(notes, " · ")
	return out
}

// holes are those of the candles, as many as a first screen has room for, and what to do
// about them.
func (s *Study) holes(opt sheet.Options) []string {
	const most = 2
	if len(s.Holes) == 0 {
		return nil
	}
	out := slices.Clone(s.Holes)
	if left := len(out) - most; left > 0 && !opt.Verbose {
		out = append(out[:most], fmt.Sprintf("%d more like %s: -v", left, [...]string{"this", "these"}[min(left-1, 1)]))
	}
	return append(out, "'remora-bt data check' lists what there is, 'remora-bt data fetch' brings what is missing.")
}

// invalid says why rows are, each reason once, after the names of those that have it;
// nothing where all are, whose reasons stand with the answers already.
func (s *Study) invalid() (out []string) {
	const most = 4 // names
	if s.Joint.Answers.Profit.Answer == verdict.Invalid {
		return nil
	}
	var reasons []string
	names := map[string][]string{}
	for i := range s.Joint.Cells {
		if k := &s.Joint.Cells[i]; k.Answers.Profit.Answer == verdict.Invalid {
			if names[k.Why] == nil {
				reasons = append(reasons, k.Why)
			}
			names[k.Why] = append(names[k.Why], s.Label(&s.Cells[i]))
		}
	}
	for _, why := range reasons {
		all := names[why]
		if left := len(all) - most; left > 0 {
			all = append(all[:most], plural.Of(left, "other", "others"))
		}
		who, are := all[0], " is"
		if last := len(all) - 1; last > 0 {
			who, are = strings.Join(all[:last], ", ")+" and "+all[last], " are"
		}
		out = append(out, strings.Replace(why, "It is", who+are, 1))
	}
	return out
}

// write prints the screen as text.
func (k *screen) write(p page) {
	width := p.opt.Width
	for _, line := range k.what {
		fmt.Fprintln(p.b, table.Wrap(line, width))
	}
	for i, b := range k.blocks {
		if i == 0 {
			fmt.Fprintln(p.b)
		}
		p.b.WriteString(b.Text(width))
	}
	if k.rows != nil || k.last != "" {
		fmt.Fprintln(p.b)
	}
	if k.rows != nil {
		_ = k.rows.Write(p.b, table.Options{Width: width, Color: p.opt.Color, All: p.opt.Verbose}) // a bytes.Buffer takes everything
		if k.hidden > 0 {
			fmt.Fprintln(p.b, table.Wrap(plural.Of(k.hidden, "more row", "more rows")+": -v", width))
		}
	}
	if k.last != "" {
		fmt.Fprintln(p.b, table.Wrap(k.last, width))
	}
}

// writeMarkdown prints the screen for a pull request.
func (k *screen) writeMarkdown(p page) {
	p.heading("# ", k.what[0])
	for _, line := range k.what[1:] {
		p.heading("", sheet.Capital(line))
	}
	for _, b := range k.blocks {
		fmt.Fprintln(p.b, b.Markdown(p.escaped))
	}
	if k.rows != nil {
		p.sheets(k.rows)
	}
}
