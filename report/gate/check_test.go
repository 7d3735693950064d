package gate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/gate"
)

func TestParseCheck(t *testing.T) {
	tests := []struct {
		text string
		want gate.Check
	}{
		{"max_drawdown_mtm <= 0.25", gate.Check{Metric: "max_drawdown_mtm", Op: "<=", Number: 0.25}},
		{"  a.b-c>=1e3 ", gate.Check{Metric: "a.b-c", Op: ">=", Number: 1000}},
		{"winrate > 40%", gate.Check{Metric: "winrate", Op: ">", Number: 0.4}},
		{"profit_total < -5 ", gate.Check{Metric: "profit_total", Op: "<", Number: -5}},
		{"total_trades != 0", gate.Check{Metric: "total_trades", Op: "!=", Number: 0}},
		{"profit.answer != HURTS", gate.Check{Metric: "profit.answer", Op: "!=", Words: []string{"HURTS"}}},
		{"risk.answer == NO EFFECT", gate.Check{Metric: "risk.answer", Op: "==", Words: []string{"NO EFFECT"}}},
		{"risk.answer in HELPS, NO EFFECT", gate.Check{Metric: "risk.answer", Op: "in", Words: []string{"HELPS", "NO EFFECT"}}},
	}
	for _, tt := range tests {
		got, err := gate.ParseCheck(tt.text)
		if err != nil || got.Metric != tt.want.Metric || got.Op != tt.want.Op || got.Number != tt.want.Number || !slices.Equal(got.Words, tt.want.Words) {
			t.Errorf("ParseCheck(%q) = %+v, %v, want %+v", tt.text, got, err, tt.want)
		}
		again, err := gate.ParseCheck(got.String())
		if err != nil || again.String() != got.String() {
			t.Errorf("%q prints as %q, which reads as %v, %v", tt.text, got, again, err)
		}
	}
}

func TestParseCheckRefuses(t *testing.T) {
	tests := []struct{ text, fault string }{
		{"", "no operator"},
		{"profit_total", "no operator"},
		{"profit_total = 1", "no operator"},
		{"profit_total =< 1", "no operator"},
		{"<= 1", `"" is no metric`},
		{"a b <= 1", `"a b" is no metric`},
		{"a <=", "no value"},
		{"a <= ", "no value"},
		{"a <= NaN", "not a finite number"},
		{"a <= Inf", "not a finite number"},
		{"a <= 1e999", "not a finite number"},
		{"a <= b", "<= compares numbers"},
		{"a == =1", `"=1" is no value`},
		{"a <= 1 <= 2", "compares numbers"},
	}
	for _, tt := range tests {
		if c, err := gate.ParseCheck(tt.text); err == nil || !strings.Contains(err.Error(), tt.fault) {
			t.Errorf("ParseCheck(%q) = %+v, %v, want an error with %q", tt.text, c, err, tt.fault)
		}
	}
}

// What reads prints as something that reads as the same.
func FuzzParseCheck(f *testing.F) {
	for _, s := range []string{"a <= 1", "risk.answer in A, B", "x != y z", "p<5%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := gate.ParseCheck(text)
		if err != nil {
			return
		}
		again, err := gate.ParseCheck(c.String())
		if err != nil || again.String() != c.String() {
			t.Errorf("%q prints as %q, which reads as %v, %v", text, c, again, err)
		}
	})
}
