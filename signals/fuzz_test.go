package signals_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

func FuzzParseBlocks(f *testing.F) {
	f.Add([]byte(`{"note":"x","windows":[{"from":"2020-03-11 00:00","to":"2020-04-07 00:00"}]}`))
	f.Add([]byte(`[{"from":"2020-03-11T00:00:00Z","to":"1586217600"}]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := signals.ParseBlocks(text)
		if err != nil {
			return
		}
		for i, k := range b {
			if k.From >= k.To || i > 0 && k.From < b[i-1].To {
				t.Fatalf("windows %v are not in order", b)
			}
			if !b.Blocked(k.From) || !b.Blocked(k.To-1) {
				t.Fatalf("window %d of %v does not hold its ends", i, b)
			}
		}
	})
}

// A history never panics, and judges every row.
func FuzzHistory(f *testing.F) {
	f.Add("timestamp,safe_to_trade\n2022-01-01 00:00:00,True\n2022-01-01 00:05:00,False\n")
	f.Add("pair,timestamp,risk_score,safe_to_trade\nBTC/USDT,1640995200,0.5,1\n")
	tape := flatTape(f, 10)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(dir, "h.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		h, err := signals.OpenHistory(signals.FilterSpec{Path: path, Lag: signals.OneCandle, MaxAge: data.Day})
		if err != nil {
			return
		}
		if s, err := h.Screen(tape); err == nil && len(s.Blocked) != tape.Len() {
			t.Fatalf("%d rows were judged, want %d", len(s.Blocked), tape.Len())
		}
	})
}
