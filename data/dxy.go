package data

// dxy is the Federal Reserve's nominal broad dollar index, FRED's DTWEXBGS: about
// 120 in the 2020s. It is daily but released weekly with the H.10, and its
// history is rebased about once a year, so the earliest copy that has a day is
// what could be seen then. ICE's dollar index of six currencies, about 100, is
// another series, which is not read.
var dxy = Source{
	Series: DXY, Unit: "index, January 2006 = 100",
	Lag:    "16:15 New York of the first business day of the next week",
	MaxAge: 9 * Day,

	known: h10, lo: 1, hi: 1000,
	files: []string{"dtwexbgs", "dxy"}, event: times, value: []string{"dtwexbgs", "dxy", "value"},
}

// h10 is the release of the H.10 that first holds a day.
func h10(day Instant) Instant {
	monday := day.Day().Add(Day)
	for monday.weekday() != 1 {
		monday = monday.Add(Day)
	}
	if mondayHoliday(monday) {
		monday = monday.Add(Day)
	}
	return newYork(monday, 16, 15)
}
