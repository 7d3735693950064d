package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/remora-bt/remora-bt/backtest/published"
)

// tableFormats are the values of --format.
var tableFormats = []string{"table", "json", "csv", "md"}

// writeCells prints the cells, with every figure of each if full.
func writeCells(w io.Writer, cells []published.Cell, format string, full bool) error {
	if format == "json" {
		return writeCellsJSON(w, cells)
	}
	overview := table.NewWriter()
	overview.AppendHeader(table.Row{"Strategy", "Timerange", "Arm", "Trades", "Figures", "Days", "Verdict", "Ref"})
	notes := &footnotes{}
	for i := range cells {
		c := &cells[i]
		overview.AppendRow(table.Row{
			c.Report.Strategy, c.Report.TimeRange, armName(c), trades(c),
			fmt.Sprintf("%d/%d", c.EqualFigures(), len(c.Report.Figures)), daysEqual(c), verdictWord(c.Verdict), notes.add(c),
		})
	}
	if format == "csv" {
		return writeFiguresCSV(w, cells)
	}
	if err := render(w, overview, format); err != nil {
		return err
	}
	for i, text := range notes.texts {
		if _, err := fmt.Fprintf(w, "[%d] %s\n", i+1, text); err != nil {
			return err
		}
	}
	for i := range cells {
		if !full && cells[i].Verdict == published.Equal || cells[i].Run == nil {
			continue
		}
		if err := writeCell(w, &cells[i], format, full); err != nil {
			return err
		}
	}
	return writeVerdicts(w, cells)
}

// footnotes numbers the reasons and notes of cells, each text once.
type footnotes struct{ texts []string }

func (f *footnotes) add(c *published.Cell) string {
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

func trades(c *published.Cell) any {
	if c.Run == nil {
		return ""
	}
	return len(c.Run.Trades)
}

func armName(c *published.Cell) string {
	if c.Report.Filtered {
		return "filtered"
	}
	return "baseline"
}

func daysEqual(c *published.Cell) string {
	if c.DayRows == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", c.DayRows-len(c.Days), c.DayRows)
}

// writeCell prints the figures of one cell: all of them if full, else those that
// differ.
func writeCell(w io.Writer, c *published.Cell, format string, full bool) error {
	t := table.NewWriter()
	t.SetTitle(c.Report.Name())
	t.AppendHeader(table.Row{"Figure", "Published", "Ours", "Difference", "Equal", "On corrected candles"})
	for _, f := range c.Figures {
		if f.Equal && !full {
			continue
		}
		t.AppendRow(table.Row{f.Label, f.Published, f.Ours, difference(f), yesNo(f.Equal), f.Corrected})
	}
	for _, d := range c.Days {
		t.AppendRow(table.Row{"day " + d.Published.Date, dayText(d.Published), dayText(d.Ours), "", "no", ""})
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return render(w, t, format)
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

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func writeVerdicts(w io.Writer, cells []published.Cell) error {
	count := map[published.Verdict]int{}
	for _, c := range cells {
		count[c.Verdict]++
	}
	text := fmt.Sprintf("\n%s: %d equal, %d explained by a known data difference, %d different",
		cellCount(len(cells)), count[published.Equal], count[published.Explained], count[published.Different])
	if n := count[published.Uncovered]; n > 0 {
		text += fmt.Sprintf(", %d not covered", n)
	}
	_, err := fmt.Fprintln(w, text)
	return err
}

// writeFiguresCSV prints one row a figure.
func writeFiguresCSV(w io.Writer, cells []published.Cell) error {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"report", "timerange", "arm", "figure", "published", "ours", "difference", "equal", "corrected", "verdict"})
	for i := range cells {
		c := &cells[i]
		if c.Run == nil {
			t.AppendRow(table.Row{c.Report.Class, c.Report.TimeRange, armName(c), "", "", "", "", false, "", c.Verdict})
		}
		for _, f := range c.Figures {
			d := ""
			if f.Difference != nil {
				d = strconv.FormatFloat(*f.Difference, 'g', -1, 64)
			}
			t.AppendRow(table.Row{c.Report.Class, c.Report.TimeRange, armName(c), f.Key, f.Published, f.Ours, d, f.Equal, f.Corrected, c.Verdict})
		}
	}
	return render(w, t, "csv")
}

func writeCellsJSON(w io.Writer, cells []published.Cell) error {
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
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// render prints a table in a format other than JSON.
func render(w io.Writer, t table.Writer, format string) error {
	style := table.StyleLight
	style.Format.Header = 0
	t.SetStyle(style)
	var text string
	switch format {
	case "md":
		text = t.RenderMarkdown()
	case "csv":
		text = t.RenderCSV()
	default:
		text = t.Render()
	}
	_, err := fmt.Fprintln(w, text)
	return err
}
