package runfolder

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// A Kind says what a Value holds.
type Kind uint8

// The kinds.
const (
	Undefined Kind = iota // null
	Number
	Text
	Truth
)

// A Value is a figure as a file holds it.
type Value struct {
	Kind   Kind
	Number float64 // 1 for true
	Text   string
}

// Num is a number as a Value; undefined if it is none.
func Num(v float64) Value {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Value{}
	}
	return Value{Kind: Number, Number: v}
}

// Word is a text as a Value.
func Word(s string) Value { return Value{Kind: Text, Text: s} }

func (v Value) String() string {
	switch v.Kind {
	case Number:
		return strconv.FormatFloat(v.Number, 'g', -1, 64)
	case Text:
		return v.Text
	case Truth:
		return strconv.FormatBool(v.Number != 0)
	default:
		return "undefined"
	}
}

// MarshalJSON implements json.Marshaler: null where undefined.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.Kind {
	case Number:
		return json.Marshal(v.Number)
	case Text:
		return json.Marshal(v.Text)
	case Truth:
		return json.Marshal(v.Number != 0)
	default:
		return []byte("null"), nil
	}
}

// UnmarshalJSON implements json.Unmarshaler for scalars.
func (v *Value) UnmarshalJSON(text []byte) error {
	var x any
	if err := json.Unmarshal(text, &x); err != nil {
		return err
	}
	got, ok := scalar(x)
	if !ok {
		return fmt.Errorf("value %.40s: expected a number, a text or null", text)
	}
	*v = got
	return nil
}

// scalar is a decoded JSON value; ok is false for objects and arrays.
func scalar(x any) (v Value, ok bool) {
	switch x := x.(type) {
	case nil:
		return Value{}, true
	case float64:
		return Num(x), true
	case string:
		return Word(x), true
	case bool:
		v.Kind = Truth
		if x {
			v.Number = 1
		}
		return v, true
	}
	return Value{}, false
}
