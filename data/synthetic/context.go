package synthetic

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
)

// lead is how long before From the context series begin, so that the first candle
// already finds a reading of each.
const lead = 30 * data.Instant(data.Day)

// Context makes the context series that were public by c.To, each ordered by Known
// and published with the lag of its real source (sources.Source). They look back on
// the same common factor as the candles and never ahead of it. Some days are
// missing, as they are at the sources. Context panics if c is not valid.
func Context(c Config) *data.Context {
	if err := c.Validate(); err != nil {
		panic(err)
	}
	h := newHours(c)
	var x data.Context
	for s, script := range [...]func(Config, *hours) script{
		data.FearGreed:     fearGreed,
		data.VIX:           vix,
		data.DXY:           dollar,
		data.FundingRate:   funding,
		data.BTCDominance:  dominance,
		data.OpenInterest:  openInterest,
		data.Liquidations:  liquidations,
		data.NewsSentiment: news,
	} {
		x[s] = script(c, h).play(c, data.Series(s))
	}
	return &x
}

// A script says how a series goes on: value is called once for each event, in
// order, and must look at nothing later than seen(event).
type script struct {
	every   data.Instant                  // from one event to the next
	seen    data.Instant                  // how long after its event a value is fixed
	skip    func(event data.Instant) bool // no such event; nil: never
	missing *absence
	digits  int // decimals
	value   func(now data.Instant) float64
}

const day = data.Instant(data.Day)

// play runs a script from lead before From for as long as what it says is public.
func (s script) play(c Config, series data.Series) []data.Observation {
	var obs []data.Observation
	unit := scale(s.digits)
	for event := (c.From - lead) / day * day; ; event += s.every {
		known := sources.Of(series).Known(event)
		if known > c.To {
			return obs
		}
		if s.skip != nil && s.skip(event) {
			continue
		}
		v := round(s.value(event+s.seen)*unit) / unit
		if !s.missing.today(event) {
			obs = append(obs, data.Observation{Value: v, Event: event, Known: known})
		}
	}
}

// An absence leaves out one event now and then.
type absence struct {
	rng         stream
	next        data.Instant
	least, most float64 // days from one to the next
}

// newAbsence begins at From, never before: a sample starts complete.
func newAbsence(c Config, series data.Series, least, most float64) *absence {
	a := &absence{rng: newStream(c.Seed, "absence "+series.String()), next: c.From, least: least, most: most}
	a.draw()
	return a
}

func (a *absence) draw() {
	a.next += data.Instant(a.rng.between(a.least, a.most) * float64(data.Day))
}

// today reports whether the event is missing. Calls must be in time order; a nil
// absence misses nothing.
func (a *absence) today(event data.Instant) bool {
	if a == nil || event < a.next {
		return false
	}
	a.draw()
	return true
}
