package report

import "io"

// A Table is a table of another command in the form of a run's: without boxes, and
// no wider than the terminal as long as words can be broken.
type Table struct {
	Title   string // "" for none
	Columns []Column
	Rows    [][]string // as long as Columns
}

// A Column is right-aligned unless it holds text.
type Column struct {
	Name string
	Text bool
}

// Write writes the table for a terminal of some width, 0 for any.
func (t *Table) Write(w io.Writer, width int) error {
	s := &sheet{title: t.Title}
	for _, c := range t.Columns {
		s.columns = append(s.columns, column{c.Name, c.Text})
	}
	for _, r := range t.Rows {
		s.rows = append(s.rows, plain(r...))
	}
	return s.writeText(w, width, false)
}
