package signals_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals"
)

// A published series is taken once an event: a revision replaces the value of its
// event, from its own publication on.
func TestQuantileOfEvents(t *testing.T) {
	tape := worlds.Flat(t, 12)
	obs := func(known int, event int, x float64) data.Observation {
		return data.Observation{Value: x, Event: tape.Time(0) + data.Instant(event), Known: tape.Time(known)}
	}
	var c data.Context
	c[data.VIX] = []data.Observation{obs(1, 1, 10), obs(3, 2, 20), obs(5, 2, 50), obs(7, 3, 40), obs(9, 4, 5)}
	track := signals.Replay(tape.With(&c), parse(t, "limits: {vix: {above_quantile: {level: 0.5, window: 3, minimum: 2}}}"))
	for row := range tape.Len() {
		var held []float64
		switch now := row + 1; {
		case now >= 9:
			held = []float64{50, 40, 5}
		case now >= 7:
			held = []float64{10, 50, 40}
		case now >= 5:
			held = []float64{10, 50}
		case now >= 3:
			held = []float64{10, 20}
		}
		a := track.At(row)
		if a.Levels[0].Ok != (held != nil) || a.Unsure != (held == nil) {
			t.Fatalf("row %d: level %+v, unsure %t", row, a.Levels[0], a.Unsure)
		}
		if want, ok := stats.Quantiles(held, 0.5); ok && (a.Levels[0].X != want[0] || a.Safe() == (a.Readings[data.VIX].Value > want[0])) {
			t.Errorf("row %d: level %v of %v, want %v; refused by %q", row, a.Levels[0].X, held, want, a.Blocked)
		}
	}
}
