package report

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// A layout is how wide the columns of a sheet are and what lies between them.
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

// narrowest is what a column of text may be broken down to.
const narrowest = 8

// fit finds the first layout that is no wider than width: everything on one line;
// headers broken at words; the gap halved; then texts broken too. ok is false if
// none is narrow enough.
func (s *sheet) fit(width int) (f layout, ok bool) {
	oneLine, broken := make([]int, len(s.columns)), make([]int, len(s.columns))
	for i, c := range s.columns {
		for _, r := range s.rows {
			broken[i] = max(broken[i], text.StringWidthWithoutEscSequences(r[i].text))
		}
		if s.groups != nil {
			broken[i] = max(broken[i], text.StringWidthWithoutEscSequences(s.groups[i]))
		}
		oneLine[i] = max(broken[i], text.StringWidthWithoutEscSequences(c.name))
		for word := range strings.FieldsSeq(c.name) {
			broken[i] = max(broken[i], text.StringWidthWithoutEscSequences(word))
		}
	}
	for _, f = range []layout{{oneLine, 2}, {broken, 2}, {broken, 1}} {
		if width <= 0 || f.total() <= width {
			return f, true
		}
	}
	for f.total() > width {
		widest := -1
		for i, c := range s.columns {
			if c.text && f.widths[i] > narrowest && (widest < 0 || f.widths[i] > f.widths[widest]) {
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

// records is the form for a terminal that no table fits in: every row as a block
// of lines, each the name of a column and its value.
func (s *sheet) records(width int, color bool) []string {
	var out []string
	for i, r := range s.rows {
		if i > 0 {
			out = append(out, "")
		}
		for j, c := range r {
			name := ""
			if j > 0 {
				name = "  " + s.columns[j].name + ": "
			}
			if text.StringWidthWithoutEscSequences(name+c.text) <= width {
				out = append(out, name+c.paint(color))
				continue
			}
			out = append(out, strings.Split(wrap(name+c.text, width), "\n")...)
		}
	}
	return out
}
