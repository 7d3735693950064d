package signals_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// realTape is six years of a real pair with real context.
func realTape(t testing.TB, pair string) (*data.Tape, *data.Context) {
	t.Helper()
	dir := shared.Dir(t)
	name := strings.ReplaceAll(pair, "/", "_") + "-5m.csv.gz"
	candles, err := formats.Read(filepath.Join(dir, "candles", name), pair, step)
	if err != nil {
		t.Fatal(err)
	}
	tape, err := data.NewTape(candles, data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	context, _, err := sources.LoadAt(filepath.Join(dir, "context"), data.Date(2026, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	return tape.With(context), context
}

func TestRealYears(t *testing.T) {
	tape, context := realTape(t, "BTC/USDT")
	cfg := signals.Default()
	track := signals.Replay(tape, cfg)
	t.Run("live equals replay", func(t *testing.T) { liveEquals(t, tape, track) })
	t.Run("prefix and poison", func(t *testing.T) { prefixes(t, tape, track) })
	t.Run("extreme fear", func(t *testing.T) { extremeFear(t, context[data.FearGreed], track) })
	t.Run("publication", func(t *testing.T) { publication(t, track) })
	t.Run("shares", func(t *testing.T) { shares(t, tape, track) })
}

func liveEquals(t *testing.T, tape *data.Tape, track *signals.Track) {
	e := signals.New(track.Config)
	row := 0
	for b := range tape.Bars() {
		if got := e.Update(b); got != track.At(row) {
			t.Fatalf("at %s: live %+v, want %+v", b.Now, got, track.At(row))
		}
		row++
	}
}

// Cutting candles and context at any row, or overwriting all after it with garbage,
// leaves everything before it as it was.
func prefixes(t *testing.T, tape *data.Tape, track *signals.Track) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 4 {
		n := 1 + rng.IntN(tape.Len())
		for _, other := range []*data.Tape{tape.Head(n), tape.Poisoned(n, rng)} {
			got := signals.Replay(other, track.Config)
			for i := range n {
				if got.At(i) != track.At(i) {
					t.Fatalf("%d bars, then nothing or garbage: row %d = %+v, want %+v", n, i, got.At(i), track.At(i))
				}
			}
		}
	}
}

// Every bar of every day with Fear & Greed of at most 15 is unsafe because of it,
// from the minute it is known until that of the next day; no other bar is.
func extremeFear(t *testing.T, obs []data.Observation, track *signals.Track) {
	days, bars := 0, 0
	for row := range track.Len() {
		a := track.At(row)
		day := a.At.Add(-10 * data.Minute).Day() // whose index was known last
		i, found := slices.BinarySearchFunc(obs, day, func(o data.Observation, day data.Instant) int { return int(o.Event - day) })
		if !found { // 2024-10-26, and after the end: the day before counts while it is fresh
			i--
		}
		fear := obs[i].Value <= 15 && a.At-obs[i].Known <= data.Instant(36*data.Hour)
		if up := a.Flags.Has(signals.FlagExtremeFear); up != fear || up != a.Blocked.Has(signals.FlagExtremeFear) || up && a.Safe() {
			t.Fatalf("at %s: index %v of %s; flag up %t, blocked by %q", a.At, obs[i].Value, obs[i].Event, up, a.Blocked)
		}
		if fear {
			bars++
		}
	}
	for _, o := range obs {
		if o.Value <= 15 && o.Event >= data.Date(2020, 1, 1) {
			days++
		}
	}
	if whole := days * 288; bars != whole {
		t.Errorf("%d bars in extreme fear, want all %d of %d days", bars, whole, days)
	}
}

// The VIX of a day moves no bar that closes before its publication, and the broad
// dollar of a Friday none before the next release.
func publication(t *testing.T, track *signals.Track) {
	for _, tt := range []struct {
		series data.Series
		event  string
		known  string
	}{
		{data.VIX, "2020-03-16", "2020-03-16 20:15"}, // summer time had begun on the 8th
		{data.VIX, "2020-03-06", "2020-03-06 21:15"},
		{data.VIX, "2024-08-05", "2024-08-05 20:15"},
		{data.VIX, "2022-01-24", "2022-01-24 21:15"},
		{data.DXY, "2022-06-17", "2022-06-21 20:15"}, // Monday was Juneteenth
		{data.DXY, "2024-11-08", "2024-11-12 21:15"}, // and this one Veterans Day
		{data.DXY, "2025-11-21", "2025-11-24 21:15"},
	} {
		event, known := at(t, tt.event), at(t, tt.known)
		row, ok := track.Closing(known)
		if !ok {
			t.Fatalf("no row closes at %s", known)
		}
		if got := track.Reading(row, tt.series).Event; got != event {
			t.Errorf("%s at %s speaks of %s, want %s", tt.series, known, got, event)
		}
		for back := row - 1; back >= row-5*288; back-- {
			if got := track.Reading(back, tt.series).Event; got >= event {
				t.Fatalf("%s of %s is seen at %s, before it was known", tt.series, got, track.At(back).At)
			}
		}
	}
}

func at(t testing.TB, text string) data.Instant {
	t.Helper()
	i, err := data.ParseInstant(text)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// shares logs how many bars are blocked for which reason, the table of the README.
func shares(t *testing.T, tape *data.Tape, track *signals.Track) {
	var b strings.Builder
	reasons := []signals.Reason{signals.FlagExtremeFear, signals.FlagHighVolatility, signals.FlagPanic, signals.RiskScore}
	fmt.Fprint(&b, "\n| year | blocked |")
	for _, r := range reasons {
		fmt.Fprintf(&b, " %s |", r)
	}
	fmt.Fprintf(&b, " unsure | confidence |\n|---%s|\n", strings.Repeat("|--:", len(reasons)+3))
	line := func(name string, h filter.Health) {
		share := func(n int) string { return fmt.Sprintf(" %.2f %% |", 100*float64(n)/float64(h.Rows)) }
		fmt.Fprintf(&b, "| %s |%s", name, share(h.Blocked))
		for _, r := range reasons {
			b.WriteString(share(h.By[r]))
		}
		fmt.Fprintf(&b, "%s %.2f |\n", share(h.Unsure), h.Confidence)
	}
	sum := 0
	for _, y := range filter.Years(track, 0, track.Len()) {
		line(fmt.Sprint(y.Year), y.Health)
		sum += y.Rows
	}
	all := filter.HealthOfTrack(track, 0, track.Len())
	line("all", all)
	t.Log(b.String())
	t.Logf("regimes %v, classes %v, series %+v", all.Regimes, all.Classes, all.Series)
	s := filter.ByTrack(track, tape)
	if s.Health(0, tape.Len()) != all {
		t.Errorf("health %+v of the screen, want the track's %+v", s.Health(0, tape.Len()), all)
	}
	if sum != tape.Len() || all.Blocked != s.Mask().Count() {
		t.Errorf("%d rows in the years and %d blocked, want %d and %d", sum, all.Blocked, tape.Len(), s.Mask().Count())
	}
}

// BenchmarkColdYears reads six years of two pairs and the context from files and
// runs the engine over them.
func BenchmarkColdYears(b *testing.B) {
	dir := shared.Dir(b)
	pairs := []string{"BTC/USDT", "ETH/USDT"}
	for _, ext := range []string{"csv.gz", "parquet"} {
		folder := filepath.Join(dir, "candles")
		if ext == "parquet" {
			folder = b.TempDir()
		}
		path := func(pair string) string {
			return filepath.Join(folder, strings.ReplaceAll(pair, "/", "_")+"-5m."+ext)
		}
		if ext == "parquet" {
			for _, pair := range pairs {
				tape := strings.ReplaceAll(pair, "/", "_") + "-5m.csv.gz"
				candles, err := formats.Read(filepath.Join(dir, "candles", tape), pair, step)
				if err == nil {
					err = formats.WriteParquet(path(pair), candles)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		}
		b.Run(ext, func(b *testing.B) {
			for b.Loop() {
				context, _, err := sources.LoadAt(filepath.Join(dir, "context"), data.Date(2026, 1, 1))
				if err != nil {
					b.Fatal(err)
				}
				var pending sync.WaitGroup
				for _, pair := range pairs {
					pending.Go(func() {
						candles, err := formats.Read(path(pair), pair, step)
						if err != nil {
							b.Error(err)
							return
						}
						tape, err := data.NewTape(candles, data.TimeRange{}, 0)
						if err != nil {
							b.Error(err)
							return
						}
						signals.Replay(tape.With(context), signals.Default())
					})
				}
				pending.Wait()
			}
		})
	}
}
