package synthetic

import (
	"math"
	"strings"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// A listing is how a pair trades and how it hangs on the common factor.
type listing struct {
	price    float64 // when its log level is 0
	beta     float64 // its share in the factor's log return
	own      float64 // standard deviation of its own part, as a multiple of dailySD
	turnover float64 // quote asset a day, on average
	tick     int     // decimals of a price
	lot      int     // decimals of a volume
}

// listings are the pairs known by name, by their base asset. Prices and decimals
// are of the size that Binance shows; everything else is made up.
var listings = map[string]listing{
	"BTC":  {30000, 1.00, 0.25, 1.9e9, 2, 5},
	"ETH":  {1900, 1.08, 0.50, 8.5e8, 2, 4},
	"SOL":  {60, 1.30, 0.95, 2.6e8, 2, 3},
	"BNB":  {320, 0.85, 0.55, 1.5e8, 1, 3},
	"XRP":  {0.55, 1.00, 0.85, 2.2e8, 4, 0},
	"ADA":  {0.42, 1.15, 0.75, 8.0e7, 4, 1},
	"DOGE": {0.11, 1.20, 0.95, 1.4e8, 5, 0},
	"AVAX": {22, 1.30, 0.85, 6.0e7, 2, 2},
	"LINK": {11, 1.15, 0.80, 6.0e7, 3, 2},
	"LTC":  {85, 1.00, 0.65, 6.0e7, 2, 3},
}

// find returns the listing of a pair. Pairs that are not known by name get one
// drawn from the name alone, the same for every seed.
func find(pair string) listing {
	base, quote, _ := strings.Cut(pair, "/")
	switch quote {
	case "USDT", "USDC", "FDUSD", "BUSD", "USD", "EUR":
		if l, ok := listings[base]; ok {
			return l
		}
	}
	s := newStream(0, "listing "+pair)
	l := listing{
		price:    portable.Exp(s.between(-4, 4)),
		beta:     s.between(0.7, 1.5),
		own:      s.between(0.5, 1.1),
		turnover: portable.Exp(s.between(16, 19)),
	}
	for p := l.price; p < 2000 && l.tick < 8; p *= 10 {
		l.tick++
	}
	for p := l.price; p > 1 && l.lot < 5; p /= 10 {
		l.lot++
	}
	return l
}

// scale is 10 to the power of a number of decimals, exactly. Prices are whole
// numbers of ticks divided by it, so they print as short as a quote.
func scale(decimals int) float64 {
	p := 1.0
	for range decimals {
		p *= 10
	}
	return p
}

// whole rounds x to a whole number of at least 1.
func whole(x float64) float64 { return max(1, math.Floor(float64(x)+0.5)) }
