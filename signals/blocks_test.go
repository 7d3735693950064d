package signals_test

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/signals"
)

func TestBlocksAreHalfOpen(t *testing.T) {
	b, err := signals.ParseBlocks([]byte(`[{"from": "2022-01-01 10:00", "to": "2022-01-01 10:10"},
		{"from": "2022-01-01T10:10:00Z", "to": "2022-01-02"}]`))
	if err != nil {
		t.Fatal(err)
	}
	at := func(h, m int) data.Instant { return data.At(time.Date(2022, 1, 1, h, m, 0, 0, time.UTC)) }
	for _, tt := range []struct {
		at   data.Instant
		want bool
	}{
		{at(9, 55), false},
		{at(10, 0), true},
		{at(10, 5), true},
		{at(10, 10), true}, // the next window
		{at(23, 55), true},
		{at(24, 0), false},
	} {
		if got := b.Blocked(tt.at); got != tt.want {
			t.Errorf("Blocked(%s) = %t, want %t", tt.at, got, tt.want)
		}
	}
}

func TestBlocksRefuse(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", ``, "not the expected JSON"},
		{"no windows", `{"note": "x"}`, `no list "windows"`},
		{"unknown key", `{"windows": [], "window": []}`, `unknown field "window"`},
		{"no end", `[{"from": "2022-01-01"}]`, "window 1: expected both"},
		{"text", `[{"from": "2022-01-01", "to": "later"}]`, `window 1: to: time "later"`},
		{"reversed", `[{"from": "2022-01-02", "to": "2022-01-01"}]`, "window 1: from 2022-01-02 00:00:00 is not before to 2022-01-01 00:00:00"},
		{"nothing", `[{"from": "2022-01-02", "to": "2022-01-02"}]`, "is not before"},
		{"overlap", `[{"from": "2022-01-01", "to": "2022-01-03"}, {"from": "2022-01-02", "to": "2022-01-04"}]`, "window 2: starts at 2022-01-02 00:00:00, before window 1 ends at 2022-01-03 00:00:00"},
		{"order", `[{"from": "2022-02-01", "to": "2022-02-02"}, {"from": "2022-01-01", "to": "2022-01-02"}]`, "window 2: starts"},
		{"tail", `[] []`, "text follows"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := signals.ParseBlocks([]byte(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("ParseBlocks(%s) = %v, want an error with %q", tt.text, err, tt.want)
			}
		})
	}
}

func TestPublishedBlocks(t *testing.T) {
	b, err := signals.ReadBlocks(filepath.Join(shared.Dir(t), "published", "filter_blocks.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(b) != 29 {
		t.Errorf("%d windows, want 29", len(b))
	}
}

// A mask says of each row what Blocked says of its open time, whether or not the
// windows lie on the grid.
func TestMaskIsBlocked(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	tape := flatTape(t, 500)
	for range 200 {
		var b signals.Blocks
		at := tape.First - 60*data.Instant(data.Minute)
		for range 8 {
			from := at + data.Instant(rng.Int64N(int64(6*data.Hour)))
			at = from + 1 + data.Instant(rng.Int64N(int64(6*data.Hour)))
			b = append(b, signals.Block{From: from, To: at})
		}
		m := b.Mask(tape)
		for i := range m.Len() {
			got := m.Get(i)
			if want := b.Blocked(tape.Time(i)); got != want {
				t.Fatalf("windows %v: row %d (%s) = %t, want %t", b, i, tape.Time(i), got, want)
			}
		}
	}
}

// flatTape has n candles of 5 minutes that all cost 100.
func flatTape(t testing.TB, n int) *data.Tape {
	t.Helper()
	c := data.NewCandles("BTC/USDT", 5*data.Minute, n)
	for i := range n {
		c.Append(data.Candle{Start: data.Date(2022, 1, 1) + data.Instant(i)*data.Instant(5*data.Minute), Open: 100, High: 100, Low: 100, Close: 100, Volume: 1})
	}
	tape, err := data.NewTape(c, data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return tape
}
