package study

import (
	"slices"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// A Stretch is the rows of a track from one up to another, which is not included.
type Stretch struct {
	Track    *signals.Track
	From, To int
}

// stretches are what the engine said of the candles that were tested, one for
// each pair that it judged.
func stretches(cells []Cell) []Stretch {
	var out []Stretch
	for _, c := range cells {
		for i, s := range c.Screens {
			if s.Track != nil {
				out = stretch(out, s.Track, c.Books[i].Tape)
			}
		}
	}
	return out
}

// stretch widens a track's stretch to a tape's tested candles: one pair may judge
// several, in several timeranges.
func stretch(out []Stretch, k *signals.Track, t *data.Tape) []Stretch {
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
