package show

import (
	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/report/table"
)

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
