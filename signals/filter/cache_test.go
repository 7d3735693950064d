package filter_test

import (
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// Equal filters are opened once and equal profiles replayed once, each under its own
// name; others are not mixed up.
func TestCacheShares(t *testing.T) {
	var fs filter.Cache
	open := func(spec string, set ...string) *filter.Filter {
		f, err := fs.Open(spec, set...)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	a, b := open("default"), open("default", "max_risk=0.80")
	if a != open("default") || a == b || a == open("fear") {
		t.Error("a filter is opened twice, or two are one")
	}
	if _, err := fs.Open("default", "max_rsk=1"); err == nil {
		t.Error("a bad setting is no error")
	}
	tape, other := worlds.Restless(t, 3_000, 1), worlds.Restless(t, 3_000, 2)
	tracks := make([]*signals.Track, 4)
	var pending sync.WaitGroup
	for i := range tracks {
		pending.Go(func() {
			switch i {
			case 0, 1:
				tracks[i] = fs.Replay([]*filter.Filter{a, b}[i], tape)
			case 2:
				tracks[i] = fs.Replay(a, other)
			case 3:
				tracks[i] = fs.Replay(open("default", "flag_extreme_fear=30"), tape)
			}
		})
	}
	pending.Wait()
	const row = 2_000
	if tracks[0].Said(row) != tracks[1].Said(row) || tracks[0].Said(row) == tracks[2].Said(row) || tracks[0].Said(row) == tracks[3].Said(row) {
		t.Error("equal profiles do not share their answers, or others do")
	}
	if tracks[0].Config != a.Config || tracks[1].Config != b.Config || a.Config.Name == b.Config.Name {
		t.Errorf("tracks of profiles %q and %q, want %q and %q", tracks[0].Config.Name, tracks[1].Config.Name, a.Config.Name, b.Config.Name)
	}
	if *tracks[3].Said(row) != *signals.Replay(tape, tracks[3].Config).Said(row) {
		t.Error("a shared replay is not the filter's own")
	}
	if fs.Replay(open("none"), tape) != nil {
		t.Error("no filter has a track")
	}
}
