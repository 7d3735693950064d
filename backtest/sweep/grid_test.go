package sweep_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/sweep"
)

func TestParseAxis(t *testing.T) {
	for _, tt := range []struct {
		text, key, values string
	}{
		{"max_risk=0.3:0.5:0.1", "max_risk", "0.3 0.4 0.5"},
		{"max_risk=0.30,0.5", "max_risk", "0.3 0.5"},
		{"max_risk=0.1:0.3:0.1,0.9", "max_risk", "0.1 0.2 0.3 0.9"},
		{"max_risk=0:1:0.3", "max_risk", "0 0.3 0.6 0.9"},
		{"flag_downtrend=true,false", "flag_downtrend", "true false"},
		{"trend.fast=10:30:10", "trend.fast", "10 20 30"},
		{" a = 1 , 2 ", "a", "1 2"},
	} {
		a, err := sweep.ParseAxis(tt.text)
		if err != nil || a.Key != tt.key || strings.Join(a.Values, " ") != tt.values {
			t.Errorf("ParseAxis(%q) = %q %q, %v; want %q %q", tt.text, a.Key, a.Values, err, tt.key, tt.values)
		}
	}
	for _, tt := range []struct{ text, want string }{
		{"max_risk", "expected KEY="},
		{"=0.5", "expected KEY="},
		{"a=", "expected KEY="},
		{"a=1,,2", "a value is empty"},
		{"a=1:2", "expected FROM:TO:STEP"},
		{"a=1:2:0", "STEP above 0"},
		{"a=2:1:0.1", "FROM at most TO"},
		{"a=1:x:1", `"x" is not a number`},
		{"a=0:NaN:1", "is not a number"},
		{"a=0:1:1e-9", "more than 20000 values"},
		{"a=0.5,0.50", "a value occurs twice"},
	} {
		if _, err := sweep.ParseAxis(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("ParseAxis(%q) = %v, want an error with %q", tt.text, err, tt.want)
		}
	}
}

func TestProduct(t *testing.T) {
	got, err := sweep.Product([]sweep.Axis{{Key: "a", Values: []string{"1", "2"}}, {Key: "b", Values: []string{"x", "y"}}})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"a=1", "b=x"}, {"a=1", "b=y"}, {"a=2", "b=x"}, {"a=2", "b=y"}}
	if !slices.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Errorf("%q, want %q", got, want)
	}
	if none, err := sweep.Product(nil); err != nil || len(none) != 1 || len(none[0]) != 0 {
		t.Errorf("product of nothing is %q, %v; want one empty setting", none, err)
	}
	if _, err := sweep.Product([]sweep.Axis{{Key: "a", Values: []string{"1"}}, {Key: "a", Values: []string{"2"}}}); err == nil {
		t.Error("an axis may be given twice")
	}
}
