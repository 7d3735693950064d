package table

import (
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// A layout is how wide the columns of a table are and what lies between them.
type layout struct {
	widths []int
	gap    int
}

func (f layout) total() int {
	n := f.gap * (len(f.widths) - 1)
	for _, w := range f.widths {
		n += w
	}
	return n
}

const (
	narrowest = 8  // what a column of text may be broken down to
	longest   = 24 // of a word that is never broken to make room: a path or a list may be
	listed    = 40 // below this width a table that does not fit becomes a list of records
)

// places is the number of places that a line takes on a terminal.
func places(s string) int { return text.StringWidthWithoutEscSequences(s) }

// longestWord is the width of the longest word of s.
func longestWord(s string) int {
	n := 0
	for word := range strings.FieldsSeq(s) {
		n = max(n, places(word))
	}
	return n
}

// widths are those of the columns with everything on one line, with headers broken
// at words, and with texts broken at words too.
func (t *Table) widths() (oneLine, broken, words []int) {
	n := len(t.Columns)
	oneLine, broken, words = make([]int, n), make([]int, n), make([]int, n)
	for i, c := range t.Columns {
		for _, r := range t.Rows {
			broken[i] = max(broken[i], places(r[i].Text))
			words[i] = max(words[i], longestWord(r[i].Text))
		}
		if t.Groups != nil {
			broken[i] = max(broken[i], places(t.Groups[i]))
		}
		oneLine[i] = max(broken[i], places(c.Name))
		broken[i] = max(broken[i], longestWord(c.Name))
		if words[i] = max(words[i], longestWord(c.Name), narrowest); !c.Text || words[i] > broken[i] {
			words[i] = broken[i]
		}
	}
	return oneLine, broken, words
}

// whole is the first layout that is no wider than width and breaks no text:
// everything on one line; headers broken at words; the gap halved.
func (t *Table) whole(width int, oneLine, broken []int) (layout, bool) {
	for _, f := range []layout{{oneLine, 2}, {broken, 2}, {broken, 1}} {
		if width <= 0 || f.total() <= width {
			return f, true
		}
	}
	return layout{}, false
}

// fit finds a layout that is no wider than width. Where no whole one is, texts are
// broken between words, the widest column first; then columns are dropped, unless
// all is set; then words longer than a name are broken. ok is false if none is narrow enough.
func (t *Table) fit(width int, all bool) (shown *Table, f layout, dropped []string, ok bool) {
	shown = t
	for {
		oneLine, broken, words := shown.widths()
		if f, ok = shown.whole(width, oneLine, broken); ok {
			return shown, f, dropped, true
		}
		if f, ok = shown.squeeze(width, broken, words); ok {
			return shown, f, dropped, true
		}
		last := shown.last()
		if all || width < listed || last < 0 {
			break
		}
		dropped = append([]string{shown.Columns[last].Name}, dropped...)
		shown = shown.without(last)
	}
	_, broken, words := shown.widths()
	least := make([]int, len(broken))
	for i, c := range shown.Columns {
		if least[i] = broken[i]; c.Text {
			least[i] = min(words[i], longest)
		}
	}
	if f, ok = shown.squeeze(width, broken, least); !ok {
		dropped = nil // records have every column
	}
	return shown, f, dropped, ok
}

// squeeze narrows the widest columns of text, none below its least.
func (t *Table) squeeze(width int, widths, least []int) (layout, bool) {
	f := layout{slices.Clone(widths), 1}
	for f.total() > width {
		widest := -1
		for i, c := range t.Columns {
			if c.Text && f.widths[i] > least[i] && (widest < 0 || f.widths[i] > f.widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return layout{}, false
		}
		f.widths[widest]--
	}
	return f, true
}

// last is the column to drop next, -1 for none.
func (t *Table) last() int {
	for i := len(t.Columns) - 1; i > 0; i-- {
		if !t.Columns[i].Keep {
			return i
		}
	}
	return -1
}

// without is the table without one column.
func (t *Table) without(k int) *Table {
	out := *t
	out.Columns = slices.Delete(slices.Clone(t.Columns), k, k+1)
	if t.Groups != nil {
		out.Groups = slices.Delete(slices.Clone(t.Groups), k, k+1)
	}
	out.Rows = make([][]Field, len(t.Rows))
	for i, r := range t.Rows {
		out.Rows[i] = slices.Delete(slices.Clone(r), k, k+1)
	}
	return &out
}

// records is the form for a terminal that no table fits in: every row as a block
// of lines, each the name of a column and its value.
func (t *Table) records(limit int, color bool) []string {
	var out []string
	for i, r := range t.Rows {
		if i > 0 {
			out = append(out, "")
		}
		for j, c := range r {
			name := ""
			if j > 0 {
				name = "  " + t.Columns[j].Name + ": "
			}
			if places(name+c.Text) <= limit {
				out = append(out, name+c.paint(color))
				continue
			}
			out = append(out, strings.Split(Wrap(name+c.Text, limit), "\n")...)
		}
	}
	return out
}
