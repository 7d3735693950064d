package show

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/report/table"
)

// Published prints the cells of the published study beside ours, with every figure
// of each if it is to be verbose.
func (p *Printer) Published(cells []published.Reproduction, d Detail) {
	switch p.opt.Format {
	case "json":
		p.JSON(publishedJSON(cells))
		return
	case "csv":
		p.Table(publishedFigures(cells))
		return
	}
	if d.Quiet {
		p.verdicts(cells)
		return
	}
	overview := table.New("", table.Words("Strategy", "Timerange", "Arm").Numbers("Trades", "Figures", "Days").Words("Verdict", "Ref").Keep("Timerange", "Arm", "Verdict", "Ref"))
	notes := &footnotes{}
	for i := range cells {
		c := &cells[i]
		overview.Add(c.Report.Strategy, c.Report.TimeRange, armName(c), trades(c),
			fmt.Sprintf("%d/%d", c.EqualFigures(), len(c.Report.Figures)), daysEqual(c), verdictWord(c.Verdict), notes.add(c))
	}
	p.Table(overview)
	for i, text := range notes.texts {
		p.Say("[%d] %s", i+1, text)
	}
	for i := range cells {
		if !d.Verbose && cells[i].Verdict == published.Equal || cells[i].Run == nil {
			continue
		}
		p.Say("")
		p.Table(publishedCell(&cells[i], d.Verbose))
	}
	p.Say("")
	p.verdicts(cells)
}

// footnotes numbers the reasons and notes of cells, each text once.
type footnotes struct{ texts []string }

func (f *footnotes) add(c *published.Reproduction) string {
	var refs []string
	for _, text := range append(append([]string{}, c.Reasons...), c.Notes...) {
		k := 0
		for k < len(f.texts) && f.texts[k] != text {
			k++
		}
		if k == len(f.texts) {
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

// publishedCell has the figures of one cell: all of them if full, else those that
// differ.
func publishedCell(c *published.Reproduction, full bool) *table.Table {
	t := table.New(c.Report.Name(), table.Words("Figure").Numbers("Published", "Ours", "Difference").Words("Equal").Numbers("On corrected candles"))
	for _, f := range c.Figures {
		if f.Equal && !full {
			continue
		}
		t.Add(f.Label, f.Published, f.Ours, difference(f), YesNo(f.Equal), f.Corrected)
	}
	for _, d := range c.Days {
		t.Add("day "+d.Published.Date, dayText(d.Published), dayText(d.Ours), "", "no", "")
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

func (p *Printer) verdicts(cells []published.Reproduction) {
	count := map[published.Verdict]int{}
	for _, c := range cells {
		count[c.Verdict]++
	}
	noun := "cells"
	if len(cells) == 1 {
		noun = "cell"
	}
	text := fmt.Sprintf("%d %s: %d equal, %d explained by a known data difference, %d different",
		len(cells), noun, count[published.Equal], count[published.Explained], count[published.Different])
	if n := count[published.Uncovered]; n > 0 {
		text += fmt.Sprintf(", %d not covered", n)
	}
	p.Say("%s", text)
}

// publishedFigures has a row a figure.
func publishedFigures(cells []published.Reproduction) *table.Table {
	t := table.New("", table.Words("report", "timerange", "arm", "figure").Numbers("published", "ours", "difference").Words("equal").Numbers("corrected").Words("verdict"))
	for i := range cells {
		c := &cells[i]
		if c.Run == nil {
			t.Add(c.Report.Class, c.Report.TimeRange, armName(c), "", "", "", "", false, "", c.Verdict)
		}
		for _, f := range c.Figures {
			t.Add(c.Report.Class, c.Report.TimeRange, armName(c), f.Key, f.Published, f.Ours, Optional(f.Difference, Digits), f.Equal, f.Corrected, c.Verdict)
		}
	}
	return t
}

func publishedJSON(cells []published.Reproduction) any {
	type jsonCell struct {
		Report    string             `json:"report"`
		TimeRange string             `json:"timerange"`
		Arm       string             `json:"arm"`
		Verdict   published.Verdict  `json:"verdict"`
		Reasons   []string           `json:"reasons"`
		Notes     []string           `json:"notes"`
		Figures   []published.Figure `json:"figures"`
		DayRows   int                `json:"day_rows"`
		DaysEqual int                `json:"day_rows_equal"`
	}
	out := struct {
		Source string     `json:"source"`
		Cells  []jsonCell `json:"cells"`
	}{Source: published.Source}
	for i := range cells {
		c := &cells[i]
		out.Cells = append(out.Cells, jsonCell{
			c.Report.Class, c.Report.TimeRange, armName(c), c.Verdict,
			append([]string{}, c.Reasons...), append([]string{}, c.Notes...), c.Figures, c.DayRows, c.DayRows - len(c.Days),
		})
	}
	return out
}
