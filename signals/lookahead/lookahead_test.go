package lookahead

import (
	"iter"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// weeks is a tape of six weeks of the synthetic market.
func weeks(t *testing.T) *data.Tape {
	t.Helper()
	c := synthetic.Default()
	c.To = c.From.Add(42 * data.Day)
	tape, err := data.NewTape(synthetic.Candles(c, c.Pairs[0]), data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return tape.With(synthetic.Context(c))
}

// early is a join that reads context so long before it is public.
func early(t *data.Tape, by data.Timeframe) iter.Seq[*data.Bar] {
	return func(yield func(*data.Bar) bool) {
		for b := range t.Bars() {
			for s, obs := range t.Context() {
				for _, o := range obs {
					if o.Known <= b.Now.Add(by) && o.Event >= b.Readings[s].Event {
						b.Readings[s] = data.Reading(o)
					}
				}
			}
			if !yield(b) {
				return
			}
		}
	}
}

// leaks are components that see the future in the ways that have been met.
func leaks() []Component {
	engine := func(*data.Tape) func(*data.Bar) signals.Assessment { return signals.New(signals.Default()).Update }
	return []Component{
		// A join that takes the context of the day, as if known from its midnight.
		{"leaky join", func(t *data.Tape) iter.Seq[uint64] {
			return func(yield func(uint64) bool) {
				step := engine(t)
				for b := range early(t, 12*data.Hour) {
					a := step(b)
					if !yield(uint64(a.Blocked)<<32 + uint64(1e6*a.Risk)) {
						return
					}
				}
			}
		}},
		// An engine that knows the close of the hour from its first bar on.
		Streaming("leaky engine", func(t *data.Tape) func(*data.Bar) signals.Assessment {
			update := engine(t)
			return func(b *data.Bar) signals.Assessment {
				k := *b
				if row := t.Row(b.Start) + 3; row < t.Len() {
					k.Close = t.Closes()[row]
					k.High, k.Low = max(k.High, k.Close), min(k.Low, k.Close)
				}
				return update(&k)
			}
		}),
		// A strategy that buys if the next candle closes higher.
		Streaming("leaky strategy", func(t *data.Tape) func(*data.Bar) bool {
			return func(b *data.Bar) bool {
				row := t.Row(b.Start)
				return row+1 < t.Len() && t.Closes()[row+1] > b.Close
			}
		}),
		// One that scales prices by the highest of all, worked out beforehand.
		Streaming("leaky scale", func(t *data.Tape) func(*data.Bar) float64 {
			top := 1.0
			for _, x := range t.Closes() {
				top = max(top, x)
			}
			return func(b *data.Bar) float64 { return b.Close / top }
		}),
		// One that reaches ahead without looking whether there is anything.
		Streaming("reckless", func(t *data.Tape) func(*data.Bar) bool {
			closes := t.Closes
			return func(b *data.Bar) bool { return closes()[t.Row(b.Start)+1] > b.Close }
		}),
	}
}

func TestLeaksAreCaught(t *testing.T) {
	tape := weeks(t)
	short := tape.Head(4000)
	for _, c := range leaks() {
		if c.name == "reckless" {
			continue // it cannot even be walked over the whole
		}
		f, err := c.examine(t.Context(), short, Cuts(4, 3000, short.Len(), 1))
		if err != nil {
			t.Fatal(err)
		}
		if f.Biased == 0 || f.First == nil {
			t.Errorf("%s: %d of %d cuts biased, want some", c.name, f.Biased, f.Cuts)
		}
		unrolled := f.Cuts - 8
		if unrolled != short.Len() || f.Biased < 4 {
			t.Errorf("%s: %d rows unrolled, %d cuts biased; want every row, and the cold starts among the biased", c.name, unrolled, f.Biased)
		}
	}
}

// A component that is not what it should be on a shorter history is caught by a
// cold start alone, and one that breaks off there too.
func TestColdStartsCatch(t *testing.T) {
	tape := weeks(t).Head(600)
	for _, c := range leaks()[1:] {
		whole := []uint64{}
		func() {
			defer func() { _ = recover() }()
			for a := range c.answers(tape) {
				whole = append(whole, a)
			}
		}()
		caught := 0
		for n := 100; n < len(whole); n += 100 {
			if _, ok := c.differs(tape.Head(n), whole[:n]); ok {
				caught++
			}
		}
		if caught == 0 {
			t.Errorf("%s: no cold start differs", c.name)
		}
	}
}

// Nothing of the filter sees the future.
func TestNothingLooksAhead(t *testing.T) {
	tape := weeks(t)
	for _, spec := range []string{"default", "none"} {
		named, err := filter.Parse(spec)
		if err != nil {
			t.Fatal(err)
		}
		f, err := named.Open()
		if err != nil {
			t.Fatal(err)
		}
		found, err := Examine(t.Context(), Of(f), tape, Cuts(5, 0, tape.Len(), 1))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if f.Biased != 0 || f.Cuts != tape.Len()+10 {
				t.Errorf("filter %s: %s: %d of %d cuts biased, want 0 of %d", spec, f.Component, f.Biased, f.Cuts, tape.Len()+10)
			}
		}
	}
}
