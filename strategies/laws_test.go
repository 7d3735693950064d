package strategies_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// An action depends on nothing after its bar: a head of the tape gives the same
// actions as all of it.
func TestActionsSeeNoFuture(t *testing.T) {
	tape := randomTape(t, 1500, 1)
	for _, spec := range strategies.All() {
		all := play(spec, tape)
		for _, n := range []int{1, 2, 14, 15, 49, 50, 200, 201, 777, 1499} {
			if got := play(spec, tape.Head(n)); !slices.Equal(got, all[:n]) {
				t.Errorf("%s: the actions of the first %d bars change when the rest is cut off", spec.Name, n)
			}
		}
	}
}

// Two machines of one Spec share nothing, though they run in step, and a third
// that runs later gives the same again.
func TestActionsAreDeterministic(t *testing.T) {
	tape, other := randomTape(t, 10_000, 2), randomTape(t, 10_000, 3)
	for _, spec := range strategies.All() {
		a, b := spec.New(), spec.New()
		var as, bs []strategies.Action
		for i := range tape.Len() {
			as = append(as, a.Update(&data.Bar{Candle: tape.At(i)}))
			bs = append(bs, b.Update(&data.Bar{Candle: other.At(i)}))
		}
		if again := play(spec, tape); !slices.Equal(as, again) {
			t.Errorf("%s: actions differ from those of a later run", spec.Name)
		}
		if again := play(spec, other); !slices.Equal(bs, again) {
			t.Errorf("%s: actions of the second machine differ from those of a later run", spec.Name)
		}
		for _, want := range []strategies.Action{strategies.Enter, strategies.Exit} {
			if !slices.ContainsFunc(as, func(a strategies.Action) bool { return a&want != 0 }) {
				t.Errorf("%s: action %d never comes, so this says little", spec.Name, want)
			}
		}
	}
}

// Context and times are nothing to a strategy.
func TestActionsComeFromCandlesAlone(t *testing.T) {
	tape := randomTape(t, 1500, 4)
	for _, spec := range strategies.All() {
		s := spec.New()
		for i, want := range play(spec, tape) {
			bar := data.Bar{Candle: tape.At(i), Now: 1}
			bar.Start = 0
			for k := range bar.Readings {
				bar.Readings[k] = data.Reading{Value: float64(i), Event: 1, Known: 1}
			}
			if got := s.Update(&bar); got != want {
				t.Fatalf("%s: row %d: action %d with other times and readings, want %d", spec.Name, i, got, want)
			}
		}
	}
}

func TestUpdateDoesNotAllocate(t *testing.T) {
	tape := randomTape(t, 1500, 5)
	for _, spec := range strategies.All() {
		s, i, bar := spec.New(), 0, new(data.Bar)
		got := testing.AllocsPerRun(1400, func() {
			bar.Candle = tape.At(i)
			s.Update(bar)
			i++
		})
		if got != 0 {
			t.Errorf("%s: %v allocations a bar, want 0", spec.Name, got)
		}
	}
}

func BenchmarkStrategy(b *testing.B) {
	tape := randomTape(b, 1<<14, 6)
	bars := make([]data.Bar, tape.Len())
	for i := range bars {
		bars[i].Candle = tape.At(i)
	}
	for _, spec := range strategies.All() {
		b.Run(spec.Name, func(b *testing.B) {
			s, i := spec.New(), 0
			b.ReportAllocs()
			for b.Loop() {
				s.Update(&bars[i&(1<<14-1)])
				i++
			}
		})
	}
}

func play(spec strategies.Spec, tape *data.Tape) []strategies.Action {
	s := spec.New()
	var actions []strategies.Action
	for b := range tape.Bars() {
		actions = append(actions, s.Update(b))
	}
	return actions
}

// randomTape plays a price that stays near 100 and swings enough for every rule.
func randomTape(t testing.TB, n int, seed uint64) *data.Tape {
	rng := rand.New(rand.NewPCG(seed, 0))
	c := data.NewCandles("BTC/USDT", 5*data.Minute, n)
	price, start := 100.0, data.Date(2024, 1, 1)
	for range n {
		open := price
		price *= 1 + 0.002*rng.NormFloat64() + 0.01*(100-price)/100
		c.Append(data.Candle{
			Start: start, Open: open, Close: price, Volume: rng.ExpFloat64(),
			High: max(open, price) * (1 + 0.001*rng.Float64()), Low: min(open, price) * (1 - 0.001*rng.Float64()),
		})
		start = start.Add(5 * data.Minute)
	}
	tape, err := data.NewTape(c, data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return tape
}
