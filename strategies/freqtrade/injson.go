package freqtrade

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// InJSON says an error of reading JSON as all others are said: where, what is there and
// what was expected. Another error it returns as it is.
func InJSON(err error) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind):
		at := ""
		if kind.Field != "" {
			at = kind.Field + ": "
		}
		return fmt.Errorf("%sof kind %s: expected %s", at, kind.Value, kindOf(kind.Type))
	case errors.As(err, &syntax) && strings.Contains(syntax.Error(), "unexpected end"):
		return errors.New("the text ends too early: the file is cut off")
	case errors.As(err, &syntax):
		return fmt.Errorf("byte %d: %s: expected JSON", syntax.Offset, syntax)
	}
	return err
}

// kindOf is what a value of JSON must be to go into a type.
func kindOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Pointer:
		return kindOf(t.Elem())
	}
	return "a number"
}
