package filter_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A history never panics, and judges every row.
func FuzzHistory(f *testing.F) {
	f.Add("timestamp,safe_to_trade\n2022-01-01 00:00:00,True\n2022-01-01 00:05:00,False\n")
	f.Add("pair,timestamp,risk_score,safe_to_trade\nBTC/USDT,1640995200,0.5,1\n")
	tape := worlds.Flat(f, 10)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(dir, "h.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		h, err := filter.OpenHistory(filter.Spec{Path: path, Lag: filter.OneCandle, MaxAge: data.Day})
		if err != nil {
			return
		}
		if s, err := h.Screen(tape); err == nil && len(s.Blocked) != tape.Len() {
			t.Fatalf("%d rows were judged, want %d", len(s.Blocked), tape.Len())
		}
	})
}
