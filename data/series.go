package data

// A Series is one kind of market context.
type Series uint8

// The context series the risk engine knows.
const (
	FearGreed     Series = iota // Fear & Greed index, 0 to 100
	VIX                         // Cboe volatility index, close of the day
	DXY                         // the Federal Reserve's broad dollar index, DTWEXBGS
	FundingRate                 // perpetual funding rate per 8 hours, a fraction
	BTCDominance                // bitcoin's share of all market value, percent
	OpenInterest                // open interest in the quote asset
	Liquidations                // liquidated value in the quote asset
	NewsSentiment               // news score, -1 to 1
	NumSeries
)

var seriesNames = [NumSeries]string{
	"fear_greed", "vix", "dxy", "funding_rate", "btc_dominance", "open_interest", "liquidations", "news_sentiment",
}

// String is the series' name in files, flags and JSON.
func (s Series) String() string { return seriesNames[s] }

// bounds are the least and the greatest that a value can be.
var bounds = [NumSeries][2]float64{
	FearGreed:     {0, 100},
	VIX:           {0.01, 1000},
	DXY:           {1, 1000},
	FundingRate:   {-0.05, 0.05},
	BTCDominance:  {1, 100},
	OpenInterest:  {0, 1e15},
	Liquidations:  {0, 1e15},
	NewsSentiment: {-1, 1},
}

// Bounds are the least and the greatest that a value of s can be.
func (s Series) Bounds() (lo, hi float64) { return bounds[s][0], bounds[s][1] }

// An Observation is one published value of a series.
type Observation struct {
	Value float64
	Event Instant // what the value speaks of
	Known Instant // when it was public
}

// A Reading is the newest observation that was public at some instant. The zero
// Reading means that nothing had been published yet.
type Reading struct {
	Value        float64
	Event, Known Instant
}

// Ok reports whether anything has been published.
func (r Reading) Ok() bool { return r.Known != 0 }

// Context holds the observations of every series, each ordered by Known and,
// where that is equal, by Event. A series without observations is absent.
type Context [NumSeries][]Observation
