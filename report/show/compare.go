package show

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/table"
)

// Comparison prints two runs side by side: their answers, how their filters stand to each
// other, and a row a strategy and arm; verbose every metric, with all every trade that
// differs.
func (p *Printer) Comparison(c *runfolder.Comparison, all bool, d Detail) {
	switch p.opt.Format {
	case "json":
		p.JSON(comparisonJSON(c, all))
		return
	case "csv":
		if all {
			p.Table(tradeChanges(c))
		} else {
			p.Table(metricChanges(c))
		}
		return
	}
	p.screens(d, func(p *Printer) {
		p.answers("a", c.A)
		p.answers("b", c.B)
		p.differ(c)
		p.filters(c)
		p.last(d, 0)
	}, func(p *Printer) { p.compared(c, all, d) })
}

// compared prints what follows the first screen.
func (p *Printer) compared(c *runfolder.Comparison, all bool, d Detail) {
	if len(c.Config) == 0 {
		p.Say("The studies are the same: version, configuration and inputs.")
	} else {
		t := table.New("", table.Words("Study", "a", "b").Keep("a", "b"))
		for _, ch := range c.Config {
			a, b := apart(ch.A, ch.B, longestConfig)
			t.Add(p.cell(ch.Key), p.cell(a), p.cell(b))
		}
		p.rows(t, d, mostConfig)
	}
	noise := false
	if !d.Verbose {
		noise = p.overview(c, d)
	}
	for i := range c.Pairs {
		pair := &c.Pairs[i]
		if all || d.Verbose {
			p.heading(pair.B.Rows().String())
		}
		if d.Verbose {
			noise = p.metrics(pair) || noise
		}
		if all || d.Verbose {
			p.trades(pair, all)
		}
	}
	if noise || len(c.Warnings) > 0 {
		p.Say("")
	}
	if noise {
		p.Say("~ the difference cannot be told from noise: 0 is in its %g %% interval (paired stationary bootstrap over days)", runfolder.Level*100)
	}
	for i, text := range c.Warnings {
		if i == mostWarnings && !d.Verbose {
			p.Say("%s: -v", plural.Of(len(c.Warnings)-i, "more warning", "more warnings"))
			break
		}
		p.hang("Warning: ", p.cell(text))
	}
}

// What a page that is not verbose has room for.
const (
	mostConfig    = 6
	longestConfig = 60 // letters
	mostOverview  = 18 // rows
	mostWarnings  = 3
)

// answers names a folder and says both of its answers.
func (p *Printer) answers(name string, f *runfolder.Folder) {
	p.Say("%s: %s", name, runfolder.Quoted(f.Dir))
	if f.Answers == nil {
		p.block(answer.Block{Lines: []string{answer.NoFilter}})
		return
	}
	p.parts(f.Answers, f.Currency())
}

// differ names in what the studies differ, with what either has.
func (p *Printer) differ(c *runfolder.Comparison) {
	const most, longest = 3, 24
	var out []string
	for i, ch := range c.Config {
		if i == most {
			out = append(out, fmt.Sprintf("%d more", len(c.Config)-most))
			break
		}
		a, b := apart(strings.Trim(ch.A, `"`), strings.Trim(ch.B, `"`), longest)
		out = append(out, runfolder.Quoted(fmt.Sprintf("%s (%s, %s)", ch.Key, cmp.Or(a, "none"), cmp.Or(b, "none"))))
	}
	if len(out) > 0 {
		p.block(answer.Block{Name: "DIFFER", Lines: []string{"in " + strings.Join(out, ", ")}})
	}
}

// filters says how the filter of b stands to that of a.
func (p *Printer) filters(c *runfolder.Comparison) {
	b := answer.Block{Name: "AGAINST"}
	if c.Unpaired != "" {
		b.Lines = []string{"not tested, " + c.Unpaired}
	}
	if c.Filters != nil {
		b.Lines = answer.Duel(c.Filters.All, c.B.Answers.Worthwhile, c.B.Currency())
		for _, left := range c.Filters.Left {
			b.Lines = append(b.Lines, "left out: "+runfolder.Quoted(left))
		}
	}
	if len(b.Lines) > 0 {
		b.Lines[0] = "a: " + b.Lines[0]
		p.block(b)
	}
}

func (p *Printer) heading(text string) {
	p.Say("")
	if p.opt.Format == "md" {
		p.Say("## %s", p.cell(text))
	} else {
		p.Say("%s", runfolder.Quoted(text))
	}
	p.Say("")
}

// cell is a text from a folder as the format may hold it.
func (p *Printer) cell(s string) string {
	if s = runfolder.Quoted(s); p.opt.Format == "md" {
		return runfolder.Markdown(s)
	}
	return s
}

// apart are two values in at most so many letters: where they begin alike for longer than
// that, from shortly before the first letter that differs.
func apart(a, b string, most int) (string, string) {
	x, y := short(a, 0, most), short(b, 0, most)
	if x != y || a == b {
		return x, y
	}
	const before = 8 // letters
	ra, rb, same := []rune(a), []rune(b), 0
	for same < min(len(ra), len(rb)) && ra[same] == rb[same] {
		same++
	}
	return short(a, same-before, most), short(b, same-before, most)
}

// short cuts a digest or a long value, from a letter on.
func short(s string, from, most int) string {
	if _, err := strconv.ParseUint(s[:min(16, len(s))], 16, 64); err == nil && len(s) == 64 {
		return s[:12] + "…"
	}
	r, left := []rune(s), ""
	if from > 0 {
		r, left, most = r[from:], "…", most-1
	}
	if len(r) > most {
		return left + string(r[:most-1]) + "…"
	}
	return left + string(r)
}
