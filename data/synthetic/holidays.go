package synthetic

import (
	"time"

	"github.com/remora-bt/remora-bt/data"
)

// weekday is the day of the week of a midnight.
func weekday(day data.Instant) time.Weekday { return day.Time().Weekday() }

func weekend(day data.Instant) bool {
	w := weekday(day)
	return w == time.Saturday || w == time.Sunday
}

// A holiday is closed for the Federal Reserve, for the stock exchanges, or for both.
type holiday struct{ fed, exchange bool }

// closed is what the calendar of the United States says of a day.
func closed(day data.Instant) holiday {
	if weekend(day) {
		return holiday{true, true}
	}
	t := day.Time()
	if h, ok := movable(t); ok {
		return h
	}
	// A fixed holiday on a Sunday is kept on the Monday, one on a Saturday on the
	// Friday; but no exchange closes for the last day of a year.
	for _, shift := range [...]int{0, -1, 1} {
		on := t.AddDate(0, 0, shift)
		if shift == -1 && on.Weekday() != time.Sunday || shift == 1 && on.Weekday() != time.Saturday {
			continue
		}
		if h, ok := fixed(on); ok {
			h.exchange = h.exchange && on.Year() == t.Year()
			return h
		}
	}
	return holiday{}
}

// fixed are the holidays of a date.
func fixed(t time.Time) (h holiday, ok bool) {
	switch [2]int{int(t.Month()), t.Day()} {
	case [2]int{1, 1}, [2]int{7, 4}, [2]int{12, 25}:
		return holiday{true, true}, true
	case [2]int{6, 19}: // Juneteenth, a law of June 2021, first kept in 2022
		return holiday{true, true}, t.Year() >= 2022
	case [2]int{11, 11}: // Veterans
		return holiday{fed: true}, true
	}
	return holiday{}, false
}

// movable are the holidays of a weekday, and Good Friday.
func movable(t time.Time) (h holiday, ok bool) {
	week := (t.Day()-1)/7 + 1 // the how manieth such weekday of the month
	last := t.AddDate(0, 0, 7).Month() != t.Month()
	monday := t.Weekday() == time.Monday
	switch month := t.Month(); {
	case monday && week == 3 && (month == time.January || month == time.February),
		monday && last && month == time.May,
		monday && week == 1 && month == time.September,
		t.Weekday() == time.Thursday && week == 4 && month == time.November:
		return holiday{true, true}, true
	case monday && week == 2 && month == time.October: // Columbus
		return holiday{fed: true}, true
	case t.AddDate(0, 0, 2).Equal(easter(t.Year())):
		return holiday{exchange: true}, true
	}
	return holiday{}, false
}

// easter is Easter Sunday by the Gregorian rule (Meeus, Jones and Butcher).
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	e := (32 + 2*(b%4) + 2*(c/4) - d - c%4) % 7
	f := d + e - 7*((a+11*d+22*e)/451) + 114
	return time.Date(year, time.Month(f/31), f%31+1, 0, 0, 0, 0, time.UTC)
}
