package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/table"
)

// shortPage is how many lines follow the first screen, at most.
const shortPage = 40

// writeAll prints the first screen, what follows it, and as text the first screen once
// more, so that it is the last thing in a terminal.
func (s *Study) writeAll(b *bytes.Buffer, opt Options) {
	p := page{b, opt, opt.Format == "md"}
	most := mostRows
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
	p.reasons(s.why())
	if s.Joint != nil {
		p.sheets(s.decomposition(), s.risks())
	}
	if s.Against != nil {
		p.sheets(s.duels())
	}
	p.sheets(s.strategies())
	if s.Filter != nil {
		p.sheets(s.filterSheets()...)
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		p.heading("## ", s.headline(c))
		for _, said := range c.origin() {
			p.heading("", said)
		}
		if s.Joint != nil && len(s.Cells) > 1 {
			p.reasons(s.Joint.Cells[i].Answers.Reasons)
		}
		p.sheets(s.comparedSheets(c)...)
		p.sheets(s.cellSheets(c, p.opt)...)
	}
	for _, w := range s.warnings() {
		p.doubt(w)
	}
	if len(s.warnings()) > 0 {
		p.b.WriteByte('\n')
	}
}

// followShort prints the tables that matter most as far as there is room for them:
// each whole or not at all. Breakdowns were asked for and are always printed.
func (s *Study) followShort(p page) {
	var out bytes.Buffer
	short := page{&out, p.opt, p.md}
	short.reasons(s.why())
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
		for k, calendar := range s.calendars() {
			if k == 0 && len(s.Cells) > 1 {
				short.heading("## ", s.headline(c))
			}
			short.sheets(s.breakdown(c, calendar))
		}
	}
	p.b.Write(out.Bytes())
}

func lines(b *bytes.Buffer) int { return bytes.Count(b.Bytes(), []byte{'\n'}) }

// important are the tables of a short page, those that matter most first.
func (s *Study) important(opt Options) []*table.Table {
	out := []*table.Table{s.strategies()}
	if s.Filter != nil {
		out = append(out, s.reasons(s.Filter))
	}
	if len(s.Cells) != 1 {
		return out
	}
	c := &s.Cells[0]
	if k := c.Comparison; k != nil && k.Attribution != nil {
		out = append(out, s.attribution(c))
	}
	if len(c.Pairs) > 1 {
		out = append(out, s.pairs(c))
	}
	return append(out, s.exits(c), s.drawdowns(c, opt))
}

// why are the sentences behind the answers.
func (s *Study) why() []string {
	if s.Joint == nil {
		return nil
	}
	return answer.Why(s.Joint.Answers.Reasons)
}

func (s *Study) pairs(c *Cell) *table.Table {
	return s.lines(c, "BACKTESTING REPORT", "Pair", "Trades", inRun((*metrics.Run).ByPair))
}

func (s *Study) exits(c *Cell) *table.Table {
	return s.lines(c, "EXIT REASON STATS", "Exit Reason", "Exits", inRun((*metrics.Run).ByReason))
}

// cellSheets are the tables of a strategy in freqtrade's order: pairs, what was
// left open, tags, exit reasons, breakdowns and the summary; below what freqtrade
// does not have.
func (s *Study) cellSheets(c *Cell, opt Options) []*table.Table {
	out := []*table.Table{
		s.pairs(c),
		s.lines(c, "LEFT OPEN TRADES REPORT", "Pair", "Trades", inRun((*metrics.Run).LeftOpen)),
		s.lines(c, "ENTER TAG STATS", "Enter Tag", "Entries", inRun((*metrics.Run).ByTag)),
		s.exits(c),
		s.linesBy(c, "MIXED TAG STATS", []string{"Enter Tag", "Exit Reason"}, "Trades", inRun((*metrics.Run).ByTagAndReason)),
	}
	for _, calendar := range s.calendars() {
		out = append(out, s.breakdown(c, calendar))
	}
	out = append(out, s.summarySheet(c), s.textbook(c), s.drawdowns(c, opt))
	return append(out, s.conditionSheets(c, opt)...)
}

// headline says what a cell is.
func (s *Study) headline(c *Cell) string {
	return s.mark(fmt.Sprintf("Result for strategy %s, %s, %s", c.Strategy, c.pairs(), c.span()))
}

func (c *Cell) span() string { return fmt.Sprintf("%s to %s", c.Baseline.Run.From, c.Baseline.Run.To) }

// syntheticMark is what mark adds.
const syntheticMark = " (synthetic data)"

// mark says of a title that the data are made up.
func (s *Study) mark(title string) string {
	if s.Synthetic {
		return title + syntheticMark
	}
	return title
}

// A page is text or Markdown in the making.
type page struct {
	b   *bytes.Buffer
	opt Options
	md  bool
}

// heading writes a line of its own; hashes are its rank in Markdown.
func (p page) heading(hashes, text string) {
	if p.md {
		text = hashes + text
	}
	fmt.Fprintf(p.b, "%s\n\n", table.Wrap(text, p.opt.Width))
}

// reasons writes a list of sentences.
func (p page) reasons(list []string) {
	for _, r := range list {
		if p.md {
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
			o.Format = "md"
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
	fmt.Fprintf(p.b, "%s%s\n", mark, table.Wrap("Warning: "+text, p.opt.Width))
}
