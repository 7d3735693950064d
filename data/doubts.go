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

// A test with holes as large as this says so beside its answers.
const (
	largeHoles = 7 * Day
	largeShare = 0.01 // of the tested candles
)

// Holes are what the tested candles lack, where it is so much that answers may rest on
// it: candles that were made up, those of the warm-up not counted, and days at either end
// of the range that was asked for.
func (t *Tape) Holes() (out []string) {
	filled := t.Filled - t.Early
	missing := Timeframe(filled) * t.Step
	if share := float64(filled) / float64(t.Len()-t.Warm); missing >= largeHoles || share >= largeShare {
		what := plural.Of(filled, "candle", "candles")
		if missing >= Day {
			what = fmt.Sprintf("candles of %.1f days", float64(missing)/float64(Day))
		}
		out = append(out, fmt.Sprintf("lacks %s (%.1f %%), taken as flat", what, 100*share))
	}
	before, after := t.Short()
	for _, end := range []struct {
		long        Timeframe
		which, side string
		at          Instant
	}{{before, "first", "before", t.First}, {after, "last", "after", t.Time(t.Len() - 1)}} {
		if end.long >= largeHoles {
			out = append(out, fmt.Sprintf("has no candles of the timerange's %s %.0f days, %s %s", end.which, float64(end.long)/float64(Day), end.side, end.at.Date()))
		}
	}
	return out
}
