package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/remora-bt/remora-bt/internal/nearest"
	"github.com/remora-bt/remora-bt/internal/yamlsafe"
	"github.com/remora-bt/remora-bt/report/gate"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// maxGate bounds a gate's file, in bytes; YAML aliases can grow a small file without
// limit.
const maxGate = 256 << 10

// A gateText is a gate's file, to point into when a rule is at fault.
type gateText struct {
	name string // "" where the rules are flags or built in
	text []byte
	tree *ast.File
}

// readGate reads a gate's file.
func readGate(path string) (g gate.Gate, f gate.File, t gateText, err error) {
	t.name = runfolder.Quoted(path)
	if t.text, err = readAtMost(path, maxGate); err != nil {
		return g, f, t, err
	}
	if err := t.parse(&f); err != nil {
		return g, f, t, err
	}
	g, faults, err := f.Gate()
	if err != nil {
		return g, f, t, fmt.Errorf("%s: %w", t.name, err)
	}
	for i := range g.Rules {
		g.Rules[i].Line = t.line(g.Rules[i].Place)
	}
	return g, f, t, t.faults(faults)
}

// readAtMost reads a plain file of at most so many bytes.
func readAtMost(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a file", runfolder.Quoted(path))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > most {
		return nil, fmt.Errorf("%s: more than %d bytes", runfolder.Quoted(path), most)
	}
	return text, nil
}

// parse decodes the file. The decoder panics on some texts that are no YAML mapping
// of ours: those are faults of the text like any other.
func (t *gateText) parse(f *gate.File) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: the text is no gate: the YAML decoder failed on it (%v)", t.name, p)
		}
	}()
	if len(bytes.TrimSpace(t.text)) == 0 {
		return fmt.Errorf("%s: the gate is empty", t.name)
	}
	if open := unclosed(t.text); open > maxNesting {
		return fmt.Errorf("%s: %d brackets are open at once, expected at most %d", t.name, open, maxNesting)
	}
	if err := yamlsafe.Check(t.text); err != nil {
		return fmt.Errorf("%s: %w", t.name, err)
	}
	err = yaml.NewDecoder(bytes.NewReader(t.text), yaml.Strict()).Decode(f)
	switch {
	case errors.Is(err, io.EOF): // nothing but comments
		return fmt.Errorf("%s: the gate is empty", t.name)
	case err != nil:
		return fmt.Errorf("%s: %s", t.name, explainGate(err))
	}
	t.tree, err = parser.ParseBytes(t.text, 0)
	return err
}

// maxNesting bounds what the decoder takes quadratic time for.
const maxNesting = 1000

// unclosed is the most brackets that are open at once, wherever they stand.
func unclosed(text []byte) (most int) {
	open := 0
	for _, c := range text {
		switch c {
		case '[', '{':
			open++
		case ']', '}':
			open--
		}
		most = max(most, open)
	}
	return most
}

// explainGate is the decoder's message with the offending lines and a caret, and
// the nearest valid key for one that is unknown.
func explainGate(err error) string {
	text := strings.TrimSpace(yaml.FormatError(err, false, true))
	var unknown *yaml.UnknownFieldError
	if errors.As(err, &unknown) {
		if _, field, ok := strings.Cut(unknown.Message, `"`); ok {
			field, _, _ = strings.Cut(field, `"`)
			if near := nearest.Of(field, gate.Keys()); near != "" {
				text += fmt.Sprintf("\ndid you mean %s?", near)
			}
		}
	}
	return text
}

// node finds a key of a rule, or the rule itself for the key "".
func (t *gateText) node(rule int, key string) (path *yaml.Path, n ast.Node) {
	if t.tree == nil {
		return nil, nil
	}
	where := fmt.Sprintf("$.rules[%d]", rule)
	if key != "" {
		where += "." + key
	}
	path, err := yaml.PathString(where)
	if err != nil {
		return nil, nil
	}
	if n, err = path.FilterFile(t.tree); err != nil {
		return nil, nil
	}
	return path, n
}

// line is the line of a rule's check, 0 if it has none.
func (t *gateText) line(rule int) (n int) {
	defer func() {
		if recover() != nil { // the library panics on some odd but valid trees
			n = 0
		}
	}()
	if _, node := t.node(rule, "check"); node != nil && node.GetToken() != nil {
		return node.GetToken().Position.Line
	}
	return 0
}

// faults are all that is wrong with the rules, each with its place and a caret.
func (t *gateText) faults(list []gate.RuleFault) error {
	var out []error
	for _, f := range list {
		text := f.What
		if f.Near != "" {
			text += "; did you mean " + f.Near + "?"
		}
		if t.name == "" {
			out = append(out, errors.New(text))
			continue
		}
		place, excerpt := t.excerpt(f.Place, f.Key)
		out = append(out, fmt.Errorf("%s: %srule %d: %s%s", t.name, place, f.Place+1, text, excerpt))
	}
	return errors.Join(out...)
}

// excerpt shows the lines around a key of a rule, or of its check, with a caret, and
// names the place as the decoder does, "[3:5] ".
func (t *gateText) excerpt(rule int, key string) (place, text string) {
	defer func() {
		if recover() != nil { // as in line
			text = ""
		}
	}()
	path, node := t.node(rule, key)
	if node == nil {
		if path, node = t.node(rule, "check"); node == nil {
			if path, node = t.node(rule, ""); node == nil {
				return "", ""
			}
		}
	}
	at := node.GetToken().Position
	place = fmt.Sprintf("[%d:%d] ", at.Line, at.Column)
	source, err := path.AnnotateSource(t.text, false)
	if err != nil {
		return place, ""
	}
	return place, "\n" + strings.TrimRight(string(source), "\n")
}
