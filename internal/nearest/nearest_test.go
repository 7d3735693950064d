package nearest_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/internal/nearest"
)

func TestOf(t *testing.T) {
	names := []string{"stake_amount", "stoploss", "starting_balance", "fee"}
	for word, want := range map[string]string{
		"stake_amuont": "stake_amount", "Stoplos": "stoploss", "fees": "fee", "starting-balance": "starting_balance", "xyzzy": "", "": "",
	} {
		if got := nearest.Of(word, names); got != want {
			t.Errorf("Of(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestEdits(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2}, {"same", "same", 0}}
	for _, tt := range tests {
		if got := nearest.Edits(tt.a, tt.b); got != tt.want || nearest.Edits(tt.b, tt.a) != got {
			t.Errorf("Edits(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
