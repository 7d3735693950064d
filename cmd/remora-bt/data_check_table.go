package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/remora-bt/remora-bt/data"
)

// What tables show of each pair. JSON has all gaps and more notes.
const (
	mostGaps  = 30
	mostNotes = 3
)

func writeChecks(w io.Writer, checks []check, format string) error {
	switch {
	case len(checks) == 0:
		return nil
	case format == "json":
		return writeChecksJSON(w, checks)
	case format == "csv":
		return writeChecksCSV(w, checks)
	}
	tables := []struct {
		title string
		t     *listing
	}{
		{"Coverage", coverageTable(checks)},
		{"Checks", flawTable(checks)},
		{"First rows of each kind", findingTable(checks)},
		{"Gaps", gapTable(checks)},
	}
	for i, t := range tables {
		if len(t.t.rows) == 0 {
			continue
		}
		if i > 0 && format == "md" {
			if _, err := fmt.Fprintln(w); err != nil {
				return err
			}
		}
		if err := printTable(w, t.title, t.t, format); err != nil {
			return err
		}
	}
	return nil
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

func coverageTable(checks []check) *listing {
	t := newListing()
	t.AppendHeader(table.Row{"Pair", "Timeframe", "Source", "Rows", "From", "To", "Gaps", "Missing", "Verdict"})
	for i := range checks {
		c := &checks[i]
		from, to := spanText(&c.Report)
		t.AppendRow(table.Row{c.Pair, c.Timeframe.String(), sourceText(c), c.Rows, from, to, len(c.Gaps), c.Missing(), conclusion(&c.Report)})
	}
	return t
}

// sourceText names the file, or the format if there are several.
func sourceText(c *check) string {
	if files := c.source.Files; len(files) == 1 {
		return filepath.Base(files[0].Path)
	}
	return fmt.Sprintf("%d × %s", len(c.source.Files), c.source.Format)
}

// flawTable has a row a flaw and a column a pair.
func flawTable(checks []check) *listing {
	t := newListing()
	head := table.Row{"Check", "Kind"}
	for i := range checks {
		head = append(head, checks[i].Pair+" "+checks[i].Timeframe.String())
	}
	t.AppendHeader(head)
	for f := range data.NumFlaws {
		row := table.Row{f.String(), kindOf(f)}
		for i := range checks {
			row = append(row, checks[i].Found[f].Count)
		}
		t.AppendRow(row)
	}
	return t
}

func kindOf(f data.Flaw) string {
	if f.Fault() {
		return "fault"
	}
	return "note"
}

func findingTable(checks []check) *listing {
	t := newListing()
	t.AppendHeader(table.Row{"Pair", "Timeframe", "Check", "Row", "Time", "Values"})
	for i := range checks {
		for f := range data.NumFlaws {
			found := checks[i].Found[f]
			shown := found.First
			if !f.Fault() {
				shown = shown[:min(len(shown), mostNotes)]
			}
			for _, row := range shown {
				t.AppendRow(table.Row{checks[i].Pair, checks[i].Timeframe.String(), f.String(), row.Row, row.Time.Exact(), row.What})
			}
			if more := found.Count - len(shown); more > 0 {
				t.AppendRow(table.Row{checks[i].Pair, checks[i].Timeframe.String(), f.String(), "", "", fmt.Sprintf("and %d more", more)})
			}
		}
	}
	return t
}

func gapTable(checks []check) *listing {
	t := newListing()
	t.AppendHeader(table.Row{"Pair", "Timeframe", "First missing", "Last missing", "Candles", "Time"})
	for i := range checks {
		c := &checks[i]
		for j, g := range c.Gaps {
			if j == mostGaps {
				t.AppendRow(table.Row{c.Pair, c.Timeframe.String(), "", "", "", fmt.Sprintf("and %d more gaps", len(c.Gaps)-j)})
				break
			}
			t.AppendRow(table.Row{c.Pair, c.Timeframe.String(), g.From.String(), g.To.String(), g.Candles, lengthOf(g, c.Timeframe)})
		}
	}
	return t
}

// lengthOf prints the time that a gap takes.
func lengthOf(g data.Gap, tf data.Timeframe) string {
	return spanWords((data.Timeframe(g.Candles) * tf).Duration())
}

// writeChecksCSV prints one row a pair with the count of every flaw.
func writeChecksCSV(w io.Writer, checks []check) error {
	t := newListing()
	head := table.Row{"pair", "timeframe", "format", "rows", "from", "to", "gaps", "missing"}
	for f := range data.NumFlaws {
		head = append(head, f)
	}
	t.AppendHeader(append(head, "faults", "verdict"))
	for i := range checks {
		c := &checks[i]
		row := table.Row{c.Pair, c.Timeframe, c.source.Format, c.Rows, "", "", len(c.Gaps), c.Missing()}
		if c.Rows > 0 {
			row[4], row[5] = c.First.RFC3339(), c.Last.RFC3339()
		}
		for f := range data.NumFlaws {
			row = append(row, c.Found[f].Count)
		}
		t.AppendRow(append(row, c.Faults(), conclusion(&c.Report)))
	}
	return printTable(w, "", t, "csv")
}

func writeChecksJSON(w io.Writer, checks []check) error {
	type jsonFinding struct {
		Row  int          `json:"row"`
		Time data.Instant `json:"time"`
		What string       `json:"values"`
	}
	type jsonFlaw struct {
		Check data.Flaw     `json:"check"`
		Kind  string        `json:"kind"`
		Count int           `json:"count"`
		First []jsonFinding `json:"first"`
	}
	type jsonGap struct {
		From    data.Instant `json:"from"`
		To      data.Instant `json:"to"`
		Candles int          `json:"candles"`
	}
	type jsonCheck struct {
		Pair      string        `json:"pair"`
		Timeframe string        `json:"timeframe"`
		Format    string        `json:"format"`
		Files     []string      `json:"files"`
		Rows      int           `json:"rows"`
		From      *data.Instant `json:"from"` // null without rows
		To        *data.Instant `json:"to"`
		Missing   int           `json:"missing"`
		Gaps      []jsonGap     `json:"gaps"`
		Checks    []jsonFlaw    `json:"checks"`
		Faults    int           `json:"faults"`
		Verdict   string        `json:"verdict"`
	}
	var out []jsonCheck
	for i := range checks {
		c := &checks[i]
		j := jsonCheck{
			Pair: c.Pair, Timeframe: c.Timeframe.String(), Format: c.source.Format, Rows: c.Rows,
			Missing: c.Missing(), Gaps: []jsonGap{}, Faults: c.Faults(), Verdict: conclusion(&c.Report),
		}
		for _, f := range c.source.Files {
			j.Files = append(j.Files, f.Path)
		}
		if c.Rows > 0 {
			j.From, j.To = &c.First, &c.Last
		}
		for _, g := range c.Gaps {
			j.Gaps = append(j.Gaps, jsonGap(g))
		}
		for f := range data.NumFlaws {
			flaw := jsonFlaw{f, kindOf(f), c.Found[f].Count, []jsonFinding{}}
			for _, row := range c.Found[f].First {
				flaw.First = append(flaw.First, jsonFinding(row))
			}
			j.Checks = append(j.Checks, flaw)
		}
		out = append(out, j)
	}
	return printJSON(w, out)
}
