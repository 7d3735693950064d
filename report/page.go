package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
)

// shortPage is how many lines follow the first screen, at most.
const shortPage = 40

// writeAll prints the first screen, what follows it, and as text the first screen once
// more, so that it is the last thing in a terminal.
func (s *Study) writeAll(b *bytes.Buffer, opt sheet.Options) {
	p := page{b, opt, opt.Format == "md"}
	most := answer.MostRows
	if opt.Verbose || p.md {
		most = 0
	}
	first := s.screen(opt, most)
	if p.md {
		first.writeMarkdown(p)
		if !opt.Quiet {
			s.follow(p)
		}
		return
	}
	if opt.Quiet {
		first.last = strings.Join(opt.Last, " · ")
		first.write(p)
		return
	}
	first.write(p)
	p.b.WriteByte('\n')
	before := p.b.Len()
	s.follow(p)
	if p.b.Len() > before {
		first.write(p)
	}
}

// follow prints every table if it is to be verbose, else those that fit.
func (s *Study) follow(p page) {
	if !p.opt.Verbose {
		s.followShort(p)
		return
	}
	s.ground(p)
	if s.Filter != nil {
		p.sheets(s.FilterSheets()...)
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		s.introduce(p, i)
		p.sheets(s.ComparedSheets(c)...)
		p.sheets(s.CellSheets(c, p.opt)...)
	}
	for _, w := range s.Doubts() {
		p.doubt(w)
	}
	if len(s.Doubts()) > 0 {
		p.b.WriteByte('\n')
	}
}

// ground writes what the answers rest on: why they are so, and the tables of all
// strategies.
func (s *Study) ground(p page) {
	p.reasons(s.beside())
	if s.Joint != nil {
		p.sheets(s.Decomposition(), s.Risks())
	}
	if s.Against != nil {
		p.sheets(s.Duels())
	}
	p.sheets(s.Strategies())
}

// introduce writes the heading of a cell, what is to be said of it, and why its answers
// are so where they are not those of all.
func (s *Study) introduce(p page, i int) {
	c := &s.Cells[i]
	p.heading("## ", s.Headline(c))
	for _, said := range c.Said() {
		p.heading("", said)
	}
	if s.Joint != nil && len(s.Cells) > 1 {
		p.reasons(s.Joint.Cells[i].Answers.Reasons)
	}
}

// beside is what stands beside the answers: why they are so, and why tables count other
// trades.
func (s *Study) beside() []string {
	out := s.Why()
	if apart := s.Apart(); apart != "" {
		out = append(out, apart)
	}
	return out
}

// followShort prints the tables that matter most as far as there is room for them:
// each whole or not at all. Breakdowns were asked for and are always printed.
func (s *Study) followShort(p page) {
	var out bytes.Buffer
	short := page{&out, p.opt, p.md}
	short.reasons(s.beside())
	left := shortPage - lines(&out)
	for _, t := range s.important(p.opt) {
		var one bytes.Buffer
		page{&one, p.opt, p.md}.sheets(t)
		if n := lines(&one); p.md || n <= left {
			left -= n
			out.Write(one.Bytes())
		}
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		for k, calendar := range s.Calendars() {
			if k == 0 && len(s.Cells) > 1 {
				short.heading("## ", s.Headline(c))
			}
			short.sheets(s.Periods(c, calendar))
		}
	}
	p.b.Write(out.Bytes())
}

func lines(b *bytes.Buffer) int { return bytes.Count(b.Bytes(), []byte{'\n'}) }

// important are the tables of a short page, those that matter most first.
func (s *Study) important(opt sheet.Options) []*table.Table {
	out := []*table.Table{s.Strategies()}
	if s.Filter != nil {
		out = append(out, s.Reasons(s.Filter))
	}
	if len(s.Cells) != 1 {
		return out
	}
	c := &s.Cells[0]
	if k := c.Comparison; k != nil && k.Attribution != nil {
		out = append(out, s.Attribution(c))
	}
	if len(c.Pairs) > 1 {
		out = append(out, s.Pairs(c))
	}
	return append(out, s.Exits(c), s.Drawdowns(c, opt))
}

// A page is text or Markdown in the making.
type page struct {
	b   *bytes.Buffer
	opt sheet.Options
	md  bool
}

// heading writes a line of its own; hashes are its rank in Markdown.
func (p page) heading(hashes, text string) {
	if text = p.escaped(text); p.md {
		text = hashes + text
	}
	fmt.Fprintf(p.b, "%s\n\n", table.Wrap(text, p.opt.Width))
}

// escaped is a text that may hold names of the user's: in Markdown nothing in it takes
// effect.
func (p page) escaped(text string) string {
	if p.md {
		return table.Markdown(text)
	}
	return text
}

// reasons writes a list of sentences.
func (p page) reasons(list []string) {
	for _, r := range list {
		if r = p.escaped(r); p.md {
			r = "- " + r
		}
		fmt.Fprintln(p.b, table.Wrap(r, p.opt.Width))
	}
	if len(list) > 0 {
		p.b.WriteByte('\n')
	}
}

func (p page) sheets(sheets ...*table.Table) {
	for _, t := range sheets {
		o := table.Options{Format: "table", Width: p.opt.Width, Color: p.opt.Color, All: p.opt.Verbose}
		if p.md {
			o.Format, t = "md", t.Escaped()
		}
		_ = t.Write(p.b, o) // a bytes.Buffer takes everything
		p.b.WriteByte('\n')
	}
}

func (p page) doubt(text string) {
	mark := ""
	if p.md {
		mark = "- "
	}
	fmt.Fprintf(p.b, "%s%s\n", mark, table.Wrap("Warning: "+p.escaped(text), p.opt.Width))
}
