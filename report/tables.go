package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
)

// Options say how results are printed.
type Options struct {
	Format string // one of Formats
	Width  int    // of the terminal; no line of a table is wider; 0 for any
	Color  bool
	Worst  int // rows of the drawdown tables, 0 for all
}

// Formats are the forms of results on standard output.
var Formats = []string{"table", "json", "csv", "md"}

// WriteTables prints the study in the format asked for: every table as text or
// Markdown, the summary as JSON, or the metrics as CSV.
func (s *Study) WriteTables(w io.Writer, opt Options) error {
	var b bytes.Buffer
	switch opt.Format {
	case "", "table":
		s.writeAll(&b, opt)
	case "md":
		opt.Width = 0
		s.writeAll(&b, opt)
	case "json":
		text, err := json.MarshalIndent(s.Summary(), "", "  ")
		if err != nil {
			return err
		}
		b.Write(append(text, '\n'))
	case "csv":
		if err := s.writeMetrics(&b); err != nil {
			return err
		}
	default:
		return fmt.Errorf("format %q: expected one of %s", opt.Format, strings.Join(Formats, ", "))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// writeAll goes through the tables in freqtrade's order: per strategy the pairs,
// what was left open, tags, exit reasons, breakdowns and the summary, and below
// what freqtrade does not have; then one table of all strategies.
func (s *Study) writeAll(b *bytes.Buffer, opt Options) {
	heading, doubt := "", ""
	write := func(t *sheet) error { return t.writeText(b, opt.Width, opt.Color) }
	if opt.Format == "md" {
		heading, doubt = "## ", "- "
		write = func(t *sheet) error { return t.writeMarkdown(b) }
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		fmt.Fprintf(b, "%s%s\n\n", heading, wrap(s.headline(c), opt.Width))
		sheets := []*sheet{
			s.lines(c, "BACKTESTING REPORT", "Pair", "Trades", (*metrics.Run).ByPair),
			s.lines(c, "LEFT OPEN TRADES REPORT", "Pair", "Trades", (*metrics.Run).LeftOpen),
			s.lines(c, "ENTER TAG STATS", "Enter Tag", "Entries", (*metrics.Run).ByTag),
			s.lines(c, "EXIT REASON STATS", "Exit Reason", "Exits", (*metrics.Run).ByReason),
		}
		for _, calendar := range s.calendars() {
			sheets = append(sheets, s.breakdown(c, calendar))
		}
		sheets = append(sheets, s.summarySheet(c), s.textbook(c), s.drawdowns(c, opt))
		for _, t := range sheets {
			_ = write(t) // a bytes.Buffer takes everything
		}
	}
	_ = write(s.strategies(opt))
	for _, w := range s.warnings() {
		fmt.Fprintf(b, "%s%s\n", doubt, wrap("Warning: "+w, opt.Width))
	}
}

// headline says what a cell is.
func (s *Study) headline(c *Cell) string {
	return s.mark(fmt.Sprintf("Result for strategy %s, %s, %s to %s", c.Strategy, c.pairs(), c.Baseline.Run.From, c.Baseline.Run.To))
}

// mark says of a title that the data are made up.
func (s *Study) mark(title string) string {
	if s.Synthetic {
		return title + " (synthetic data)"
	}
	return title
}

// calendars are those of the study's breakdown; what is no calendar is left out.
func (s *Study) calendars() []metrics.Calendar {
	var out []metrics.Calendar
	for name := range strings.SplitSeq(s.Breakdown, ",") {
		if c, err := metrics.ParseCalendar(strings.TrimSpace(name)); err == nil {
			out = append(out, c)
		}
	}
	return out
}

// warnings are the study's own and those of every arm.
func (s *Study) warnings() []string {
	out := append([]string{}, s.Warnings...)
	for _, a := range s.everyArm() {
		for _, w := range a.Run.Warnings() {
			out = append(out, fmt.Sprintf("%s, %s: %v", s.label(a.Cell), a.Arm.Arm, w))
		}
	}
	return out
}
