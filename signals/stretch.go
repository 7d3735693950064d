package signals

import (
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A Stretch is the rows of a track from one up to another, which is not included.
type Stretch struct {
	Track    *Track
	From, To int
}

// Widen widens a track's stretch in a list to the tested candles of a tape, or adds one:
// one pair may judge several, in several timeranges.
func Widen(out []Stretch, k *Track, t *data.Tape) []Stretch {
	row := func(at data.Instant) int {
		return min(max(0, int((at-k.First)/data.Instant(k.Step))), k.Len())
	}
	from, to := row(t.Time(t.Warm)), row(t.Time(t.Len()))
	i := slices.IndexFunc(out, func(o Stretch) bool { return o.Track == k })
	if i < 0 {
		return append(out, Stretch{Track: k, From: from, To: to})
	}
	out[i].From, out[i].To = min(out[i].From, from), max(out[i].To, to)
	return out
}
