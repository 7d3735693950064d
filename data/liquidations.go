package data

// liquidations is the value of positions closed by force. There is no public
// archive of it: it comes from the user's own files only.
var liquidations = Source{
	Series: Liquidations, Unit: "quote asset",
	Lag:    "00:10 UTC after its day; at its time if it is not stamped midnight",
	MaxAge: 48 * Hour,

	known: dayOrMoment, lo: 0, hi: 1e15,
	files: []string{"liquidations", "liquidation"}, event: times, value: []string{"liquidations", "value"},
}
