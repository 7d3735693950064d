package web

import "github.com/remora-bt/remora-bt/report/table"

type (
	tableView struct {
		ID, Title, Note, Class string
		Groups                 []groupView
		Heads                  []cellView
		Body, Foot             [][]cellView
	}
	groupView struct {
		Name string
		Span int
	}
	cellView struct {
		Text, Class string
		About       int // number of what is said of it; 0 for nothing
		Head        bool
	}
)

// formulas are what is said of figures, each once, since hundreds of tables say the same.
type formulas struct {
	list    []string
	numbers map[string]int
}

// number is that of a text in the list, from 1; 0 for none.
func (f *formulas) number(text string) int {
	if text == "" {
		return 0
	}
	if f.numbers[text] == 0 {
		f.list = append(f.list, text)
		f.numbers[text] = len(f.list)
	}
	return f.numbers[text]
}

// tableOf is a table with a heading of the third rank; its first column names the
// rows.
func tableOf(t *table.Table, id string, f *formulas) *tableView {
	t = t.ForPeople()
	v := &tableView{ID: id, Title: t.Title, Note: t.Note}
	if !t.Fixed && len(t.Rows)-t.Totals > 1 {
		v.Class = "sortable"
	}
	if t.Filter {
		v.Class += " filterable"
	}
	for _, c := range t.Columns {
		v.Heads = append(v.Heads, cellView{Text: c.Name, Class: class(c.Text, 0), About: f.number(c.About)})
	}
	for i, name := range t.Groups {
		if n := len(v.Groups); i > 1 && name == "" && n > 0 {
			v.Groups[n-1].Span++
		} else {
			v.Groups = append(v.Groups, groupView{name, 1})
		}
	}
	for i, row := range t.Rows {
		cells := make([]cellView, len(row))
		for k, c := range row {
			cells[k] = cellView{Text: c.Text, About: f.number(c.About), Head: k == 0, Class: class(k < len(t.Columns) && t.Columns[k].Text, c.Tone)}
		}
		if i < len(t.Rows)-t.Totals {
			v.Body = append(v.Body, cells)
		} else {
			v.Foot = append(v.Foot, cells)
		}
	}
	return v
}

func class(text bool, news int) string {
	out := tone(news)
	if text {
		out += " text"
	}
	if out == "" {
		return ""
	}
	return out[1:]
}
