package show

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/table"
)

// A Check is what was found in candles, and where they came from.
type Check struct {
	data.Report
	Format string
	Files  []string
}

// What tables show of each pair. JSON has all gaps and more notes.
const (
	mostGaps  = 30
	mostNotes = 3
)

// Checks prints what candles cover and what is wrong with them.
func (p *Printer) Checks(checks []Check) {
	switch {
	case len(checks) == 0:
		return
	case p.opt.Format == "json":
		p.JSON(checksJSON(checks))
		return
	case p.opt.Format == "csv":
		p.Table(checkFigures(checks))
		return
	}
	flaws := flawTable(checks)
	clean := ""
	if p.opt.Format == "table" {
		clean = found(flaws)
	}
	for i, t := range []*table.Table{coverageTable(checks), flaws, findingTable(checks), gapTable(checks)} {
		if len(t.Rows) > 0 {
			if i > 0 && p.opt.Format != "md" {
				p.Say("")
			}
			p.Table(t)
		}
		if t == flaws && clean != "" {
			p.Say("Nothing found: %s", clean)
		}
	}
}

// found leaves the rows of flaws that some candles have, and names the others.
func found(t *table.Table) (clean string) {
	var names []string
	t.Rows = slices.DeleteFunc(t.Rows, func(row []table.Field) bool {
		none := !slices.ContainsFunc(row[2:], func(c table.Field) bool { return c.Text != "0" })
		if none {
			names = append(names, row[0].Text)
		}
		return none
	})
	return strings.Join(names, ", ")
}

func conclusion(r *data.Report) string {
	switch {
	case r.Rows == 0:
		return "no rows"
	case r.Faults() > 0:
		return "faults"
	case r.Found[data.Sparse].Count > 0:
		return "sparse"
	default:
		return "ok"
	}
}

// spanText are the first and last open time, which only rows have.
func spanText(r *data.Report) (from, to string) {
	if r.Rows == 0 {
		return "–", "–"
	}
	return r.First.Exact(), r.Last.Exact()
}

func coverageTable(checks []Check) *table.Table {
	t := table.New("Coverage", table.Words("Pair", "Timeframe", "Source").Numbers("Rows").Words("From", "To").Numbers("Gaps", "Missing").Words("Verdict").
		Keep("Timeframe", "Rows", "From", "To", "Gaps", "Missing", "Verdict"))
	for i := range checks {
		c := &checks[i]
		from, to := spanText(&c.Report)
		t.Add(c.Pair, c.Timeframe.String(), sourceText(c), c.Rows, from, to, len(c.Gaps), c.Missing(), conclusion(&c.Report))
	}
	return t
}

// sourceText names the file, or the format if there are several.
func sourceText(c *Check) string {
	if len(c.Files) == 1 {
		return filepath.Base(c.Files[0])
	}
	return fmt.Sprintf("%d × %s", len(c.Files), c.Format)
}

// flawTable has a row a flaw and a column a pair.
func flawTable(checks []Check) *table.Table {
	t := table.New("Checks", table.Words("Check", "Kind"))
	for i := range checks {
		t.Columns = t.Columns.Numbers(checks[i].Pair + " " + checks[i].Timeframe.String())
	}
	for f := range data.NumFlaws {
		row := []any{f.String(), kindOf(f)}
		for i := range checks {
			row = append(row, checks[i].Found[f].Count)
		}
		t.Add(row...)
	}
	return t
}

func kindOf(f data.Flaw) string {
	if f.Fault() {
		return "fault"
	}
	return "note"
}

func findingTable(checks []Check) *table.Table {
	t := table.New("First rows of each kind", table.Words("Pair", "Timeframe", "Check").Numbers("Row").Words("Time", "Values").Keep("Check", "Time", "Values"))
	for i := range checks {
		for f := range data.NumFlaws {
			found := checks[i].Found[f]
			shown := found.First
			if !f.Fault() {
				shown = shown[:min(len(shown), mostNotes)]
			}
			for _, row := range shown {
				t.Add(checks[i].Pair, checks[i].Timeframe.String(), f.String(), row.Row, row.Time.Exact(), row.What)
			}
			if more := found.Count - len(shown); more > 0 {
				t.Add(checks[i].Pair, checks[i].Timeframe.String(), f.String(), "", "", fmt.Sprintf("and %d more", more))
			}
		}
	}
	return t
}

func gapTable(checks []Check) *table.Table {
	t := table.New("Gaps", table.Words("Pair", "Timeframe", "First missing", "Last missing").Numbers("Candles").Words("Time").Keep("First missing", "Last missing", "Time"))
	for i := range checks {
		c := &checks[i]
		for j, g := range c.Gaps {
			if j == mostGaps {
				t.Add(c.Pair, c.Timeframe.String(), "", "", "", "and "+plural.Of(len(c.Gaps)-j, "more gap", "more gaps"))
				break
			}
			t.Add(c.Pair, c.Timeframe.String(), g.From.String(), g.To.String(), g.Candles, lengthOf(g, c.Timeframe))
		}
	}
	return t
}

// lengthOf prints the time that a gap takes.
func lengthOf(g data.Gap, tf data.Timeframe) string {
	return spanWords((data.Timeframe(g.Candles) * tf).Duration())
}

// checkFigures has a row a pair with the count of every flaw.
func checkFigures(checks []Check) *table.Table {
	t := table.New("", table.Words("pair", "timeframe", "format").Numbers("rows").Words("from", "to").Numbers("gaps", "missing"))
	for f := range data.NumFlaws {
		t.Columns = t.Columns.Numbers(f.String())
	}
	t.Columns = t.Columns.Numbers("faults").Words("verdict")
	for i := range checks {
		c := &checks[i]
		row := []any{c.Pair, c.Timeframe, c.Format, c.Rows, "", "", len(c.Gaps), c.Missing()}
		if c.Rows > 0 {
			row[4], row[5] = c.First.RFC3339(), c.Last.RFC3339()
		}
		for f := range data.NumFlaws {
			row = append(row, c.Found[f].Count)
		}
		t.Add(append(row, c.Faults(), conclusion(&c.Report))...)
	}
	return t
}

// spanWords prints a time as 18d 18h 25m, to the second.
func spanWords(d time.Duration) string {
	var words []string
	for _, u := range []struct {
		letter string
		size   time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}} {
		if n := d / u.size; n > 0 {
			words = append(words, fmt.Sprint(int64(n), u.letter))
			d %= u.size
		}
	}
	if words == nil {
		return "0s"
	}
	return strings.Join(words, " ")
}
