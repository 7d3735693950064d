package sources

import (
	"time"

	"github.com/remora-bt/remora-bt/data"
)

// dxy is the Federal Reserve's nominal broad dollar index, FRED's DTWEXBGS: about
// 120 in the 2020s. It is daily but released weekly with the H.10, and its
// history is rebased about once a year, so the earliest copy that has a day is
// what could be seen then. ICE's dollar index of six currencies, about 100, is
// another series, which is not read.
var dxy = Source{
	Series: data.DXY, Unit: "index, January 2006 = 100",
	Lag:    "16:15 New York of the first business day of the next week",
	MaxAge: 9 * data.Day,

	known: h10,
	files: []string{"dtwexbgs", "dxy"}, event: times, value: []string{"dtwexbgs", "dxy", "value"},
}

// h10 is the release of the H.10 that first holds a day.
func h10(day data.Instant) data.Instant {
	monday := day.Day().Add(data.Day)
	for monday.Time().Weekday() != time.Monday {
		monday = monday.Add(data.Day)
	}
	if mondayHoliday(monday) {
		monday = monday.Add(data.Day)
	}
	return newYork(monday, 16, 15)
}
