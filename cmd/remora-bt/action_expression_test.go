package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// An expression is the rest of one of the runner's: literals in quotes, names, calls
// without arguments, !, ==, !=, &&, || and parentheses, as in
// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
type expression struct {
	tokens []string
	value  func(name string) (any, error)
}

var lexeme = regexp.MustCompile(`^\s*('(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_.-]*(?:\(\))?|==|!=|&&|\|\||[!()])`)

// evaluate works an expression out.
func evaluate(text string, value func(name string) (any, error)) (any, error) {
	e := &expression{value: value}
	for rest := text; strings.TrimSpace(rest) != ""; {
		m := lexeme.FindStringSubmatch(rest)
		if m == nil {
			return nil, fmt.Errorf("%q: cannot read %q", text, rest)
		}
		e.tokens, rest = append(e.tokens, m[1]), rest[len(m[0]):]
	}
	v, err := e.either()
	if err == nil && len(e.tokens) > 0 {
		err = fmt.Errorf("%q: %q is left over", text, e.tokens)
	}
	return v, err
}

// take removes the next token if it is the one.
func (e *expression) take(want string) bool {
	if len(e.tokens) == 0 || e.tokens[0] != want {
		return false
	}
	e.tokens = e.tokens[1:]
	return true
}

func (e *expression) either() (any, error) {
	v, err := e.both()
	for err == nil && e.take("||") {
		var right any
		if right, err = e.both(); !truth(v) {
			v = right
		}
	}
	return v, err
}

func (e *expression) both() (any, error) {
	v, err := e.equal()
	for err == nil && e.take("&&") {
		var right any
		if right, err = e.equal(); truth(v) {
			v = right
		}
	}
	return v, err
}

func (e *expression) equal() (any, error) {
	v, err := e.one()
	for err == nil && (len(e.tokens) > 0 && (e.tokens[0] == "==" || e.tokens[0] == "!=")) {
		same := e.take("==") || !e.take("!=")
		var right any
		if right, err = e.one(); err == nil {
			v = strings.EqualFold(fmt.Sprint(v), fmt.Sprint(right)) == same // texts and truths only; case does not count
		}
	}
	return v, err
}

func (e *expression) one() (any, error) {
	if len(e.tokens) == 0 {
		return nil, fmt.Errorf("an expression ends early")
	}
	next := e.tokens[0]
	e.tokens = e.tokens[1:]
	switch {
	case next == "!":
		v, err := e.one()
		return !truth(v), err
	case next == "(":
		v, err := e.either()
		if err == nil && !e.take(")") {
			err = fmt.Errorf("a parenthesis is open before %q", e.tokens)
		}
		return v, err
	case next[0] == '\'':
		return strings.ReplaceAll(next[1:len(next)-1], "''", "'"), nil
	case next == "true" || next == "false":
		return next == "true", nil
	}
	return e.value(next)
}

// truth is what a value counts as in a condition.
func truth(v any) bool { return v != nil && v != false && v != "" }

func TestExpressions(t *testing.T) {
	value := func(name string) (any, error) {
		v, ok := map[string]any{"always()": true, "failure()": false, "a": "x", "b": "", "steps.k.outputs.v": "it's"}[name]
		if !ok {
			return nil, fmt.Errorf("no %s", name)
		}
		return v, nil
	}
	for text, want := range map[string]any{
		"a": "x", "b": "", "a == 'X'": true, "a != ''": true, "b != '' || a != ''": true, "b != '' && a != ''": false, "always() && b": "", "failure() || a": "x",
		"!(a == 'x')": false, "! b": true, "b || 'else'": "else", "steps.k.outputs.v == 'it''s'": true, "(b != '' || a != '') && always()": true, "false || true": true,
	} {
		if got, err := evaluate(text, value); err != nil || got != want {
			t.Errorf("%s = %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "a ==", "a b", "(a", "nobody", "a =! b", "a && ? b", "'open"} {
		if got, err := evaluate(text, value); err == nil {
			t.Errorf("%q = %v, want an error", text, got)
		}
	}
}
