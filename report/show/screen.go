package show

import (
	"bytes"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/table"
)

// A Detail is how much is printed.
type Detail struct {
	Quiet   bool     // the first screen alone
	Verbose bool     // everything
	Last    []string // notes that end the first screen, as where files are
}

// md reports whether the page is Markdown.
func (p *Printer) md() bool { return p.opt.Format == "md" }

// screens prints the first screen, what follows it unless that alone is wanted, and as
// text the first screen once more, so that it is the last thing in a terminal.
func (p *Printer) screens(d Detail, first, rest func(*Printer)) {
	first(p)
	if d.Quiet {
		return
	}
	var b bytes.Buffer
	rest(To(&b, p.opt))
	if b.Len() == 0 {
		return
	}
	p.verbatim("")
	p.verbatim(strings.TrimRight(b.String(), "\n"))
	if !p.md() {
		p.verbatim("")
		first(p)
	}
}

// parts says both answers, and what there is too little of or what is wrong.
func (p *Printer) parts(a *verdict.Answers, currency string) {
	for _, b := range answer.Blocks(a, currency, runfolder.Quoted) {
		p.block(b)
	}
}

// block prints lines behind a name.
func (p *Printer) block(b answer.Block) {
	if p.md() {
		p.verbatim(b.Markdown(runfolder.Markdown))
	} else {
		p.verbatim(strings.TrimSuffix(b.Text(p.opt.Width), "\n"))
	}
}

// last prints the notes that end a first screen; counted are warnings that are left to
// the verbose page.
func (p *Printer) last(d Detail, counted int) {
	notes := append([]string{}, d.Last...)
	short := !d.Quiet && !d.Verbose
	if counted > 0 && short {
		notes = append(notes, answer.Warned(counted))
	}
	if short {
		notes = append(notes, "every table: -v")
	}
	if len(notes) > 0 {
		p.Say("%s", strings.Join(notes, " · "))
	}
}

// rows prints a table, of which a page that is not verbose has room for so many rows.
func (p *Printer) rows(t *table.Table, d Detail, most int) {
	left := 0
	if !d.Verbose && !p.md() {
		left = t.Cut(most)
	}
	p.Table(t)
	if left > 0 {
		p.Say("%s: -v", plural.Of(left, "more row", "more rows"))
	}
}
