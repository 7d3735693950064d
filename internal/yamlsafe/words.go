package yamlsafe

import (
	"fmt"
	"reflect"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// mismatch says what was found and what the key takes.
func (s *shaper) mismatch(n ast.Node, path string, t reflect.Type) error {
	where := path + ": "
	if path == "" {
		where = ""
	}
	return s.at(tokenOf(n), "%sfound %s, expected %s", where, found(n), expected(t))
}

func expected(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a text, in quotes if it looks like something else"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Uint, reflect.Uint64:
		return "a whole number of at least 0"
	case reflect.Float64:
		return "a number"
	case reflect.Slice:
		return "a list, as in [a, b]"
	case reflect.Struct, reflect.Map:
		return "keys with values, as in key: value"
	default:
		return "another value"
	}
}

func found(n ast.Node) string {
	switch n.Type() {
	case ast.SequenceType:
		return "a list"
	case ast.MappingType, ast.MappingValueType:
		return "keys with values"
	case ast.NullType:
		return "nothing"
	case ast.StringType, ast.LiteralType:
		return fmt.Sprintf("the text %q", shorten(tokenOf(n).Value))
	default:
		return shorten(tokenOf(n).Value)
	}
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// tokenOf is where a node starts.
func tokenOf(n ast.Node) *token.Token {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return tokenOf(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return tokenOf(n.Key)
	case *ast.LiteralNode:
		return n.Value.GetToken()
	}
	return n.GetToken()
}
