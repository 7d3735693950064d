package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/table"
)

// Options say how results are printed.
type Options struct {
	Format  string // one of table.Formats
	Width   int    // of the terminal; no line of a table is wider; 0 for any
	Color   bool
	Worst   int      // rows of the tables of drawdowns and of refused trades, 0 for all
	Verbose bool     // every table, with every column, and every warning
	Quiet   bool     // the first screen alone
	Last    []string // notes of the last line, such as where the full report is
}

// WriteTables prints the study in the format asked for: the tables as text or
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
		return fmt.Errorf("format %q: expected one of %s", opt.Format, strings.Join(table.Formats, ", "))
	}
	_, err := w.Write(b.Bytes())
	return err
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
			out = append(out, fmt.Sprintf("%s, %s: %v", s.label(a.Subject), a.Arm.Arm, w))
		}
	}
	return out
}
