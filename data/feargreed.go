package data

// fearGreed is alternative.me's Crypto Fear & Greed Index. A day's value is
// stamped 00:00 of the day itself, the earliest it can be there, and was always found to be there by 00:10. The
// index of 2024-10-26 was never published.
var fearGreed = Source{
	Series: FearGreed, Unit: "index, 0 (fear) to 100 (greed)",
	Lag:    "00:10 UTC of its day",
	MaxAge: 36 * Hour,

	known: after(10 * Minute), earliest: after(0), lo: 0, hi: 100,
	files: []string{"fear_greed", "feargreed", "fng"}, event: times, value: []string{"value", "fear_greed"},
}
