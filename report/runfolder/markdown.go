package runfolder

import "strings"

// markdown escapes what Markdown or HTML would act on, and line ends.
var markdown = strings.NewReplacer(
	"\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "{", "\\{", "}", "\\}", "[", "\\[", "]", "\\]",
	"#", "\\#", "|", "\\|", "~", "\\~", "&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "&#64;", "\r", " ", "\n", " ",
)

// Markdown is a text from outside for a Markdown page or a cell of its tables: no
// markup, link, mention or tag in it takes effect.
func Markdown(s string) string { return markdown.Replace(s) }
