package report

import (
	"slices"
	"testing"
)

func TestBeside(t *testing.T) {
	a := labelled{name: "a", keys: []string{"x", "y", "z"}, values: []string{"1", "", "NaN"}}
	b := labelled{name: "b", keys: []string{"z", "x"}, values: []string{"-3", "0.1234567890123"}}
	tests := []struct {
		name string
		got  [][]string
		want [][]string
	}{
		{"nothing", beside("key"), nil},
		{"no rows", beside("key", labelled{name: "a"}), nil},
		{"one column", beside("key", b), [][]string{{"z", "-3"}, {"x", "0.1234567890123"}}},
		{"holes and every digit", beside("key", a, b), [][]string{{"x", "1", "0.1234567890123"}, {"y", "", ""}, {"z", "", "-3"}}},
		{"a column without rows", beside("key", b, labelled{name: "c"}), [][]string{{"z", "-3", ""}, {"x", "0.1234567890123", ""}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !slices.EqualFunc(tt.got, tt.want, slices.Equal) {
				t.Errorf("beside = %q, want %q", tt.got, tt.want)
			}
		})
	}
}
