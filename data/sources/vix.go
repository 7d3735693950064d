package sources

import "github.com/remora-bt/remora-bt/data"

// vix is the close of Cboe's volatility index, from Cboe's own history or from
// FRED's VIXCLS. There is none at weekends and on exchange holidays.
var vix = Source{
	Series: data.VIX, Unit: "index points",
	Lag:    "16:15 New York of its day",
	MaxAge: 5 * data.Day,

	known: func(day data.Instant) data.Instant { return newYork(day, 16, 15) },
	files: []string{"vix"}, event: times, value: []string{"close", "vixcls", "vix", "value"},
	usDates: true,
}
