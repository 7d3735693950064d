package sources

import "github.com/remora-bt/remora-bt/data"

// fearGreed is alternative.me's Crypto Fear & Greed Index. A day's value is
// stamped 00:00 of the day itself, the earliest it can be there, and was always found to be there by 00:10. The
// index of 2024-10-26 was never published.
var fearGreed = Source{
	Series: data.FearGreed, Unit: "index, 0 (fear) to 100 (greed)",
	Lag:    "00:10 UTC of its day",
	MaxAge: 36 * data.Hour,

	known: after(10 * data.Minute), earliest: after(0),
	files: []string{"fear_greed", "feargreed", "fng"}, event: times, value: []string{"value", "fear_greed"},
}
