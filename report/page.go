package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/table"
)

// Brief reports whether tables are left out that Verbose would print: with several
// strategies a page of all tables is longer than anyone reads.
func (s *Study) Brief(opt Options) bool { return !opt.Verbose && len(s.Cells) > 1 }

// writeAll prints what was run, one table of all strategies, what the filter did,
// and then strategy by strategy.
func (s *Study) writeAll(b *bytes.Buffer, opt Options) {
	p := page{b, opt, opt.Format == "md"}
	p.heading("# ", s.title())
	if s.Filter != nil {
		p.heading("", filterText(s.Filter))
	}
	if s.Grid != nil {
		for _, line := range s.verdictText() {
			p.heading("", line)
		}
		p.sheets(s.verdicts(), s.power())
	}
	p.sheets(s.strategies())
	if s.Filter != nil {
		p.sheets(s.filterSheets()...)
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		p.heading("## ", s.headline(c))
		p.sheets(s.comparedSheets(c, opt)...)
		p.sheets(s.cellSheets(c, opt)...)
	}
	for _, w := range s.warnings() {
		p.doubt(w)
	}
}

// cellSheets are the tables of a strategy in freqtrade's order: pairs, what was
// left open, tags, exit reasons, breakdowns and the summary; below what freqtrade
// does not have.
func (s *Study) cellSheets(c *Cell, opt Options) []*table.Table {
	exits := s.lines(c, "EXIT REASON STATS", "Exit Reason", "Exits", inRun((*metrics.Run).ByReason))
	pairs := s.lines(c, "BACKTESTING REPORT", "Pair", "Trades", inRun((*metrics.Run).ByPair))
	var calendars []*table.Table
	for _, calendar := range s.calendars() {
		calendars = append(calendars, s.breakdown(c, calendar))
	}
	switch {
	case s.Brief(opt) && len(c.Pairs) > 1:
		return append([]*table.Table{pairs, exits}, calendars...)
	case s.Brief(opt): // the table of all strategies has the one pair's line
		return append([]*table.Table{exits}, calendars...)
	}
	out := []*table.Table{
		pairs,
		s.lines(c, "LEFT OPEN TRADES REPORT", "Pair", "Trades", inRun((*metrics.Run).LeftOpen)),
		s.lines(c, "ENTER TAG STATS", "Enter Tag", "Entries", inRun((*metrics.Run).ByTag)),
		exits,
	}
	out = append(append(out, calendars...), s.summarySheet(c), s.textbook(c), s.drawdowns(c, opt))
	return append(out, s.conditionSheets(c, opt)...)
}

// title says what was run.
func (s *Study) title() string {
	if len(s.Cells) == 0 {
		return s.mark("Backtest of nothing")
	}
	var names, pairs, ranges []string
	for i := range s.Cells {
		c := &s.Cells[i]
		names = appendNew(names, c.Strategy)
		pairs = appendNew(pairs, c.Pairs...)
		ranges = appendNew(ranges, c.span())
	}
	parts := []string{"Backtest of " + strings.Join(names, ", "), strings.Join(pairs, ", ")}
	if s.Timeframe != "" {
		parts = append(parts, s.Timeframe)
	}
	return s.mark(strings.Join(append(parts, strings.Join(ranges, "; ")), " · "))
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
