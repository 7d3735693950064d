package data

import (
	"fmt"
	"time"
)

// A Timeframe is the length of a candle in milliseconds.
type Timeframe int64

// The lengths that have a name.
const (
	Second Timeframe = 1000
	Minute           = 60 * Second
	Hour             = 60 * Minute
	Day              = 24 * Hour
	Week             = 7 * Day
)

// units are the letters of exchange timeframes, longest first.
var units = []struct {
	letter byte
	size   Timeframe
}{{'w', Week}, {'d', Day}, {'h', Hour}, {'m', Minute}, {'s', Second}}

// ParseTimeframe reads "5m", "1h", "1d" and the like.
func ParseTimeframe(s string) (Timeframe, error) {
	if len(s) >= 2 {
		n, ok := parseInt(s[:len(s)-1])
		for _, u := range units {
			if ok && n > 0 && n < 10_000 && s[len(s)-1] == u.letter {
				return Timeframe(n) * u.size, nil
			}
		}
	}
	return 0, fmt.Errorf("timeframe %q: expected a number and one of s, m, h, d, w, as in 5m", s)
}

// String prints f in the largest unit that divides it: 5m, 1h, 1d.
func (f Timeframe) String() string {
	for _, u := range units {
		if f >= u.size && f%u.size == 0 {
			return fmt.Sprintf("%d%c", f/u.size, u.letter)
		}
	}
	return f.Duration().String()
}

// Duration returns f as a time.Duration.
func (f Timeframe) Duration() time.Duration { return time.Duration(f) * time.Millisecond }

// Minutes returns f in whole minutes.
func (f Timeframe) Minutes() int { return int(f / Minute) }
