package sheet_test

import (
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/verdict"

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

// What a month alone would have chosen is no part of the whole, and is not called what the
// part of a month is called.
func TestChoosingOfMonths(t *testing.T) {
	between := 4.9
	c := &sheet.Subject{Cell: study.Cell{Comparison: &verdict.Comparison{
		Attribution: &fate.Attribution{},
		Chosen:      &verdict.Chosen{Between: &between, Months: []verdict.MonthChoice{{Month: "2022-05", Refused: 81, Delta: 30.74, Selection: 9.45}}},
		Breakdowns:  []verdict.Breakdown{{Name: "month", Groups: []verdict.Slice{{Label: "2022-05", Trades: 81, Selection: 16.45}}, Hidden: 1, HiddenTrades: 6}},
	}}}
	s := &sheet.Study{StakeCurrency: "USDT"}
	wants := map[string]string{
		"CHOOSING BY MONTH (parts that add up to the whole; choosing months rather than trades within them: +4.90 USDT more, without a p)": "Choosing",
		"BLOCKED TRADES BY MONTH (1 group of fewer than 30 trades not shown: 6 trades)":                                                    "Chosen alone",
	}
	for _, table := range s.ComparedSheets(c) {
		want := wants[table.Title]
		delete(wants, table.Title)
		if last := s.Explained(table).Columns[len(table.Columns)-1]; want != "" && (last.Name != want || last.About == "") {
			t.Errorf("%s: the last column is %q (%s), want %s", table.Title, last.Name, last.About, want)
		}
	}
	for title := range wants {
		t.Errorf("no table is called %s", title)
	}
}

// The parts that the difference is made of add up as they are printed.
func TestFeesNotPaid(t *testing.T) {
	for _, x := range []struct {
		saved, delta backtest.Money
		want         string
	}{
		{backtest.MoneyOf(123.4949), backtest.MoneyOf(39.2151), "FEES (fees not paid: +123.49; everything else: −84.27; together: +39.22 USDT; no fee at which the filter breaks even)"},
		{backtest.MoneyOf(-1.5), backtest.MoneyOf(2), "FEES (fees paid more: −1.50; everything else: +3.50; together: +2.00 USDT; no fee at which the filter breaks even)"},
	} {
		k := &verdict.Comparison{Attribution: &fate.Attribution{}}
		k.Fees.Saved, k.Fees.Delta = x.saved, x.delta
		k.Fees.Sweep = []verdict.FeePoint{{Fee: 0.001}}
		s := &sheet.Study{StakeCurrency: "USDT"}
		var titles []string
		for _, table := range s.ComparedSheets(&sheet.Subject{Cell: study.Cell{Comparison: k}}) {
			titles = append(titles, table.Title)
		}
		if !slices.Contains(titles, x.want) {
			t.Errorf("no table is called %s: %q", x.want, titles)
		}
	}
}
