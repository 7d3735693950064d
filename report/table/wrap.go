package table

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// Wrap breaks s into lines of at most width, between words where it can; width 0
// leaves it whole. go-pretty's own wrapping fills lines up with spaces, which
// spoils headers that are aligned to the right.
func Wrap(s string, width int) string {
	if width <= 0 || places(s) <= width {
		return s
	}
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		switch {
		case line == "":
			line = word
		case places(line)+1+places(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
		for places(line) > width {
			head, tail := cut(line, width)
			lines = append(lines, head)
			line = tail
		}
	}
	return strings.Join(append(lines, line), "\n")
}

// Hang puts s behind a name and breaks it below itself, to a whole width; where there
// is no room beside the name, below it.
func Hang(name, s string, width int) string {
	indent := len(name)
	if width > 0 && width < 3*indent {
		return Wrap(strings.TrimSpace(name+s), width)
	}
	if width > 0 {
		width -= indent
	}
	return name + strings.ReplaceAll(Wrap(s, width), "\n", "\n"+strings.Repeat(" ", indent))
}

// cut breaks a word after as many letters as fit, at least one.
func cut(s string, width int) (head, tail string) {
	n := 0
	for i, r := range s {
		n += text.RuneWidth(r)
		if n > width && i > 0 {
			return s[:i], s[i:]
		}
	}
	return s, ""
}
