package synthetic

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/portable"
)

// Candles makes the candles of one pair, which need not be among c.Pairs. Rows in
// outages are missing. A candle opens at the close before it, or a tick or two
// beside it. Candles panics if c is not valid.
func Candles(c Config, pair string) *data.Candles {
	if err := c.Validate(); err != nil {
		panic(err)
	}
	if !validPair(pair) {
		panic("synthetic: " + pair + " is not a pair")
	}
	p := newPath(c, pair)
	out := data.NewCandles(pair, c.Timeframe, int((c.To-c.From)/data.Instant(c.Timeframe)))
	closed := newOutages(c)
	for at := c.From - runIn; at < c.To; at = at.Add(p.market.step) {
		k := p.advance(at)
		if at >= c.From && !closed.down(at) {
			p.merge(out, k)
		}
	}
	return out
}

// merge adds a step to the candle that it lies in.
func (p *path) merge(out *data.Candles, k data.Candle) {
	k.Start -= k.Start % data.Instant(out.Timeframe)
	i := out.Len() - 1
	if i < 0 || out.Time[i] != k.Start {
		out.Append(k)
		return
	}
	out.High[i] = max(out.High[i], k.High)
	out.Low[i] = min(out.Low[i], k.Low)
	out.Close[i] = k.Close
	out.Volume[i] = round((out.Volume[i]+k.Volume)*p.lots) / p.lots
}

// A path is the price of one pair, simulated step by step: a share of the common
// factor and a part of its own.
//
//	ln price = ln price₀ + β·factor + own
type path struct {
	listing
	market  *market
	rng     stream
	cluster cluster

	ticks, lots float64 // in a unit of price, of volume
	level       float64 // log of price / price₀
	part        float64 // the pair's own part of it
	last        float64 // close, in ticks

	hours  season  // turnover of the week
	crowd  float64 // slow part of the log turnover
	budget float64 // turnover of a step, on average
}

func newPath(c Config, pair string) *path {
	l := find(pair)
	p := &path{
		listing: l,
		market:  newMarket(c),
		rng:     newStream(c.Seed, "pair "+pair),
		cluster: newCluster(c.step()),
		ticks:   scale(l.tick),
		lots:    scale(l.lot),
		hours:   newSeason(hourTurnover, weekendTurnover, c.step()),
	}
	p.last = whole(l.price * p.ticks)
	p.budget = l.turnover * p.market.days
	return p
}

// advance makes the step that opens at t.
func (p *path) advance(t data.Instant) data.Candle {
	m := p.market
	m.advance()
	own := p.own * math.Sqrt(m.common*p.cluster.h)
	z := p.rng.shock()
	p.cluster.update(z)
	p.part += float64(own*z) - float64(pull*m.days*p.part)
	before := p.level
	p.level = float64(p.beta*m.level) + p.part
	r := p.level - before
	sd := math.Sqrt(float64(p.beta*p.beta*m.sd*m.sd) + float64(own*own))

	open, end := p.opening(), whole(p.price*p.ticks*portable.Exp(p.level))
	high, low := max(open, end), min(open, end)
	high = max(high, math.Floor(high*(1+p.excursion(r, sd))))
	low = max(1, min(low, math.Ceil(low*(1-p.excursion(r, sd)))))
	p.last = end
	return data.Candle{
		Start:  t,
		Open:   open / p.ticks,
		High:   high / p.ticks,
		Low:    low / p.ticks,
		Close:  end / p.ticks,
		Volume: p.volume(t, r, sd),
	}
}

// opening is the first price of a step in ticks: the last one, or in three of ten
// steps one or two ticks beside it.
func (p *path) opening() float64 {
	bits := p.rng.pcg.Uint64()
	if bits%10 >= 3 {
		return p.last
	}
	by := float64(1 + bits>>32&1)
	if bits>>40&1 == 0 {
		by = -by
	}
	return max(1, p.last+by)
}

// excursion is how far the price went beyond both of its ends within a step, on one
// side, as a ratio: exactly so for a Brownian bridge with log return r.
//
//	(√(r² + 2σ²E) - |r|)/2,   E exponential,   σ = 0.8·sd
//
// Not the whole sd: the fat tails of r are jumps, and there is no bridge over a jump.
func (p *path) excursion(r, sd float64) float64 {
	v := float64(2 * 0.64 * sd * sd * p.rng.exponential())
	return (math.Sqrt(float64(r*r)+v) - math.Abs(r)) / 2
}

// volume is the base asset traded in a step: more in busy hours, in loud markets and
// in large moves, and rounded to lots.
func (p *path) volume(t data.Instant, r, sd float64) float64 {
	p.crowd += float64(0.05*p.rng.noise()) - float64(0.01*p.crowd)
	m := p.market
	loud := math.Sqrt(m.variance * m.cluster.h)
	move := 0.55 + float64(0.55*min(math.Abs(r)/sd, 6))
	turnover := p.budget * p.hours[stepOfWeek(t, m.step)] * loud * move
	turnover *= portable.Exp(p.crowd + float64(0.5*p.rng.noise()))
	return whole(turnover*p.ticks/p.last*p.lots) / p.lots
}
