package synthetic

import "github.com/remora-bt/remora-bt/data"

// An outage is a stretch in which the exchange published nothing, for any pair.
// Prices elsewhere go on: the first candle after it opens where they have got to.
type outages struct {
	rng      stream
	from, to data.Instant // the outage that is next or now, to exclusive
}

const fiveMinutes = data.Instant(5 * data.Minute)

func newOutages(c Config) *outages {
	o := &outages{rng: newStream(c.Seed, "outages")}
	o.draw(c.From, 20, 140)
	return o
}

// draw places the next outage a number of days after t: two to seven a year, of 10
// minutes to 6 hours, most of them short.
func (o *outages) draw(t data.Instant, least, most float64) {
	u := o.rng.between(0, 1)
	o.from = t + data.Instant(o.rng.between(least, most)*float64(data.Day))
	o.from -= o.from % fiveMinutes
	o.to = o.from + fiveMinutes*data.Instant(2+float64(70*u*u*u))
}

// down reports whether the step that opens at t is missing. Calls must be in time order.
func (o *outages) down(t data.Instant) bool {
	for t >= o.to {
		o.draw(o.to, 50, 180)
	}
	return t >= o.from
}
