package yamlsafe

import (
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// A shaper holds a tree against the type that it is decoded into, so that no value
// changes its kind or its number in silence.
type shaper struct {
	*Text
	options []yaml.DecodeOption
}

func (s *shaper) value(n ast.Node, t reflect.Type, path string) error {
	s.places[path] = tokenOf(n)
	if n.Type() == ast.NullType && t.Kind() != reflect.Struct && !isScalar(t) {
		return nil // as if the key were not there
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if decodesItself(t) {
		return s.trial(n, t, path)
	}
	switch t.Kind() {
	case reflect.Struct:
		return s.fields(n, t, path)
	case reflect.Map:
		return s.members(n, path, func(key *token.Token, v ast.Node) error {
			return s.value(v, t.Elem(), join(path, key.Value))
		})
	case reflect.Slice, reflect.Array:
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			return s.mismatch(n, path, t)
		}
		if t.Kind() == reflect.Array && len(list.Values) > t.Len() {
			return s.at(tokenOf(n), "%s: found %d items, expected at most %d", path, len(list.Values), t.Len())
		}
		for i, v := range list.Values {
			if err := s.value(v, t.Elem(), path+"["+strconv.Itoa(i)+"]"); err != nil {
				return err
			}
		}
		return nil
	default:
		return s.scalar(n, t, path)
	}
}

// members visits the keys of a mapping.
func (s *shaper) members(n ast.Node, path string, visit func(key *token.Token, v ast.Node) error) error {
	m, ok := n.(ast.MapNode)
	if !ok {
		return s.mismatch(n, path, reflect.TypeFor[map[string]any]())
	}
	for it := m.MapRange(); it.Next(); {
		key := it.Key().GetToken()
		if it.Key().Type() != ast.StringType && it.Key().Type() != ast.IntegerType {
			return s.at(key, "key %s: expected a name", visible(it.Key().String(), 0))
		}
		if err := visit(key, it.Value()); err != nil {
			return err
		}
	}
	return nil
}

func (s *shaper) fields(n ast.Node, t reflect.Type, path string) error {
	types := map[string]reflect.Type{}
	fieldTypes(t, types)
	return s.members(n, path, func(key *token.Token, v ast.Node) error {
		field, ok := types[key.Value]
		if !ok {
			f := s.at(key, "unknown field %q", shorten(key.Value))
			f.Unknown = key.Value
			return f
		}
		at := join(path, key.Value)
		err := s.value(v, field, at)
		if v.Type() == ast.MappingType && !v.(*ast.MappingNode).IsFlowStyle {
			s.places[at] = key
		}
		return err
	})
}

// fieldTypes are the types of a struct's keys, those of inlined structs among them.
func fieldTypes(t reflect.Type, types map[string]reflect.Type) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case name == "-" || !f.IsExported():
		case strings.Contains(options, "inline"):
			fieldTypes(f.Type, types)
		case name == "":
			types[strings.ToLower(f.Name)] = f.Type
		default:
			types[name] = f.Type
		}
	}
}

// trial lets a type decode itself: what it complains of is at the value.
func (s *shaper) trial(n ast.Node, t reflect.Type, path string) error {
	if err := s.decimal(n, path); err != nil {
		return err
	}
	err := yaml.NodeToValue(n, reflect.New(t).Interface(), s.options...)
	if err == nil {
		return nil
	}
	var e yaml.Error
	if errors.As(err, &e) {
		return s.mismatch(n, path, t)
	}
	return s.at(tokenOf(n), "%s: %s", path, firstLine(err.Error()))
}

func decodesItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[yaml.BytesUnmarshaler]()) ||
		p.Implements(reflect.TypeFor[yaml.InterfaceUnmarshaler]()) || p.Implements(reflect.TypeFor[json.Unmarshaler]())
}

func isScalar(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.String:
		return false
	default:
		return true
	}
}

var (
	wholeNumber   = regexp.MustCompile(`^[-+]?(0|[1-9][0-9]*)$`)
	number        = regexp.MustCompile(`^[-+]?(0|[1-9][0-9]*)?(\.[0-9]*)?([eE][-+]?[0-9]+)?$`)
	wholeMantissa = regexp.MustCompile(`^[-+]?[0-9]+[eE]`)
	octal         = regexp.MustCompile(`^[-+]?0[0-9]+$`)
)

// scalar refuses a value that the decoder would have to bend: a fraction where a
// whole number belongs, an octal or hexadecimal number, a number for a text.
func (s *shaper) scalar(n ast.Node, t reflect.Type, path string) error {
	text := tokenOf(n).Value
	numeric := n.Type() == ast.IntegerType || n.Type() == ast.FloatType
	var err error
	ok := false
	switch t.Kind() {
	case reflect.String:
		ok = n.Type() == ast.StringType || n.Type() == ast.LiteralType
	case reflect.Bool:
		ok = n.Type() == ast.BoolType
	case reflect.Int, reflect.Int64:
		_, err = strconv.ParseInt(text, 10, 64)
		ok = numeric && wholeNumber.MatchString(text)
	case reflect.Uint, reflect.Uint64:
		_, err = strconv.ParseUint(text, 10, 64)
		ok = numeric && wholeNumber.MatchString(text)
	case reflect.Float64:
		word := tokenOf(n).Type == token.StringType // the library takes 1e-05 for a word
		ok = (numeric || word && wholeMantissa.MatchString(text)) && number.MatchString(text) || n.Type() == ast.InfinityType || n.Type() == ast.NanType
	}
	if t.Kind() != reflect.String {
		if err := s.decimal(n, path); err != nil {
			return err
		}
	}
	if !ok || err != nil {
		return s.mismatch(n, path, t)
	}
	return nil
}

// decimal refuses numbers below n that YAML reads as octal.
func (s *shaper) decimal(n ast.Node, path string) error {
	switch n := n.(type) {
	case ast.MapNode:
		for it := n.MapRange(); it.Next(); {
			if err := s.decimal(it.Value(), join(path, it.Key().GetToken().Value)); err != nil {
				return err
			}
		}
	case *ast.SequenceNode:
		for _, v := range n.Values {
			if err := s.decimal(v, path); err != nil {
				return err
			}
		}
	default:
		if text := tokenOf(n).Value; n.Type() == ast.IntegerType && octal.MatchString(text) {
			return s.at(tokenOf(n), "%s: found %s, which YAML reads as an octal number: leave the leading 0 out", path, text)
		}
	}
	return nil
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
