package sheet_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
)

// A column is explained by its name without the currency, and by its table where it means
// something else there; text is not.
func TestExplained(t *testing.T) {
	s := &sheet.Study{StakeCurrency: "USDT"}
	in := &table.Table{Title: "ATTRIBUTION (the wallet's runs, exact)", Columns: table.Words("Trades that are").Numbers("Trades", "Profit USDT", "Delta USDT")}
	got := s.Explained(in)
	for i, want := range []string{"", "Number of trades of this fate", "Σ profit of these trades in the wallet's runs", "What these trades add to filtered − baseline of the wallet's runs"} {
		if got.Columns[i].About != want {
			t.Errorf("%s: %q, want %q", in.Columns[i].Name, got.Columns[i].About, want)
		}
		if in.Columns[i].About != "" {
			t.Errorf("%s: the table itself was changed", in.Columns[i].Name)
		}
	}
	other := s.Explained(&table.Table{Columns: table.Numbers("Trades", "Delta USDT", "Trades lost")})
	for i, want := range []string{"Number of closed trades", "Profit of the filtered arm − profit of the baseline, every trade at the same stake", ""} {
		if other.Columns[i].About != want {
			t.Errorf("%s: %q, want %q", other.Columns[i].Name, other.Columns[i].About, want)
		}
	}
}
