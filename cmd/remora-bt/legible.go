package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The bounds of a message: bytes of a line, and lines.
const (
	mostLine  = 2000
	mostLines = 60
)

// legible is a message as a terminal may print it. Errors quote files, which may hold
// anything: what is no character, would move the cursor or hide something is escaped
// as Go does it, and of a line that is too long the middle is left out. A file that is
// wrong all over has more faults than one can read.
func legible(message string) string {
	lines := strings.Split(message, "\n")
	if more := len(lines) - mostLines; more > 1 {
		lines = append(lines[:mostLines], fmt.Sprintf("… and %d more lines", more))
	}
	for i, line := range lines {
		lines[i] = shortened(escaped(line))
	}
	return strings.Join(lines, "\n")
}

func escaped(line string) string {
	var b strings.Builder
	for len(line) > 0 {
		r, n := utf8.DecodeRuneInString(line)
		if r == '\t' || strconv.IsPrint(r) && (r != utf8.RuneError || n > 1) {
			b.WriteString(line[:n])
		} else {
			quoted := strconv.Quote(line[:n])
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		line = line[n:]
	}
	return b.String()
}

func shortened(line string) string {
	if len(line) <= mostLine {
		return line
	}
	head, tail := mostLine*2/3, len(line)-mostLine/4
	for head > 0 && !utf8.RuneStart(line[head]) {
		head--
	}
	for tail < len(line) && !utf8.RuneStart(line[tail]) {
		tail++
	}
	return line[:head] + " … " + line[tail:]
}
