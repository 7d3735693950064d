package data_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
)

func TestParseTimeRange(t *testing.T) {
	tests := []struct {
		name, in string
		want     data.TimeRange
		err      string // part of the error; "" for none
	}{
		{"none", "", data.TimeRange{}, ""},
		{"days", "20220101-20221231", data.TimeRange{From: data.Date(2022, 1, 1), To: data.Date(2022, 12, 31), HasFrom: true, HasTo: true}, ""},
		{"open end", "20220101-", data.TimeRange{From: data.Date(2022, 1, 1), HasFrom: true}, ""},
		{"open start", "-20220101", data.TimeRange{To: data.Date(2022, 1, 1), HasTo: true}, ""},
		{"seconds", "1640995200-", data.TimeRange{From: data.Date(2022, 1, 1), HasFrom: true}, ""},
		{"milliseconds", "1640995200001-", data.TimeRange{From: data.Date(2022, 1, 1) + 1, HasFrom: true}, ""},
		{"only a dash", "-", data.TimeRange{}, "expected START-STOP"},
		{"one day", "20220101", data.TimeRange{}, "expected START-STOP"},
		{"three parts", "20220101-20220102-20220103", data.TimeRange{}, "expected START-STOP"},
		{"ISO dates", "2022-01-01", data.TimeRange{}, "expected START-STOP"},
		{"reversed", "20220102-20220101", data.TimeRange{}, "is after stop"},
		{"empty", "20220101-20220101", data.TimeRange{}, "is empty"},
		{"30 February", "20220230-", data.TimeRange{}, "not a day of the calendar"},
		{"letters", "2022x101-", data.TimeRange{}, "not a date"},
		{"nine digits", "202201011-", data.TimeRange{}, "has 9 digits"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := data.ParseTimeRange(tt.in)
			if tt.err == "" {
				if err != nil || got != tt.want {
					t.Errorf("ParseTimeRange(%q) = %+v, %v, want %+v", tt.in, got, err, tt.want)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("ParseTimeRange(%q): error %v, want %q in it", tt.in, err, tt.err)
			}
		})
	}
}

// What parses prints as something that parses to the same.
func FuzzTimeRange(f *testing.F) {
	for _, s := range []string{"", "-", "20220101-20221231", "1640995200-", "-1640995200001", "00000000-", "--", "99991231-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := data.ParseTimeRange(s)
		if err != nil {
			return
		}
		if again, err := data.ParseTimeRange(r.String()); err != nil || again != r {
			t.Errorf("ParseTimeRange(%q) = %+v, printed %q, parsed to %+v, %v", s, r, r.String(), again, err)
		}
	})
}

func TestEpochAndText(t *testing.T) {
	want := data.Date(2022, 5, 12) + 10*3600*1000
	for _, s := range []string{
		"2022-05-12T10:00:00Z", "2022-05-12T12:00:00+02:00", "2022-05-12 10:00:00", "2022-05-12 10:00", "2022-05-12 10:00:00+00:00",
		"1652349600", "1652349600000", "1652349600000000", "1652349600000000000",
	} {
		if got, err := data.ParseInstant(s); err != nil || got != want {
			t.Errorf("ParseInstant(%q) = %v, %v, want %v", s, got, err, want)
		}
	}
	if got := want.String(); got != "2022-05-12 10:00:00" {
		t.Errorf("String() = %q", got)
	}
	for _, s := range []string{"", "x", "12:00", "2022-13-01", "99999999999999999999"} {
		if got, err := data.ParseInstant(s); err == nil {
			t.Errorf("ParseInstant(%q) = %v, want an error", s, got)
		}
	}
}

func TestTimeframe(t *testing.T) {
	for s, want := range map[string]data.Timeframe{"1m": data.Minute, "5m": 5 * data.Minute, "1h": data.Hour, "1d": data.Day, "1w": data.Week} {
		if got, err := data.ParseTimeframe(s); err != nil || got != want || got.String() != s {
			t.Errorf("ParseTimeframe(%q) = %v, %v, want %v", s, got, err, want)
		}
	}
	for _, s := range []string{"", "m", "0m", "5", "5x", "-5m", "1M", "5mm", "99999m"} {
		if got, err := data.ParseTimeframe(s); err == nil {
			t.Errorf("ParseTimeframe(%q) = %v, want an error", s, got)
		}
	}
}
