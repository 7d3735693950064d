package sources

import "github.com/remora-bt/remora-bt/data"

// btcDominance is bitcoin's share of the value of all crypto assets. Providers
// restrict redistribution and free interfaces have no history, so it comes from
// the user's own files only.
var btcDominance = Source{
	Series: data.BTCDominance, Unit: "percent",
	Lag:    "00:10 UTC after its day; at its time if it is not stamped midnight",
	MaxAge: 48 * data.Hour,

	known: dayOrMoment,
	files: []string{"btc_dominance", "btcdominance", "dominance"}, event: times, value: []string{"btc_dominance", "value"},
}
