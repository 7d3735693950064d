package sources

import "github.com/remora-bt/remora-bt/data"

// funding is the funding rate of Binance's BTCUSDT perpetual. Exchanges settle a
// few milliseconds after the 8-hour slot: the event is the slot, and the rate is
// known when it was settled.
var funding = Source{
	Series: data.FundingRate, Unit: "fraction per 8 hours",
	Lag:    "when it is settled",
	MaxAge: 12 * data.Hour,

	known: after(0),
	files: []string{"funding", "btcusdt-fundingrate"},
	event: []string{"time_utc", "fundingtime", "calc_time", "funding_time_ms", "timestamp", "date"},
	value: []string{"funding_rate", "fundingrate", "last_funding_rate", "value"},

	public: []string{"funding_time_ms", "fundingtime", "calc_time"},
	slot:   data.Minute,
	symbol: "BTCUSDT",
}
