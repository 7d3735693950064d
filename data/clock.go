package data

import "fmt"

// A Clock is all that a tape tells but prices and readings.
type Clock struct {
	Pair string    `json:"pair"`
	Step Timeframe `json:"-"`
	// Open time of the first candle, warm-up included.
	First Instant `json:"first"`
	Warm  int     `json:"warm_up"` // candles before the first that may trade
	Rows  int     `json:"candles"` // warm-up included
}

// Clock is the tape's.
func (t *Tape) Clock() Clock { return Clock{t.Pair, t.Step, t.First, t.Warm, t.Len()} }

// maxClock bounds the rows of a tape of times: thirty years of minutes.
const maxClock = 1 << 24

// Tape makes a tape whose candles are all empty, for walks over trades that are known.
func (c Clock) Tape() (*Tape, error) {
	switch {
	case c.Step <= 0:
		return nil, fmt.Errorf("%s: a candle of %d ms", c.Pair, int64(c.Step))
	case c.Rows < 1 || c.Rows > maxClock:
		return nil, fmt.Errorf("%s: %d candles: expected 1 to %d", c.Pair, c.Rows, maxClock)
	case c.Warm < 0 || c.Warm >= c.Rows:
		return nil, fmt.Errorf("%s: %d candles of warm-up: expected 0 to %d", c.Pair, c.Warm, c.Rows-1)
	case c.First < 0 || c.First > latest:
		return nil, fmt.Errorf("%s: candles from %d ms on: expected 1970 to 2200", c.Pair, int64(c.First))
	}
	none := make([]float64, c.Rows)
	return &Tape{Pair: c.Pair, Step: c.Step, First: c.First, Warm: c.Warm, open: none, high: none, low: none, close: none, volume: none}, nil
}

// latest is a time that no history reaches.
var latest = Date(2200, 1, 1)
