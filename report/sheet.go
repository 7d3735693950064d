package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// A sheet is a table before it has a form.
type sheet struct {
	title   string
	groups  []string // over the columns, "" for none; text only
	columns []column
	rows    [][]cell
	totals  int // how many of the last rows sum up the others
}

// A column is right-aligned unless it holds text. Only text may be broken to make
// a table narrower.
type column struct {
	name string
	text bool
}

// A cell is a text and whether it is good (+1) or bad (−1) news.
type cell struct {
	text string
	tone int
}

func plain(texts ...string) []cell {
	out := make([]cell, len(texts))
	for i, t := range texts {
		out[i] = cell{text: t}
	}
	return out
}

// number and words make columns.
func number(names ...string) []column { return columns(false, names) }
func words(names ...string) []column  { return columns(true, names) }

func columns(text bool, names []string) []column {
	out := make([]column, len(names))
	for i, n := range names {
		out[i] = column{n, text}
	}
	return out
}

// writeText writes the sheet for a terminal of some width, 0 for any.
func (s *sheet) writeText(w io.Writer, width int, color bool) error {
	var lines []string
	if s.title != "" {
		lines = append(lines, strings.Split(wrap(s.title, width), "\n")...)
	}
	if f, ok := s.fit(width); ok {
		lines = append(lines, strings.Split(s.writer(&f, color).Render(), "\n")...)
	} else {
		lines = append(lines, s.records(width, color)...)
	}
	for _, l := range lines {
		l = strings.TrimRight(l, " ")
		if width > 0 && text.StringWidthWithoutEscSequences(l) > width {
			l = text.Trim(l, width)
		}
		if _, err := fmt.Fprintln(w, l); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w)
	return err
}

// writeMarkdown writes the sheet as a Markdown table under a heading.
func (s *sheet) writeMarkdown(w io.Writer) error {
	_, err := fmt.Fprintf(w, "### %s\n\n%s\n\n", s.title, s.writer(nil, false).RenderMarkdown())
	return err
}

// writer hands the sheet to go-pretty, in a layout if there is one.
func (s *sheet) writer(f *layout, color bool) table.Writer {
	t := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.Options{SeparateHeader: true, SeparateFooter: true}
	style.Box = table.StyleBoxLight
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header, style.Format.Footer = text.FormatDefault, text.FormatDefault
	configs := make([]table.ColumnConfig, len(s.columns))
	for i, c := range s.columns {
		align := text.AlignRight
		if c.text {
			align = text.AlignLeft
		}
		configs[i] = table.ColumnConfig{Number: i + 1, Align: align, AlignHeader: align, AlignFooter: align}
		if f != nil {
			configs[i].WidthMax, configs[i].WidthMaxEnforcer = f.widths[i], wrap
		}
	}
	if f != nil {
		style.Box.PaddingRight = strings.Repeat(" ", f.gap)
	}
	t.SetStyle(style)
	t.SetColumnConfigs(configs)
	header := make(table.Row, len(s.columns))
	for i, c := range s.columns {
		header[i] = c.name
	}
	if f != nil && s.groups != nil {
		over := make(table.Row, len(s.groups))
		for i, g := range s.groups {
			over[i] = g
		}
		t.AppendHeader(over)
	}
	t.AppendHeader(header)
	for i, r := range s.rows {
		row := make(table.Row, len(r))
		for j, c := range r {
			row[j] = c.paint(color)
		}
		if i == len(s.rows)-s.totals && i > 0 {
			t.AppendSeparator()
		}
		t.AppendRow(row)
	}
	return t
}

// paint colours a cell by its tone. go-pretty's own colours follow a switch that
// is global to the process.
func (c cell) paint(color bool) string {
	switch {
	case color && c.tone > 0:
		return "\x1b[32m" + c.text + "\x1b[0m"
	case color && c.tone < 0:
		return "\x1b[31m" + c.text + "\x1b[0m"
	}
	return c.text
}
