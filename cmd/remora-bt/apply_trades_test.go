package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// TestTradesOfBothSides: trades.csv and trades.parquet say of shorts, leverage and
// funding what freqtrade says of them.
func TestTradesOfBothSides(t *testing.T) {
	root := shared.Root(t)
	candles := filepath.Join(t.TempDir(), "futures")
	if err := os.Mkdir(candles, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, base := range []string{"BTC", "ETH", "SOL"} {
		text, err := os.ReadFile(filepath.Join(root, "backtest", "testdata", "freqtrade", base+"_USDT-5m.csv.gz"))
		if err == nil {
			err = os.WriteFile(filepath.Join(candles, base+"_USDT_USDT-5m-futures.csv.gz"), text, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	results, out := filepath.Join(root, "backtest", "stacked", "testdata", "both-ways-three"), filepath.Join(t.TempDir(), "out")
	code, _, stderr := remora(t, "apply", "--opportunities", filepath.Join(results, "stacked.zip"), "--result", filepath.Join(results, "ordinary.zip"),
		"-d", filepath.Dir(candles), "--output", out, "--charts", "none")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	type trade struct {
		Pair     string  `json:"pair" parquet:"pair"`
		Arm      string  `json:"-" parquet:"arm"`
		Short    bool    `json:"is_short" parquet:"is_short"`
		Leverage float64 `json:"leverage" parquet:"leverage"`
		Funding  float64 `json:"funding_fees" parquet:"funding_fees"`
		Open     int64   `json:"open_timestamp" parquet:"open_date"`
	}
	var want struct {
		Strategy struct{ BothWays struct{ Trades []trade } }
	}
	z, err := zip.OpenReader(filepath.Join(results, "ordinary.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	text, err := fs.ReadFile(z, "ordinary.json")
	if err == nil {
		err = json.Unmarshal(text, &want)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err = os.ReadFile(filepath.Join(out, "trades.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := parquet.Read[trade](bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	text, err = os.ReadFile(filepath.Join(out, "trades.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) != len(got)+1 {
		t.Fatalf("%d rows of CSV and %d of Parquet, %v", len(rows)-1, len(got), err)
	}
	funded := 0
	for i, w := range want.Strategy.BothWays.Trades { // the baseline stands first
		w.Arm = "baseline"
		if got[i] != w {
			t.Fatalf("trade %d of trades.parquet is %+v, want %+v", i, got[i], w)
		}
		funding, err := strconv.ParseFloat(rows[i+1][21], 64)
		if err != nil || rows[i+1][19] != strconv.FormatBool(w.Short) || rows[i+1][20] != strconv.FormatFloat(w.Leverage, 'f', -1, 64) || funding != w.Funding {
			t.Fatalf("row %d of trades.csv is %q, want %+v", i, rows[i+1], w)
		}
		if w.Funding != 0 {
			funded++
		}
	}
	if funded == 0 || len(want.Strategy.BothWays.Trades) == 0 {
		t.Error("no trade with funding")
	}
}
