package table

import "strings"

// markdown escapes what Markdown or HTML would act on, and line ends.
var markdown = strings.NewReplacer(
	"\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "{", "\\{", "}", "\\}", "[", "\\[", "]", "\\]",
	"#", "\\#", "|", "&#124;", "~", "\\~", "&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "&#64;", "\r", " ", "\n", " ",
)

// Markdown is a text from outside for a Markdown page or a cell of its tables: no
// markup, link, mention or tag in it takes effect.
func Markdown(s string) string { return markdown.Replace(s) }

// Escaped is the table with every text as Markdown: for tables that hold names of the
// user's, of files and pairs.
func (t *Table) Escaped() *Table {
	out := *t
	out.Title = Markdown(t.Title)
	out.Columns = append(Columns(nil), t.Columns...)
	for i := range out.Columns {
		out.Columns[i].Name = Markdown(out.Columns[i].Name)
	}
	out.Rows = make([][]Field, len(t.Rows))
	for i, row := range t.Rows {
		out.Rows[i] = append([]Field(nil), row...)
		for k := range out.Rows[i] {
			out.Rows[i][k].Text = Markdown(row[k].Text)
		}
	}
	return &out
}
