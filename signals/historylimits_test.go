package signals_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/signals"
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
	spec, err := signals.ParseFilter("history:" + path)
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
	spec, err := signals.ParseFilter("history:" + path)
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if _, err := spec.Open(); err == nil || !strings.Contains(err.Error(), "ADA/USDT") {
			t.Fatalf("Open of a history that contradicts itself = %v, want ADA/USDT named", err)
		}
	}
}
