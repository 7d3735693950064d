// Package table is the one form of every table that the program prints: as text
// no wider than the terminal, as Markdown, CSV and JSON, and on a web page, which
// takes the value itself.
package table

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// A Table is rows under columns before they have a form.
type Table struct {
	Title   string   // "" for none
	Note    string   // below the title; only on a page
	Groups  []string // over the columns of text and pages; "" goes on with the one before; nil for none
	Columns Columns
	Rows    [][]Field // as long as Columns
	Totals  int       // how many of the last rows sum up the others

	Fixed  bool // on a page: the order of the rows means something, so that they cannot be sorted
	Filter bool // on a page: readers can filter the rows
}

// A Column is right-aligned unless it holds text. Only text may be broken to make
// a table narrower.
//
// Where that is not enough, columns are dropped from the right, and a line below
// the table names them. The first column stays, and so do those with Keep.
type Column struct {
	Name string
	Key  string // in CSV and JSON; "" for Name
	Text bool
	Keep bool

	About string // on a page: how its figures are worked out
}

// Columns are made by chains: Words("Pair").Numbers("Trades", "Profit").
type Columns []Column

// Words are columns of text.
func Words(names ...string) Columns { return Columns(nil).Words(names...) }

// Numbers are columns of numbers.
func Numbers(names ...string) Columns { return Columns(nil).Numbers(names...) }

// Words appends columns of text.
func (c Columns) Words(names ...string) Columns { return c.add(true, names) }

// Numbers appends columns of numbers.
func (c Columns) Numbers(names ...string) Columns { return c.add(false, names) }

func (c Columns) add(text bool, names []string) Columns {
	for _, n := range names {
		c = append(c, Column{Name: n, Text: text})
	}
	return c
}

// Keep marks the columns of these names as never to be dropped.
func (c Columns) Keep(names ...string) Columns {
	for i := range c {
		c[i].Keep = c[i].Keep || slices.Contains(names, c[i].Name)
	}
	return c
}

// Keys gives the columns their keys, in order.
func (c Columns) Keys(keys ...string) Columns {
	for i, k := range keys {
		c[i].Key = k
	}
	return c
}

// A Field is a text and whether it is good (+1) or bad (−1) news.
type Field struct {
	Text  string
	Tone  int
	Value any // in JSON; nil for Text

	About string // on a page: how what it names is worked out
}

// Texts are cells of texts.
func Texts(texts ...string) []Field {
	out := make([]Field, len(texts))
	for i, t := range texts {
		out[i] = Field{Text: t}
	}
	return out
}

// Shown is the text of a number as people read it, with the typographic minus.
func Shown(text string) string { return minus.ReplaceAllString(text, "$1−$2") }

// minus is one before a number, not one within a date.
var minus = regexp.MustCompile(`(^|[ (])-([0-9.])`)

// ForPeople is the table as people read it.
func (t *Table) ForPeople() *Table {
	out := *t
	out.Rows = make([][]Field, len(t.Rows))
	for i, r := range t.Rows {
		out.Rows[i] = slices.Clone(r)
		for j := range r {
			if j < len(t.Columns) && !t.Columns[j].Text {
				out.Rows[i][j].Text = Shown(r[j].Text)
			}
		}
	}
	return &out
}

// New is a table without rows.
func New(title string, columns Columns) *Table { return &Table{Title: title, Columns: columns} }

// Add appends a row, as long as Columns. What is no Field is printed as fmt does.
func (t *Table) Add(values ...any) {
	row := make([]Field, len(values))
	for i, v := range values {
		if c, ok := v.(Field); ok {
			row[i] = c
			continue
		}
		row[i] = Field{Text: fmt.Sprint(v), Value: v}
	}
	t.Rows = append(t.Rows, row)
}

// Cut takes the rows beyond so many away, and says how many those are.
func (t *Table) Cut(most int) (left int) {
	left = max(0, len(t.Rows)-most)
	t.Rows = t.Rows[:len(t.Rows)-left]
	return left
}

// Formats are the forms of tables on standard output.
var Formats = []string{"table", "json", "csv", "md"}

// Options say how a table is printed.
type Options struct {
	Format string // one of Formats; "" for "table"
	Width  int    // of the terminal, columns; no line of text is wider; 0 for any
	Color  bool   // of good and bad news, in text
	All    bool   // drop no column: a table that does not fit becomes a list of records
}

// Write writes the table.
func (t *Table) Write(w io.Writer, o Options) error {
	switch o.Format {
	case "", "table":
		return t.ForPeople().writeText(w, o)
	case "md":
		return t.ForPeople().writeMarkdown(w)
	case "csv":
		return t.writeCSV(w)
	case "json":
		return t.writeJSON(w)
	}
	return fmt.Errorf("format %q: expected one of %s", o.Format, strings.Join(Formats, ", "))
}

// Fits reports whether every column fits into a width with its texts whole.
func (t *Table) Fits(width int) bool {
	oneLine, broken, _ := t.widths()
	_, ok := t.whole(width, oneLine, broken)
	return ok
}
