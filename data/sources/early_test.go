package sources_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
)

// A known_at before the publisher's own rule is named with its row and the earliest
// moment; one at the rule or after it is not.
func TestEarlyRows(t *testing.T) {
	for _, tt := range []struct {
		name, file, text string
		want             string // "": nothing is early
	}{
		{
			"the VIX at midnight of its own day", "vix.csv",
			"date,close,known_at_utc\n2024-07-30,17,2024-07-30T20:15:00Z\n2024-07-31,16,2024-07-31T00:00:00Z\n2024-08-01,18,2024-08-01T00:00:00Z\n",
			"vix: look-ahead in 2 rows known too early; the first: vix.csv: row 2, which speaks of 2024-07-31 00:00:00, has known_at 2024-07-31 00:00:00, but can not have been public before 2024-07-31 20:15:00",
		},
		{
			"the VIX in winter by the clock of summer", "vix.csv",
			"date,close,known_at_utc\n2024-01-31,16,2024-01-31T20:15:00Z\n",
			"before 2024-01-31 21:15:00",
		},
		{"the VIX a day late", "vix.csv", "date,close,known_at_utc\n2024-07-31,16,2024-08-01T00:35:00Z\n", ""},
		{
			"the dollar at its event day", "dtwexbgs.csv",
			"date,value,known_at_utc\n2024-07-31,122,2024-07-31T00:00:00Z\n",
			"dxy: look-ahead in 1 row known too early; the first: dtwexbgs.csv: row 1, which speaks of 2024-07-31 00:00:00, has known_at 2024-07-31 00:00:00, but can not have been public before 2024-08-05 20:15:00",
		},
		{"the dollar at its release", "dtwexbgs.csv", "date,value,known_at_utc\n2024-07-31,122,2024-08-05T20:15:00Z\n", ""},
		{"news at midnight of their own day", "news.csv", "date,value,known_at_utc\n2024-07-31,0.1,2024-07-31T00:00:00Z\n", "before 2024-08-01 00:00:00"},
		{"Fear & Greed at its stamp", "fear_greed.csv", "date,value,known_at_utc\n2024-07-31,30,2024-07-31T00:00:00Z\n", ""},
		{
			"Fear & Greed labelled a day early beside its own stamp", "fear_greed.csv",
			"time_utc,value,timestamp\n2024-07-30,30,1722384000\n",
			"fear_greed: look-ahead in 1 row known too early; the first: fear_greed.csv: row 1, which speaks of 2024-07-30 00:00:00, has known_at 2024-07-30 00:10:00, but can not have been public before 2024-07-31 00:00:00",
		},
		{"Fear & Greed with its own stamp", "fear_greed.csv", "time_utc,value,timestamp\n2024-07-31,30,1722384000\n", ""},
		{
			"funding labelled by the slot before, beside its own stamp", "funding.csv",
			"time_utc,funding_rate,calc_time,known_at_utc\n2024-07-31T00:00:00Z,0.0001,1722412800021,2024-07-31T00:00:00Z\n",
			"can not have been public before 2024-07-31 08:00:00",
		},
		{"funding when it is settled", "funding.csv", "time_utc,funding_rate,known_at_utc\n2024-07-31T08:00:00Z,0.0001,2024-07-31T08:00:00Z\n", ""},
		{"no word of publication", "vix.csv", "date,close\n2024-07-31,16\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, tt.file), []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, report, err := sources.LoadAt(dir, data.Date(2026, 1, 1))
			if err != nil {
				t.Fatal(err)
			}
			warnings := strings.Join(report.Warnings(data.TimeRange{}), "\n")
			if got := strings.Contains(warnings, "look-ahead"); got != (tt.want != "") || !strings.Contains(warnings, tt.want) {
				t.Errorf("warnings %q, want one with %q", warnings, tt.want)
			}
			later := data.TimeRange{From: data.Date(2025, 12, 1), HasFrom: true}
			if warnings := strings.Join(report.Warnings(later), "\n"); strings.Contains(warnings, "look-ahead") {
				t.Errorf("of a later range: warnings %q", warnings)
			}
		})
	}
}

// A row is a leak while it is known too early, wherever the day lies of which it speaks.
func TestEarlyRowsOfARange(t *testing.T) {
	dir := t.TempDir()
	// The dollar of 31 July is public on 5 August, 20:15.
	if err := os.WriteFile(filepath.Join(dir, "dtwexbgs.csv"), []byte("date,value,known_at_utc\n2024-07-31,122,2024-07-31T12:00:00Z\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, report, err := sources.LoadAt(dir, data.Date(2026, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	for span, want := range map[string]bool{
		"20240801-20240802": true, "20240805-20240901": true, "20240806-20240901": false, "20240701-20240731": false, "20240701-20240801": true,
	} {
		r, err := data.ParseTimeRange(span)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(strings.Join(report.Warnings(r), "\n"), "look-ahead in 1 row"); got != want {
			t.Errorf("%s: a warning is %t, want %t", span, got, want)
		}
	}
}

// What is known before the day or the moment that it speaks of is refused: Fear &
// Greed a day early, funding eight hours early.
func TestKnownBeforeItsEvent(t *testing.T) {
	for file, text := range map[string]string{
		"fear_greed.csv": "date,value,known_at_utc\n2024-07-31,30,2024-07-30T00:10:00Z\n",
		"funding.csv":    "time_utc,funding_rate,known_at_utc\n2024-07-31T08:00:00Z,0.0001,2024-07-31T00:00:00Z\n",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, err := sources.LoadAt(dir, data.Date(2026, 1, 1))
		if err == nil || !strings.Contains(err.Error(), file+": row 1: known_at_utc 2024-07-3") || !strings.Contains(err.Error(), "is before what it speaks of, 2024-07-31") {
			t.Errorf("%s: %v, want an error that names the row", file, err)
		}
	}
}
