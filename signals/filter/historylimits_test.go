package filter_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A few kilobytes of gzip that are one endless line are refused and not held in
// memory.
func TestHistoryEndlessLine(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	for _, text := range []string{"timestamp,safe_to_trade\n", strings.Repeat("0", 4<<20)} {
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "h.csv.gz")
	if err := os.WriteFile(path, packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	spec, err := filter.Parse("history:" + path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := spec.Open(); err == nil || !strings.Contains(err.Error(), "a row is longer than") {
		t.Errorf("Open of an endless line = %v, want an error that says so", err)
	}
}

// Of several pairs at fault it is always the same that is named.
func TestHistoryContradictionOrder(t *testing.T) {
	var text strings.Builder
	text.WriteString("timestamp,pair,safe_to_trade\n")
	for _, pair := range []string{"SOL/USDT", "BTC/USDT", "ETH/USDT", "ADA/USDT"} {
		text.WriteString("2024-01-01 00:00:00," + pair + ",True\n2024-01-01 00:00:00," + pair + ",False\n")
	}
	path := write(t, "h.csv", text.String())
	spec, err := filter.Parse("history:" + path)
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if _, err := spec.Open(); err == nil || !strings.Contains(err.Error(), "ADA/USDT") {
			t.Fatalf("Open of a history that contradicts itself = %v, want ADA/USDT named", err)
		}
	}
}

// openHistory opens a history and returns what was allocated for it.
func openHistory(t *testing.T, path string) (allocated uint64, err error) {
	t.Helper()
	spec, err := filter.Parse("history:" + path)
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = spec.Open()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, err
}

// parquetHistory is a history of n candles that are all safe.
func parquetHistory(t *testing.T, n int) string {
	t.Helper()
	type row struct {
		Time int64  `parquet:"timestamp,timestamp(millisecond),delta"`
		Pair string `parquet:"pair,dict"`
		Safe bool   `parquet:"safe_to_trade"`
	}
	path := filepath.Join(t.TempDir(), "h.parquet")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := parquet.NewGenericWriter[row](f, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(1<<18))
	rows := make([]row, 1<<14)
	for i := 0; i < n; i += len(rows) {
		rows = rows[:min(len(rows), n-i)]
		for j := range rows {
			rows[j] = row{int64(i+j) * 300_000, "BTC/USDT", true}
		}
		if _, err := w.Write(rows); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// A small file may hold ten years of candles that say the same, and no more.
func TestHistoryParquetRows(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 3 million rows")
	}
	n, err := openHistory(t, parquetHistory(t, 1_000_000))
	if err != nil || n > 64<<20+24*1_000_000 {
		t.Errorf("a million rows: %v, %d bytes allocated, want at most 64 MB and the rows", err, n)
	}
	path := parquetHistory(t, 3_000_000)
	n, err = openHistory(t, path)
	if err == nil || !strings.Contains(err.Error(), "the metadata declare 3000000 rows in") {
		t.Errorf("Open of 3 million rows = %v, want them refused", err)
	}
	if n > 1<<20 {
		t.Errorf("%d bytes allocated before the rows were refused", n)
	}
}

// Rows of a text that shrinks without limit are refused as well; of plain text
// the rows take less than four times the file.
func TestHistoryTextRows(t *testing.T) {
	var text, packed bytes.Buffer
	text.WriteString("timestamp,safe_to_trade\n")
	for range 1_200_000 {
		text.WriteString("1577836800,1\n")
	}
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(text.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "h.csv.gz")
	if err := os.WriteFile(path, packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := openHistory(t, path); err == nil || !strings.Contains(err.Error(), "which is more than a file of that size holds") {
		t.Errorf("Open of 1.2 million equal rows in %d bytes = %v, want them refused", packed.Len(), err)
	}
	path = filepath.Join(t.TempDir(), "h.csv")
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := openHistory(t, path); err != nil || n > 64<<20+4*uint64(text.Len()) {
		t.Errorf("Open of %d bytes = %v and allocated %d", text.Len(), err, n)
	}
}

// Rows of several pairs, mixed and out of order, are shared out by pair.
func TestHistoryPairs(t *testing.T) {
	path := write(t, "h.csv", "timestamp,pair,safe_to_trade\n2022-01-01 00:10:00,ETH_USDT,False\n2022-01-01 00:00:00,BTC/USDT,False\n"+
		"2022-01-01 00:05:00,BTC_USDT,True\n2022-01-01 00:00:00,ETH/USDT,True\n")
	spec, err := filter.Parse("history:" + path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := spec.Open()
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.Screen(worlds.Flat(t, 4), nil) // of BTC/USDT from 2022-01-01 on
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, false, false, false} { // the closes of 00:05 to 00:20
		if got := s.Blocked[i] != 0; got != want || s.Unsure[i] {
			t.Errorf("row %d: blocked %t, unsure %t; want %t by the rows of BTC", i, got, s.Unsure[i], want)
		}
	}
}
