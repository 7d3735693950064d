package report_test

import (
	"bytes"
	"encoding/csv"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/data"
)

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// trades.csv and trades.parquet read back as the trades.
func TestTradesReadBack(t *testing.T) {
	s := studied(t, true)
	got := write(t, s, filepath.Join(t.TempDir(), "run"))
	rows, err := csv.NewReader(strings.NewReader(got["trades.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const header = "strategy,timerange,arm,pair,open_date,close_date,open_rate,close_rate,amount,stake_amount,fee_open,fee_close,trade_duration,profit_abs,profit_ratio,exit_reason,enter_tag,min_rate,max_rate,is_short,leverage,funding_fees,risk_score,risk_class,regime,blocked_by"
	if strings.Join(rows[0], ",") != header {
		t.Errorf("trades.csv has columns %q", rows[0])
	}
	type row struct {
		Pair       string  `parquet:"pair"`
		Arm        string  `parquet:"arm"`
		OpenDate   int64   `parquet:"open_date"`
		ProfitAbs  float64 `parquet:"profit_abs"`
		ExitReason string  `parquet:"exit_reason"`
		EnterTag   string  `parquet:"enter_tag"`
		Duration   int64   `parquet:"trade_duration"`
		Short      bool    `parquet:"is_short"`
		Leverage   float64 `parquet:"leverage"`
		Funding    float64 `parquet:"funding_fees"`
	}
	typed, err := parquet.Read[row](bytes.NewReader([]byte(got["trades.parquet"])), int64(len(got["trades.parquet"])))
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for _, a := range []*study.Arm{s.Cells[0].Baseline, s.Cells[0].Filtered} {
		for _, tr := range a.Run.Trades {
			r, p := rows[i+1], typed[i]
			i++
			pair := strings.ReplaceAll(tr.Pair, "@", "'@")
			open, err := data.ParseInstant(r[4])
			if err != nil || open != tr.Open || !strings.HasSuffix(r[4], "Z") {
				t.Fatalf("row %d: open_date %q, want %s", i, r[4], tr.Open.RFC3339())
			}
			if r[2] != a.Arm || r[3] != pair || number(t, r[8]) != tr.Amount || number(t, r[13]) != tr.ProfitAbs || number(t, r[14]) != tr.ProfitRatio ||
				number(t, r[12]) != float64(tr.Minutes()) || r[15] != tr.Reason.String() || r[16] != "'=cmd|x" || number(t, r[18]) != tr.MaxRate ||
				r[19] != "false" || r[20] != "1" || r[21] != "0" {
				t.Fatalf("row %d = %q, want %+v", i, r, tr)
			}
			if p.Arm != a.Arm || p.Pair != tr.Pair || data.Instant(p.OpenDate) != tr.Open || p.ProfitAbs != tr.ProfitAbs ||
				p.ExitReason != tr.Reason.String() || p.EnterTag != tr.EnterTag || p.Duration != int64(tr.Minutes()) ||
				p.Short || p.Leverage != 1 || p.Funding != 0 {
				t.Fatalf("row %d of trades.parquet = %+v, want %+v", i, p, tr)
			}
		}
	}
	if i != len(rows)-1 || i != len(typed) {
		t.Errorf("%d trades, but %d rows of CSV and %d of Parquet", i, len(rows)-1, len(typed))
	}
}

// The returns compound to the equity.
func TestReturnsMakeTheEquity(t *testing.T) {
	s := studied(t, true)
	got := write(t, s, filepath.Join(t.TempDir(), "run"))
	rows, err := csv.NewReader(strings.NewReader(got["returns.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"date", "Waiting baseline", "Waiting filtered"}; !slices.Equal(rows[0], want) {
		t.Errorf("returns.csv has columns %q, want %q", rows[0], want)
	}
	value := 1000.0
	for _, r := range rows[1:] {
		value *= 1 + number(t, r[1])
	}
	marks := s.Cells[0].Baseline.Run.Marks
	if end := marks[len(marks)-1].Equity; value/end > 1+1e-12 || value/end < 1-1e-12 {
		t.Errorf("returns compound to %v, equity ends at %v", value, end)
	}
	if n := strings.Count(got["equity.csv"], "\n"); n != 1+2*len(marks) {
		t.Errorf("equity.csv has %d lines, want %d", n, 1+2*len(marks))
	}
}
