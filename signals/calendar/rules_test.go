package calendar_test

import (
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/calendar"
)

// Every hour of three weeks is refused by a rule just if the definition of its words,
// written out by hand, says so.
func TestTimesAreTheirWords(t *testing.T) {
	weekend := func(d time.Weekday) bool { return d == time.Saturday || d == time.Sunday }
	for _, tt := range []struct {
		name string
		rule calendar.Rule
		want func(t time.Time) bool
	}{
		{"a day", calendar.Rule{Weekdays: "sat"}, func(t time.Time) bool { return t.Weekday() == time.Saturday }},
		{"days round the week's end", calendar.Rule{Weekdays: "sat-sun"}, func(t time.Time) bool { return weekend(t.Weekday()) }},
		{"working days", calendar.Rule{Weekdays: "Mon-fri"}, func(t time.Time) bool { return !weekend(t.Weekday()) }},
		{"hours", calendar.Rule{Hours: "13-15, 20"}, func(t time.Time) bool { h := t.Hour(); return h == 13 || h == 14 || h == 20 }},
		{"hours round midnight", calendar.Rule{Hours: "22-2"}, func(t time.Time) bool { return t.Hour() >= 22 || t.Hour() < 2 }},
		{"a whole day", calendar.Rule{Hours: "0-24"}, func(time.Time) bool { return true }},
		{"both", calendar.Rule{Weekdays: "sun", Hours: "0"}, func(t time.Time) bool { return t.Weekday() == time.Sunday && t.Hour() == 0 }},
		{"dates", calendar.Rule{Dates: "2024-03-09, 2024-03-02"}, func(t time.Time) bool { return t.Day() == 2 || t.Day() == 9 }},
		{"a date or a window", calendar.Rule{Dates: "2024-03-02", Windows: "2024-03-05T17:00/19:00"}, func(t time.Time) bool {
			return t.Day() == 2 || t.Day() == 5 && (t.Hour() == 17 || t.Hour() == 18)
		}},
		{"windows that overlap", calendar.Rule{Windows: "2024-03-05T17:00/2024-03-06T03:00, 2024-03-05T10:00/18:00"}, func(t time.Time) bool {
			return t.Day() == 5 && t.Hour() >= 10 || t.Day() == 6 && t.Hour() < 3
		}},
		{"hours of a date", calendar.Rule{Dates: "2024-03-02", Hours: "4-6"}, func(t time.Time) bool { return t.Day() == 2 && (t.Hour() == 4 || t.Hour() == 5) }},
	} {
		times, err := tt.rule.Times()
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		for at := data.Date(2024, 3, 1); at < data.Date(2024, 3, 22); at = at.Add(data.Hour) {
			if got, want := times.Has(at), tt.want(at.Time()); got != want {
				t.Errorf("%s: at %s = %t, want %t", tt.name, at, got, want)
				break
			}
		}
	}
}

func TestTimesRefuse(t *testing.T) {
	for want, rule := range map[string]calendar.Rule{
		"it has no time":                              {Reason: "x"},
		`weekdays: "": expected one of sun, mon`:      {Weekdays: "sat,"},
		`hours: "24": expected an hour from 0 to 23`:  {Hours: "24"},
		`hours: "-1": expected`:                       {Hours: "5--1"},
		`hours: "3-3": expected two ends that differ`: {Hours: "3-3"},
		`dates: "2024-2-1": expected a day`:           {Dates: "2024-2-1"},
		`windows: "2024-03-05": expected a window`:    {Windows: "2024-03-05"},
		"is not before":                               {Windows: "2024-03-05T17:00/17:00"},
	} {
		if _, err := rule.Times(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: got error %v, want one with %q", rule, err, want)
		}
	}
}

func TestUsedRules(t *testing.T) {
	var c calendar.Rules
	if !c.IsZero() || len(c.Used()) != 0 {
		t.Errorf("no rule: used %v, want none", c.Used())
	}
	c[1].Hours = "3"
	if c.IsZero() || len(c.Used()) != 2 {
		t.Errorf("a second rule: used %v, want two", c.Used())
	}
}
