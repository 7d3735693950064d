package data_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/data"
)

// walk is a tape of n five-minute candles on a random walk.
func walk(t testing.TB, n int, seed uint64) *data.Tape {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 0))
	c := data.NewCandles("BTC/USDT", 5*data.Minute, n)
	p := 100.0
	for i := range n {
		open := p
		p *= 1 + 0.01*(rng.Float64()-0.5)
		c.Append(data.Candle{
			Start: data.Date(2022, 1, 1) + data.Instant(i)*data.Instant(5*data.Minute),
			Open:  open, High: max(open, p) * 1.001, Low: min(open, p) * 0.999, Close: p, Volume: rng.Float64(),
		})
	}
	tape, err := data.NewTape(c, data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return tape
}

// fromGaps makes context of two bytes an observation: minutes since the
// publication before, and how long the event lies back, which may be later or
// earlier than the event before.
func fromGaps(gaps []byte, start data.Instant) *data.Context {
	var c data.Context
	known := start
	for i := 0; i+1 < len(gaps); i += 2 {
		known = known.Add(data.Timeframe(gaps[i]) * data.Minute / 2)
		o := data.Observation{Value: float64(i), Known: known, Event: known.Add(-data.Timeframe(gaps[i+1]) * data.Minute)}
		for s := data.FearGreed; s <= data.VIX; s++ {
			if int(s) <= i%3 { // the second series has two of three
				c[s] = append(c[s], o)
			}
		}
	}
	for s := range c {
		slices.SortStableFunc(c[s], func(a, b data.Observation) int {
			if a.Known != b.Known {
				return int(a.Known - b.Known)
			}
			return int(a.Event - b.Event)
		})
	}
	return &c
}

// asOf is the definition of the join: of what was public, the newest event; of
// one event, the last publication.
func asOf(obs []data.Observation, now data.Instant) (best data.Reading) {
	for _, o := range obs {
		if o.Known > now {
			continue
		}
		if !best.Ok() || o.Event > best.Event || o.Event == best.Event && o.Known >= best.Known {
			best = data.Reading(o)
		}
	}
	return best
}

// No bar may carry a reading that was published after it, or miss one that was
// published before.
func FuzzBars(f *testing.F) {
	f.Add([]byte{0, 0, 5, 200}, uint8(20))
	f.Add([]byte{0, 0, 0, 0, 10, 10, 0, 30, 255, 0}, uint8(200))
	f.Fuzz(func(t *testing.T, gaps []byte, n uint8) {
		tape := walk(t, int(n)+2, 1)
		context := fromGaps(gaps, tape.First.Add(-data.Hour))
		i := 0
		for b := range tape.With(context).Bars() {
			if b.Candle != tape.At(i) || b.Now != tape.Time(i+1) {
				t.Fatalf("bar %d: %+v closing %s, want %+v closing %s", i, b.Candle, b.Now, tape.At(i), tape.Time(i+1))
			}
			for s, got := range b.Readings {
				if want := asOf(context[s], b.Now); got != want {
					t.Fatalf("at %s: %s %+v, want %+v", b.Now, data.Series(s), got, want)
				}
			}
			i++
		}
		if i != tape.Len() {
			t.Fatalf("%d bars, want %d", i, tape.Len())
		}
	})
}

// The past as it stood is the past: a head's bars are the first bars.
func TestHeadIsPrefix(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	gaps := make([]byte, 400)
	for i := range gaps {
		gaps[i] = byte(rng.Uint32())
	}
	tape := walk(t, 600, 1)
	tape = tape.With(fromGaps(gaps, tape.First))
	var all []data.Bar
	for b := range tape.Bars() {
		all = append(all, *b)
	}
	for _, n := range []int{0, 1, 2, 100, 333, 599, 600} {
		i := 0
		for b := range tape.Head(n).Bars() {
			if *b != all[i] {
				t.Fatalf("head of %d: bar %d = %+v, want %+v", n, i, *b, all[i])
			}
			i++
		}
		if i != n {
			t.Fatalf("head of %d has %d bars", n, i)
		}
	}
}

func TestBarsStops(t *testing.T) {
	n := 0
	for range walk(t, 10, 1).Bars() {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d bars after a break at 3", n)
	}
}

func BenchmarkBars(b *testing.B) {
	tape := walk(b, 100_000, 1)
	gaps := make([]byte, 4000)
	for i := range gaps {
		gaps[i] = 100
	}
	tape = tape.With(fromGaps(gaps, tape.First))
	b.ReportAllocs()
	for b.Loop() {
		for bar := range tape.Bars() {
			if bar.Close < 0 {
				b.Fatal("a price below 0")
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*tape.Len()), "ns/bar")
}

// At every row an unrolled tape is the head that ends there, and its bars are
// those of the whole.
func TestUnrollIsHead(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 3))
	gaps := make([]byte, 300)
	for i := range gaps {
		gaps[i] = byte(rng.Uint32())
	}
	tape := walk(t, 500, 1)
	tape = tape.With(fromGaps(gaps, tape.First))
	var all []data.Bar
	for b := range tape.Bars() {
		all = append(all, *b)
	}
	past, next := tape.Unroll()
	if past.Len() != 0 || !next() {
		t.Fatalf("an unrolled tape begins with %d rows", past.Len())
	}
	n := 0
	for b := range past.Bars() {
		if *b != all[n] {
			t.Fatalf("bar %d = %+v, want %+v", n, *b, all[n])
		}
		n++
		head := tape.Head(n)
		if past.Len() != n || !slices.Equal(past.Closes(), head.Closes()) || cap(past.Closes()) != n {
			t.Fatalf("after bar %d the past has %d rows", n-1, past.Len())
		}
		for s := range data.NumSeries {
			if !slices.Equal(past.Context()[s], head.Context()[s]) {
				t.Fatalf("after bar %d the past knows %d observations of %s, want %d", n-1, len(past.Context()[s]), s, len(head.Context()[s]))
			}
		}
		next()
	}
	if n != tape.Len() || next() {
		t.Errorf("%d rows were unrolled, want %d", n, tape.Len())
	}
}

// A poisoned tape has the same past and another future, and is still a tape.
func TestPoisoned(t *testing.T) {
	tape := walk(t, 300, 1)
	gaps := make([]byte, 200)
	for i := range gaps {
		gaps[i] = 60
	}
	tape = tape.With(fromGaps(gaps, tape.First))
	for _, n := range []int{0, 1, 150, 299, 300} {
		p := tape.Poisoned(n, rand.New(rand.NewPCG(1, 1)))
		if p.Len() != tape.Len() {
			t.Fatalf("poisoned from %d: %d rows, want %d", n, p.Len(), tape.Len())
		}
		for i := range tape.Len() {
			got, want := p.At(i), tape.At(i)
			if (got == want) != (i < n) {
				t.Fatalf("poisoned from %d: row %d is %+v, was %+v", n, i, got, want)
			}
			if got.Low <= 0 || got.Low > min(got.Open, got.Close) || got.High < max(got.Open, got.Close) {
				t.Fatalf("poisoned from %d: row %d is no candle: %+v", n, i, got)
			}
		}
		for i, o := range tape.Context()[data.FearGreed] {
			got := p.Context()[data.FearGreed][i]
			if past := o.Known <= tape.Time(n); (got.Value == o.Value) != past || got.Known != o.Known {
				t.Fatalf("poisoned from %d: observation %d is %+v, was %+v", n, i, got, o)
			}
		}
	}
}
