package web

// A Table has a heading of the third rank. Its first column names the rows.
type Table struct {
	Title   string
	Note    string
	Groups  []string // over the columns; "" goes on with the one before; nil for none
	Columns []Column
	Rows    [][]Cell
	Totals  int  // how many of the last rows sum up the others
	Fixed   bool // the order of the rows means something, so that they cannot be sorted
	Filter  bool // readers can filter the rows
}

// A Column is right-aligned unless it holds text.
type Column struct {
	Name string
	Text bool
}

// A Cell is a text and whether it is good (+1) or bad (−1) news.
type Cell struct {
	Text string
	Tone int
}

type (
	tableView struct {
		ID, Title, Note, Class string
		Groups                 []groupView
		Columns                []Column
		Body, Foot             [][]cellView
	}
	groupView struct {
		Name string
		Span int
	}
	cellView struct {
		Text, Class string
		Head        bool
	}
)

func (t *Table) view(id string) *tableView {
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
			cells[k] = cellView{Text: c.Text, Head: k == 0, Class: class(k < len(t.Columns) && t.Columns[k].Text, c.Tone)}
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
