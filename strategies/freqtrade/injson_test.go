package freqtrade_test

import (
	"encoding/json"
	"errors"
	"io"
	"testing"

	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// Errors of JSON say where, what is there and what was expected, in no words of Go.
func TestInJSON(t *testing.T) {
	for text, want := range map[string]string{
		`{"Pair": 3}`:                   "Pair: of kind number: expected a text",
		`{"Rate": "x"}`:                 "Rate: of kind string: expected a number",
		`{"At": 1.5}`:                   "At: of kind number 1.5: expected a number",
		`{"Short": []}`:                 "Short: of kind array: expected true or false",
		`{"List": {}}`:                  "List: of kind object: expected a list",
		`{"Inner": 1}`:                  "Inner: of kind number: expected an object",
		`{"Inner": {"Min": "a"}}`:       "Inner.Min: of kind string: expected a number",
		`[]`:                            "of kind array: expected an object",
		`{"Pair": }`:                    "byte 10: invalid character '}' looking for beginning of value: expected JSON",
		`{"Pair": "x"`:                  "the text ends too early: the file is cut off",
		`{"Pair": "BTC/USDT", "At": 1}`: "",
	} {
		var v struct {
			Pair  string
			Rate  float64
			At    *int
			Short bool
			List  []string
			Inner struct{ Min *float64 }
		}
		got := ""
		if err := freqtrade.InJSON(json.Unmarshal([]byte(text), &v)); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if err := freqtrade.InJSON(io.EOF); !errors.Is(err, io.EOF) {
		t.Errorf("%v, want EOF as it is", err)
	}
}
