package main

import (
	"reflect"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/calendar"
	"github.com/remora-bt/remora-bt/strategies"
)

// A schema is a JSON schema of a file's value, as far as types tell it. Keys print
// in the order of the alphabet.
type schema map[string]any

// schemaOf is the schema of a file that decodes into v.
func schemaOf(title string, v any) schema {
	s := typeSchema(reflect.TypeOf(v))
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = title
	return s
}

// special are the types that files write in a form of their own.
var special = map[reflect.Type]schema{
	reflect.TypeFor[config.StakeAmount](): {"oneOf": []schema{{"type": "number", "exclusiveMinimum": 0}, {"const": "unlimited"}}},
	reflect.TypeFor[signals.Bound]():      {"oneOf": []schema{{"type": "number"}, {"const": "none"}}},
	reflect.TypeFor[calendar.List](): {"oneOf": []schema{
		{"type": []string{"string", "integer"}},
		{"type": "array", "items": schema{"type": []string{"string", "integer"}}},
	}},
	reflect.TypeFor[strategies.ROI](): {
		"type": "object", "description": "profit ratio by minutes since the entry",
		"patternProperties": schema{"^[0-9]+$": schema{"type": "number"}}, "additionalProperties": false,
	},
}

func typeSchema(t reflect.Type) schema {
	if s, ok := special[t]; ok {
		return s
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typeSchema(t.Elem())
	case reflect.Struct:
		properties := schema{}
		addProperties(properties, t)
		return schema{"type": "object", "properties": properties, "additionalProperties": false}
	case reflect.Slice:
		return schema{"type": "array", "items": typeSchema(t.Elem())}
	case reflect.Array:
		return schema{"type": "array", "items": typeSchema(t.Elem()), "maxItems": t.Len()}
	case reflect.Map:
		return schema{"type": "object", "additionalProperties": typeSchema(t.Elem())}
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.String:
		return schema{"type": "string"}
	case reflect.Uint, reflect.Uint64:
		return schema{"type": "integer", "minimum": 0}
	case reflect.Int, reflect.Int64:
		return schema{"type": "integer"}
	case reflect.Float64:
		return schema{"type": "number"}
	default:
		panic("config: no schema for a " + t.String())
	}
}

// addProperties adds the keys of a struct, those of inlined structs among them.
func addProperties(properties schema, t reflect.Type) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case name == "-" || !f.IsExported():
		case strings.Contains(options, "inline"):
			addProperties(properties, f.Type)
		default:
			properties[name] = typeSchema(f.Type)
		}
	}
}
