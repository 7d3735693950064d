package yamlsafe

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Fault is what is wrong at one place of a text.
type Fault struct {
	Line, Column int // from 1 on; column in characters
	What         string
	Unknown      string // the key that is not known, if that is the fault

	excerpt string
}

// Error is the place, the fault and the lines around it with a caret:
//
//	[2:1] unknown field "stake_amuont"
//	   1 | pairs: [BTC/USDT]
//	>  2 | stake_amuont: 50
//	       ^
func (f *Fault) Error() string {
	return strings.TrimRight(fmt.Sprintf("[%d:%d] %s\n%s", f.Line, f.Column, f.What, f.excerpt), "\n")
}

func newFault(text []byte, line, column int, format string, args ...any) *Fault {
	f := &Fault{Line: line, Column: column, What: fmt.Sprintf(format, args...)}
	if text != nil {
		f.excerpt = excerpt(text, line, column)
	}
	return f
}

// The part of a text that is shown: lines before and after the fault, characters of
// a line before and after the caret.
const (
	linesAround = 2
	charsBefore = 60
	charsAfter  = 40
)

// excerpt shows the lines around a place with a caret under it. Long lines are cut,
// and characters that do not print are replaced.
func excerpt(text []byte, line, column int) string {
	lines := strings.Split(strings.TrimRight(string(text), "\r\n"), "\n")
	from := max(0, column-1-charsBefore)
	var out []string
	for n := max(1, line-linesAround); n <= min(len(lines), line+linesAround); n++ {
		mark := " "
		if n == line {
			mark = ">"
		}
		out = append(out, strings.TrimRight(fmt.Sprintf("%s %2d | %s", mark, n, visible(lines[n-1], from)), " "))
		if n == line {
			out = append(out, strings.Repeat(" ", len(fmt.Sprintf("> %2d | ", n))+column-1-from)+"^")
		}
	}
	return strings.Join(out, "\n")
}

func visible(line string, from int) string {
	var b strings.Builder
	at := 0
	for _, r := range strings.TrimRight(line, "\r") {
		if at++; at <= from {
			continue
		}
		if at > from+charsBefore+charsAfter {
			b.WriteString("…")
			break
		}
		switch {
		case r == '\t':
			r = ' '
		case !strconv.IsPrint(r):
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	return b.String()
}
