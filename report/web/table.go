package web

import "github.com/remora-bt/remora-bt/report/table"

type (
	tableView struct {
		ID, Title, Note, Class string
		Groups                 []groupView
		Columns                table.Columns
		Body, Foot             [][]cellView
	}
	groupView struct {
		Name string
		Span int
	}
	cellView struct {
		Text, Class, About string
		Head               bool
	}
)

// tableOf is a table with a heading of the third rank; its first column names the
// rows.
func tableOf(t *table.Table, id string) *tableView {
	v := &tableView{ID: id, Title: t.Title, Note: t.Note, Columns: t.Columns}
	if !t.Fixed && len(t.Rows)-t.Totals > 1 {
		v.Class = "sortable"
	}
	if t.Filter {
		v.Class += " filterable"
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
			cells[k] = cellView{Text: c.Text, About: c.About, Head: k == 0, Class: class(k < len(t.Columns) && t.Columns[k].Text, c.Tone)}
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
