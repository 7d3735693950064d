package runfolder

import "github.com/remora-bt/remora-bt/report/table"

// Markdown is a text from a folder for a Markdown page, see table.Markdown.
func Markdown(s string) string { return table.Markdown(s) }
