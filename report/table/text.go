package table

import (
	"fmt"
	"io"
	"strings"

	pretty "github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// writeText writes the table for a terminal.
func (t *Table) writeText(w io.Writer, o Options) error {
	var lines []string
	if t.Title != "" {
		lines = append(lines, strings.Split(Wrap(t.Title, o.Width), "\n")...)
	}
	shown, f, dropped, ok := t.fit(o.Width, o.All)
	if ok {
		lines = append(lines, strings.Split(shown.pretty(&f, o.Color).Render(), "\n")...)
	} else {
		lines = append(lines, t.records(o.Width, o.Color)...)
	}
	if len(dropped) > 0 {
		note := "Not shown for want of width: " + strings.Join(dropped, ", ")
		lines = append(lines, strings.Split(Wrap(note, o.Width), "\n")...)
	}
	for _, l := range lines {
		l = strings.TrimRight(l, " ")
		if o.Width > 0 && places(l) > o.Width {
			l = text.Trim(l, o.Width)
		}
		if _, err := fmt.Fprintln(w, l); err != nil {
			return err
		}
	}
	return nil
}

// writeMarkdown writes the table under a heading of the third rank.
func (t *Table) writeMarkdown(w io.Writer) error {
	heading := ""
	if t.Title != "" {
		heading = "### " + t.Title + "\n\n"
	}
	_, err := fmt.Fprintf(w, "%s%s\n", heading, t.pretty(nil, false).RenderMarkdown())
	return err
}

// pretty hands the table to go-pretty, in a layout if there is one.
func (t *Table) pretty(f *layout, color bool) pretty.Writer {
	out := pretty.NewWriter()
	style := pretty.StyleDefault
	style.Options = pretty.Options{SeparateHeader: true, SeparateFooter: true}
	style.Box = pretty.StyleBoxLight
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header, style.Format.Footer = text.FormatDefault, text.FormatDefault
	configs := make([]pretty.ColumnConfig, len(t.Columns))
	header := make(pretty.Row, len(t.Columns))
	for i, c := range t.Columns {
		align := text.AlignRight
		if c.Text {
			align = text.AlignLeft
		}
		configs[i] = pretty.ColumnConfig{Number: i + 1, Align: align, AlignHeader: align, AlignFooter: align}
		if f != nil {
			configs[i].WidthMax, configs[i].WidthMaxEnforcer = f.widths[i], Wrap
		}
		header[i] = c.Name
	}
	if f != nil {
		style.Box.PaddingRight = strings.Repeat(" ", f.gap)
	}
	out.SetStyle(style)
	out.SetColumnConfigs(configs)
	if f != nil && t.Groups != nil {
		over := make(pretty.Row, len(t.Groups))
		for i, g := range t.Groups {
			over[i] = g
		}
		out.AppendHeader(over)
	}
	out.AppendHeader(header)
	for i, r := range t.Rows {
		row := make(pretty.Row, len(r))
		for j, c := range r {
			row[j] = c.paint(color)
		}
		if i == len(t.Rows)-t.Totals && i > 0 {
			out.AppendSeparator()
		}
		out.AppendRow(row)
	}
	return out
}

// paint colours a cell by its tone. go-pretty's own colours follow a switch that
// is global to the process.
func (c Field) paint(color bool) string {
	switch {
	case color && c.Tone > 0:
		return "\x1b[32m" + c.Text + "\x1b[0m"
	case color && c.Tone < 0:
		return "\x1b[31m" + c.Text + "\x1b[0m"
	}
	return c.Text
}
