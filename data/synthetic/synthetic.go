// Package synthetic makes a market that never was: candles of several pairs that
// share a common factor, and the context series that go with them, each published
// with the lag of its real source. It exists so that the program can show what it
// does without any data; nothing it says about a strategy is evidence.
//
// The same Config gives the same bytes on every machine. The price path therefore
// uses only + - * / and math.Sqrt, which IEEE 754 rounds correctly, and package
// portable's exp and log; rand.NormFloat64 has math's. Products that feed a sum are rounded first, float64(a*b) + c, so that
// no compiler fuses them.
package synthetic

import (
	"errors"
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// Version changes whenever a Config would give other bytes than before.
const Version = 1

// A Config says which sample to make. Two configs that differ only in To give the
// same rows as far as the shorter one reaches; a pair's candles do not depend on
// which other pairs there are.
type Config struct {
	Seed      uint64
	Pairs     []string       // as in "BTC/USDT"; any names will do
	Timeframe data.Timeframe // from 1m to 1d, dividing the day
	From, To  data.Instant   // open times, To exclusive; both on the grid of Timeframe
}

// Default is two years of three pairs.
func Default() Config {
	return Config{
		Seed:      1,
		Pairs:     []string{"BTC/USDT", "ETH/USDT", "SOL/USDT"},
		Timeframe: 5 * data.Minute,
		From:      data.Date(2023, 1, 1),
		To:        data.Date(2025, 1, 1),
	}
}

// The range is that of candles, in all of which New York has its present daylight
// saving time.
var earliest, latest = data.Earliest, data.Latest

// Validate reports every fault of c.
func (c Config) Validate() error {
	var errs []error
	fault := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if len(c.Pairs) == 0 {
		fault("synthetic sample: there are no pairs")
	}
	for i, p := range c.Pairs {
		if !validPair(p) {
			fault("synthetic sample: pair %q: expected BASE/QUOTE, as in BTC/USDT", p)
		}
		for _, q := range c.Pairs[:i] {
			if p == q {
				fault("synthetic sample: pair %q is named twice", p)
			}
		}
	}
	if tf := c.Timeframe; tf < data.Minute || tf%data.Minute != 0 || data.Day%tf != 0 {
		fault("synthetic sample: timeframe %s: expected 1m to 1d and a whole number of candles a day", tf)
	} else if c.From%data.Instant(tf) != 0 || c.To%data.Instant(tf) != 0 {
		fault("synthetic sample: %s and %s are not both the open time of a %s candle", c.From, c.To, tf)
	}
	if c.From >= c.To {
		fault("synthetic sample: start %s is not before stop %s", c.From, c.To)
	}
	if c.From < earliest || c.To > latest {
		fault("synthetic sample: %s to %s does not lie within %s to %s", c.From, c.To, earliest, latest)
	}
	return errors.Join(errs...)
}

// validPair reports whether p is two names of letters and digits with a slash.
func validPair(p string) bool {
	base, quote, _ := strings.Cut(p, "/")
	name := func(s string) bool {
		for _, c := range []byte(s) {
			if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
				return false
			}
		}
		return s != "" && len(s) <= 20
	}
	return name(base) && name(quote)
}

// runIn is simulated before From, so that volatility has settled and trailing
// windows are full when the first candle opens. It is not handed out as candles.
const runIn = 62 * data.Instant(data.Day)

// step is the length of the simulated steps. Candles that 5 minutes divide are all
// made of one path: 1h candles are 5m candles put together.
func (c Config) step() data.Timeframe {
	if c.Timeframe%(5*data.Minute) == 0 {
		return 5 * data.Minute
	}
	return data.Minute
}
