package sources

import (
	"time"

	"github.com/remora-bt/remora-bt/data"
)

// newYork is the time of day h:m in New York on the UTC calendar day of an
// instant: UTC-4 from the second Sunday of March to the first Sunday of November,
// as since 2007, else UTC-5. Both change at 02:00, so no afternoon is ambiguous.
func newYork(day data.Instant, h, m int) data.Instant {
	day = day.Day()
	behind := 5
	year := day.Time().Year()
	if nth(year, time.March, time.Sunday, 2) <= day && day < nth(year, time.November, time.Sunday, 1) {
		behind = 4
	}
	return day.Add(data.Timeframe(h+behind)*data.Hour + data.Timeframe(m)*data.Minute)
}

// nth is the n-th weekday of a month.
func nth(year int, month time.Month, weekday time.Weekday, n int) data.Instant {
	first := data.Date(year, month, 1)
	ahead := (int(weekday-first.Time().Weekday()) + 7) % 7
	return first.Add(data.Timeframe(ahead+7*(n-1)) * data.Day)
}

// mondayHoliday reports whether a Monday is a federal holiday of the United
// States. A holiday of fixed date that falls on a Sunday is kept on the Monday.
func mondayHoliday(monday data.Instant) bool {
	t := monday.Time()
	year := t.Year()
	switch monday {
	case nth(year, time.January, time.Monday, 3), // Martin Luther King
		nth(year, time.February, time.Monday, 3),                // Washington
		nth(year, time.June, time.Monday, 1).Add(-7 * data.Day), // Memorial Day, the last of May
		nth(year, time.September, time.Monday, 1),               // Labor Day
		nth(year, time.October, time.Monday, 2):                 // Columbus
		return true
	}
	for _, d := range [...]data.Instant{monday, monday.Add(-data.Day)} {
		t := d.Time()
		switch [2]int{int(t.Month()), t.Day()} {
		case [2]int{1, 1}, [2]int{7, 4}, [2]int{11, 11}, [2]int{12, 25}:
			return true
		case [2]int{6, 19}: // Juneteenth, since 2021
			return year >= 2021
		}
	}
	return false
}
