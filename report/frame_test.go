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

func TestGuarded(t *testing.T) {
	for in, want := range map[string]string{"": "", "BTC/USDT": "BTC/USDT", "=1+1": "'=1+1", "-x": "'-x", "@a": "'@a", "+b": "'+b"} {
		if got := guarded(in); got != want {
			t.Errorf("guarded(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		in    string
		width int
		want  string
	}{
		{"a b c", 0, "a b c"},
		{"Avg Profit %", 6, "Avg\nProfit\n%"},
		{"BollingerBreakout", 9, "Bollinger\nBreakout"},
		{"abc", 1, "a\nb\nc"},
		{"über alles", 4, "über\nalle\ns"},
	}
	for _, tt := range tests {
		if got := wrap(tt.in, tt.width); got != tt.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.want)
		}
	}
}
