package calendar_test

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals/calendar"
)

func TestWindowsAreHalfOpen(t *testing.T) {
	b, err := calendar.ParseWindows([]byte(`[{"from": "2022-01-01 10:00", "to": "2022-01-01 10:10"},
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

func TestWindowsRefuse(t *testing.T) {
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
			_, err := calendar.ParseWindows([]byte(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("ParseWindows(%s) = %v, want an error with %q", tt.text, err, tt.want)
			}
		})
	}
}

func TestPublishedWindows(t *testing.T) {
	b, err := calendar.ReadWindows(filepath.Join(shared.Dir(t), "published", "filter_blocks.json"))
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
	tape := worlds.Flat(t, 500)
	for range 200 {
		var b calendar.Windows
		at := tape.First - 60*data.Instant(data.Minute)
		for range 8 {
			from := at + data.Instant(rng.Int64N(int64(6*data.Hour)))
			at = from + 1 + data.Instant(rng.Int64N(int64(6*data.Hour)))
			b = append(b, calendar.Window{From: from, To: at})
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

func FuzzParseWindows(f *testing.F) {
	f.Add([]byte(`{"note":"x","windows":[{"from":"2020-03-11 00:00","to":"2020-04-07 00:00"}]}`))
	f.Add([]byte(`[{"from":"2020-03-11T00:00:00Z","to":"1586217600"}]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := calendar.ParseWindows(text)
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
