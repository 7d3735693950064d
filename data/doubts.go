package data

import (
	"fmt"

	"github.com/remora-bt/remora-bt/internal/plural"
)

// Doubts are what a run on the tape should tell: rows that were made up, moved or
// merged, and a range that the candles do not reach over.
func (t *Tape) Doubts() (out []string) {
	doubt := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if t.Filled > 0 {
		doubt("%s filled with the close before", plural.Of(t.Filled, "missing candle", "missing candles"))
	}
	if read := t.Len() - t.Filled; t.Filled > read {
		doubt("more candles were filled than read (%s)", plural.Of(read, "candle", "candles"))
	}
	if t.Reordered > 0 {
		doubt("%s out of order, put in order of time", plural.Of(t.Reordered, "row", "rows"))
	}
	if t.Merged > 0 {
		doubt("%s with the open time of another merged, %d of them with other values", plural.Of(t.Merged, "row", "rows"), t.Disagreed)
	}
	if before, after := t.Short(); before > Day || after > Day {
		doubt("the timerange is %s, but the candles run from %s to %s", t.Asked, t.First, t.Time(t.Len()-1))
	}
	return out
}

// Outside says of how many days at either end of the range that was asked for there are no
// candles, where it is at least so long.
func (t *Tape) Outside(least Timeframe) (out []string) {
	before, after := t.Short()
	for _, end := range []struct {
		long        Timeframe
		which, side string
		at          Instant
	}{{before, "first", "before", t.First}, {after, "last", "after", t.Time(t.Len() - 1)}} {
		if end.long >= least {
			out = append(out, fmt.Sprintf("has no candles of the timerange's %s %.0f days, %s %s", end.which, float64(end.long)/float64(Day), end.side, end.at.Date()))
		}
	}
	return out
}
