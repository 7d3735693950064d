package yamlsafe

import (
	"unicode/utf8"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// maxDepth bounds how deep lists and mappings may lie in each other. What these
// files hold is four deep.
const maxDepth = 16

// check refuses the texts that would cost more than they look, before they are
// parsed: anchors and aliases, by which a few hundred bytes become gigabytes, and
// nesting, which the parser follows by recursion.
func check(text []byte) error {
	if err := scanCharacters(text); err != nil {
		return err
	}
	var n nesting
	for _, t := range lexer.Tokenize(string(text)) {
		fault := func(format string, args ...any) error {
			return newFault(text, t.Position.Line, t.Position.Column, format, args...)
		}
		switch t.Type {
		case token.AnchorType:
			return fault("an anchor (&): write the value out where it is used, or put quotes around a text that starts so")
		case token.AliasType:
			return fault("an alias (*): write the value out where it is used, or put quotes around a text that starts so")
		case token.MergeKeyType:
			return fault("a merge key (<<): write the keys out")
		case token.TagType:
			return fault("a tag (!): the keys know the kinds of their values; put quotes around a text that starts so")
		case token.DirectiveType:
			return fault("a directive (%%): expected keys and values alone")
		}
		if n.add(t) > maxDepth {
			return fault("nested more than %d deep", maxDepth)
		}
	}
	return nil
}

// scanCharacters refuses what is no text. Its lines are not shown.
func scanCharacters(text []byte) error {
	line, column := 1, 1
	for rest := text; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && size == 1:
			return newFault(nil, line, column, "byte 0x%02x is not UTF-8: not a text file", rest[0])
		case r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f:
			return newFault(nil, line, column, "control character %U: not a text file", r)
		}
		rest = rest[size:]
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	return nil
}

// A nesting tells how deep a token lies: in brackets, and in blocks by indentation.
type nesting struct {
	brackets int
	columns  []int // of the blocks that are open
	line     int   // of the last token
	opens    bool  // the last token opens a block on its own line: "- - x"
}

func (n *nesting) add(t *token.Token) int {
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType:
		n.brackets++
	case token.SequenceEndType, token.MappingEndType:
		n.brackets--
	}
	at := t.Position
	if n.brackets == 0 && (at.Line > n.line || n.opens) {
		for len(n.columns) > 0 && n.columns[len(n.columns)-1] >= at.Column {
			n.columns = n.columns[:len(n.columns)-1]
		}
		n.columns = append(n.columns, at.Column)
	}
	n.line = at.Line
	n.opens = t.Type == token.SequenceEntryType || t.Type == token.MappingKeyType
	return n.brackets + len(n.columns)
}
