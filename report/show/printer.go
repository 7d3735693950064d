// Package show prints what commands found, for people: lines and tables in the
// format and the width that they asked for. It computes nothing.
package show

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/remora-bt/remora-bt/report/table"
)

// A Printer writes lines and tables until the first error.
type Printer struct {
	w   io.Writer
	opt table.Options
	err error
}

// To is a printer with the options of its tables.
func To(w io.Writer, opt table.Options) *Printer { return &Printer{w: w, opt: opt} }

// Err is the first error of writing.
func (p *Printer) Err() error { return p.err }

// Say prints a line, broken between words to the width of a terminal.
func (p *Printer) Say(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if p.opt.Format == "" || p.opt.Format == "table" {
		line = table.Wrap(line, p.opt.Width)
	}
	p.verbatim(line)
}

// hang prints a text behind a name, broken below itself to the width of a terminal.
func (p *Printer) hang(name, text string) {
	width := 0
	if p.opt.Format == "" || p.opt.Format == "table" {
		width = p.opt.Width
	}
	p.verbatim(table.Hang(name, text, width))
}

// verbatim prints a text as it is.
func (p *Printer) verbatim(text string) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, text)
	}
}

// Table prints a table, in Markdown with a line below it, without which the next
// text would belong to it.
func (p *Printer) Table(t *table.Table) {
	if p.err == nil {
		p.err = t.Write(p.w, p.opt)
	}
	if p.opt.Format == "md" {
		p.Say("")
	}
}

// JSON prints a value, indented.
func (p *Printer) JSON(v any) {
	if p.err == nil {
		p.err = WriteJSON(p.w, v)
	}
}

// WriteJSON writes a value, indented.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
