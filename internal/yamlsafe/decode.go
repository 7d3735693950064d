// Package yamlsafe reads the small YAML files that people write: studies, profiles
// and gates. It refuses what a small file can grow to without limit before anything
// is decoded, lets no number change on its way, and says where each fault is.
package yamlsafe

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// ErrEmpty is the fault of a text without keys.
var ErrEmpty = errors.New("the text is empty")

// A Text is a text that has been decoded, to point into when a value is at fault.
type Text struct {
	text   []byte
	places map[string]*token.Token // of the values, by path, as in "weights.regime"
}

// Decode decodes a text onto v, a pointer to a struct: keys that the text does not
// have stay as they are. Every error but ErrEmpty is a Fault.
func Decode(text []byte, v any, options ...yaml.DecodeOption) (t *Text, err error) {
	defer func() {
		if p := recover(); p != nil { // the library panics on some texts that are no mapping
			err = newFault(text, 1, 1, "not readable as YAML (%v)", p)
		}
	}()
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if err := check(text); err != nil {
		return nil, err
	}
	tree, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, wordsOf(text, err)
	}
	body, err := oneDocument(text, tree)
	if err != nil {
		return nil, err
	}
	t = &Text{text: text, places: map[string]*token.Token{}}
	options = append(options, yaml.Strict())
	s := shaper{Text: t, options: options}
	if err := s.value(body, reflect.TypeOf(v).Elem(), ""); err != nil {
		return nil, err
	}
	if err := yaml.NodeToValue(body, v, options...); err != nil && !errors.Is(err, io.EOF) {
		return nil, wordsOf(text, err)
	}
	return t, nil
}

// oneDocument is the content of the only document of a file.
func oneDocument(text []byte, f *ast.File) (ast.Node, error) {
	var body ast.Node
	for i, d := range f.Docs {
		if i > 0 {
			line, column := 1, 1
			if d.Start != nil {
				line, column = d.Start.Position.Line, d.Start.Position.Column
			}
			return nil, newFault(text, line, column, "more than one YAML document: expected one, without --- between keys")
		}
		body = d.Body
	}
	if body == nil || body.Type() == ast.CommentType || body.Type() == ast.NullType {
		return nil, ErrEmpty
	}
	return body, nil
}

// Has reports whether the text gives the value of a key.
func (t *Text) Has(path string) bool { return t != nil && t.places[path] != nil }

// Line is the line of the value of a key, from 1 on, 0 where the text does not have
// it.
func (t *Text) Line(path string) int {
	if !t.Has(path) {
		return 0
	}
	return t.places[path].Position.Line
}

// Forget drops the place of a value that something else has replaced.
func (t *Text) Forget(path string) {
	if t != nil {
		delete(t.places, path)
	}
}

// Fault is an error about the value of a key that the text has.
func (t *Text) Fault(path, what string) *Fault { return t.at(t.places[path], "%s", what) }

func (t *Text) at(tk *token.Token, format string, args ...any) *Fault {
	return newFault(t.text, tk.Position.Line, tk.Position.Column, format, args...)
}

// wordsOf puts an error of the library into our form.
func wordsOf(text []byte, err error) error {
	var e yaml.Error
	if !errors.As(err, &e) {
		return newFault(text, 1, 1, "%s", firstLine(err.Error()))
	}
	line, column := 1, 1
	if tk := e.GetToken(); tk != nil && tk.Position != nil {
		line, column = tk.Position.Line, tk.Position.Column
	}
	return newFault(text, line, column, "%s", firstLine(e.GetMessage()))
}

// firstLine is the head of a message that may quote the whole text.
func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	if r := []rune(s); len(r) > 200 {
		s = fmt.Sprintf("%s…", string(r[:200]))
	}
	return visible(s, 0)
}
