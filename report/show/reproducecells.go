package show

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/table"
)

// What a page that is not verbose has room for.
const (
	mostReports   = 20 // rows
	mostFootnotes = 5
)

// reports are a row each, those that are not equal alone unless all are wanted, with
// what is to be said of them below.
func (p *Printer) reports(cells []published.Reproduction, d Detail) {
	t := table.New("", table.Words("Strategy", "Timerange", "Arm").Numbers("Trades", "Figures", "Days").Words("Verdict", "Ref").Keep("Timerange", "Arm", "Verdict", "Ref"))
	notes := &footnotes{}
	for i := range cells {
		c := &cells[i]
		if !d.Verbose && c.Verdict == published.Equal {
			continue
		}
		ref := ""
		if d.Verbose || len(t.Rows) < mostReports {
			ref = notes.add(c, d.Verbose)
		}
		t.Add(c.Report.Strategy, c.Report.TimeRange, armName(c), trades(c),
			fmt.Sprintf("%d/%d", c.EqualFigures(), len(c.Report.Figures)), daysEqual(c), verdictWord(c.Verdict), ref)
	}
	if len(t.Rows) == 0 {
		return
	}
	p.rows(t, d, mostReports)
	for i, text := range notes.texts {
		if i == mostFootnotes && !d.Verbose {
			p.Say("%s: -v", plural.Of(len(notes.texts)-i, "more note", "more notes"))
			break
		}
		p.hang(fmt.Sprintf("[%d] ", i+1), text)
	}
}

// footnotes numbers the reasons of reports, each text once. Notes are added if all are
// wanted, or where a report has no reasons.
type footnotes struct{ texts []string }

func (f *footnotes) add(c *published.Reproduction, all bool) string {
	said := c.Reasons
	if all || len(said) == 0 {
		said = slices.Concat(said, c.Notes)
	}
	var refs []string
	for _, text := range said {
		k := slices.Index(f.texts, text)
		if k < 0 {
			k = len(f.texts)
			f.texts = append(f.texts, text)
		}
		refs = append(refs, strconv.Itoa(k+1))
	}
	return strings.Join(refs, " ")
}

// verdictWord is a verdict short enough for a column.
func verdictWord(v published.Verdict) string {
	if v == published.Explained {
		return "explained"
	}
	return string(v)
}

func trades(c *published.Reproduction) any {
	if c.Run == nil {
		return ""
	}
	return len(c.Run.Trades)
}

func armName(c *published.Reproduction) string {
	if c.Report.Filtered {
		return "filtered"
	}
	return "baseline"
}

func daysEqual(c *published.Reproduction) string {
	if c.DayRows == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", c.DayRows-len(c.Days), c.DayRows)
}

// publishedCell has the figures of one cell.
func publishedCell(c *published.Reproduction) *table.Table {
	t := table.New(c.Report.Name(), table.Words("Figure").Numbers("Published", "Ours", "Difference").Words("Equal"))
	corrected := slices.ContainsFunc(c.Figures, func(f published.Figure) bool { return f.Corrected != "" })
	row := func(cells ...any) {
		if !corrected {
			cells = cells[:len(t.Columns)]
		}
		t.Add(cells...)
	}
	if corrected {
		t.Columns = t.Columns.Numbers("On corrected candles")
	}
	for _, f := range c.Figures {
		row(f.Label, f.Published, f.Ours, difference(f), YesNo(f.Equal), f.Corrected)
	}
	for _, d := range c.Days {
		row("day "+d.Published.Date, dayText(d.Published), dayText(d.Ours), "", "no", "")
	}
	return t
}

func dayText(d published.Day) string {
	return fmt.Sprintf("%s trades, %s, factor %s, %s/%s/%s", d.Trades, d.ProfitAbs, d.ProfitFactor, d.Win, d.Draw, d.Loss)
}

// difference is ours minus published to four significant digits: below half of
// the last printed place it is the rounding of the published figure.
func difference(f published.Figure) string {
	if f.Difference == nil {
		return ""
	}
	return strconv.FormatFloat(*f.Difference, 'g', 4, 64)
}
