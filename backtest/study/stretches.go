package study

import "github.com/remora-bt/remora-bt/signals"

// stretches are what the engine said of the candles that were tested, one for
// each pair that it judged.
func stretches(cells []Cell) (out []signals.Stretch) {
	for _, c := range cells {
		for i, s := range c.Screens {
			if s.Track != nil {
				out = signals.Widen(out, s.Track, c.Books[i].Tape)
			}
		}
	}
	return out
}
