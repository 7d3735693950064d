package answer

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/table"
)

// A Block is the lines of a first screen that stand behind a name, as PROFIT; one without
// a name belongs to what stands above it.
type Block struct {
	Name  string
	Lines []string
}

// Blocks are both answers, and last what there is too little of or what is wrong, in the
// words that say makes of it; nil for those that are there.
func Blocks(a *verdict.Answers, currency string, say func(string) string) []Block {
	var out []Block
	for _, p := range Parts(a, currency) {
		out = append(out, Block{p.Name, append([]string{p.Head()}, p.Lines...)})
	}
	lacking := Lacking(a.Reasons)
	for i := range lacking {
		if say != nil {
			lacking[i] = say(lacking[i])
		}
	}
	if len(lacking) > 0 {
		out = append(out, Block{"", lacking})
	}
	return out
}

// Text is the block as a terminal of a width shows it, every line broken below itself.
func (b Block) Text(width int) string {
	var out strings.Builder
	name := b.Name
	for _, line := range b.Lines {
		out.WriteString(table.Hang(fmt.Sprintf("%-8s", name), line, width) + "\n")
		name = ""
	}
	return out.String()
}

// Markdown is the block as a paragraph with a list, without a name as paragraphs, each
// text as escape makes it.
func (b Block) Markdown(escape func(string) string) string {
	var out strings.Builder
	for i, line := range b.Lines {
		switch line = escape(line); {
		case b.Name == "" && i == 0:
			fmt.Fprintf(&out, "%s\n", line)
		case b.Name == "":
			fmt.Fprintf(&out, "\n%s\n", line)
		case i == 0:
			fmt.Fprintf(&out, "**%s** %s\n", b.Name, line)
		default:
			fmt.Fprintf(&out, "- %s\n", line)
		}
	}
	return out.String()
}
