package sweep_test

import (
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/data"
)

// A month before the 29th to 31st ends in the month before, on its last day.
func TestWindowsInShortMonths(t *testing.T) {
	on := func(month time.Month, day int) data.Instant { return data.Date(2025, month, day) }
	for _, tt := range []struct {
		windows string
		to      data.Instant
		want    map[int]sweep.Window
	}{
		{"30d/1mo", on(6, 15), map[int]sweep.Window{
			0: {From: on(1, 1), Split: on(1, 31), To: on(2, 28)},
			1: {From: on(1, 29), Split: on(2, 28), To: on(3, 31)},
			2: {From: on(3, 1), Split: on(3, 31), To: on(4, 30)},
		}},
		{"1mo/58d", on(7, 1), map[int]sweep.Window{
			1: {From: on(2, 28), Split: on(3, 31), To: on(5, 28)},
		}},
		{"3mo/1mo", on(6, 15), map[int]sweep.Window{
			1: {From: on(2, 1), Split: on(5, 1), To: on(6, 1)},
		}},
	} {
		t.Run(tt.windows, func(t *testing.T) {
			got := windows(t, tt.windows).Over(on(1, 1), tt.to)
			for i, want := range tt.want {
				if i >= len(got) || got[i] != want {
					t.Errorf("window %d of %v, want %v", i, got, want)
				}
			}
			for i := 1; i < len(got); i++ {
				if got[i].Split != got[i-1].To {
					t.Errorf("window %d is judged from %s, the one before to %s", i, got[i].Split, got[i-1].To)
				}
			}
		})
	}
}

// The 29th of February is a year from the 28th, in both directions.
func TestWindowsInLeapYears(t *testing.T) {
	got := windows(t, "59d/1y").Over(data.Date(2024, 1, 1), data.Date(2026, 6, 1))
	want := []data.Instant{data.Date(2024, 2, 29), data.Date(2025, 2, 28), data.Date(2026, 2, 28)}
	for i, w := range want {
		if i >= len(got) || got[i].Split != w {
			t.Errorf("windows %v, want the split of %d at %s", got, i, w)
		}
	}
}
