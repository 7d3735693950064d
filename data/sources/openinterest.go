package sources

import "github.com/remora-bt/remora-bt/data"

// openInterest is the value of all open perpetual contracts on bitcoin. Binance's
// interface keeps 30 days and its archive begins in September 2020.
var openInterest = Source{
	Series: data.OpenInterest, Unit: "quote asset",
	Lag:    "00:10 UTC after its day; at its time if it is not stamped midnight",
	MaxAge: 48 * data.Hour,

	known:  dayOrMoment,
	files:  []string{"open_interest", "openinterest", "btcusdt-metrics"},
	event:  append([]string{"create_time"}, times...),
	value:  []string{"open_interest", "sum_open_interest_value", "sumopeninterestvalue", "value"},
	symbol: "BTCUSDT",
}
