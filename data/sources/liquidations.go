package sources

import "github.com/remora-bt/remora-bt/data"

// liquidations is the value of positions closed by force. There is no public
// archive of it: it comes from the user's own files only.
var liquidations = Source{
	Series: data.Liquidations, Unit: "quote asset",
	Lag:    "00:10 UTC after its day; at its time if it is not stamped midnight",
	MaxAge: 48 * data.Hour,

	known: dayOrMoment,
	files: []string{"liquidations", "liquidation"}, event: times, value: []string{"liquidations", "value"},
}
