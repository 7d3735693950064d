package runfolder

import (
	"math"
	"time"

	"github.com/remora-bt/remora-bt/data"
)

// A Series is a run day by day, as the bootstrap resamples it: the return of each
// day marked to market, and what closed on it.
type Series struct {
	From   data.Instant // midnight that begins the first day
	Start  float64      // balance before the first trade
	days   []dayOf
	traded bool // the trades are known
}

// dayOf holds sums over the trades that closed on a day.
type dayOf struct {
	change               float64 // return marked to market
	trades               float64
	wins, draws, losses  float64
	won, lost            float64
	ratio, volume, stake float64
}

// Days is the number of days.
func (s *Series) Days() int { return len(s.days) }

// DayOf is the midnight that begins a day, as a series counts.
func DayOf(t time.Time) data.Instant { return data.At(t).Day() }

// NewSeries makes a series of daily returns alone.
func NewSeries(from data.Instant, returns []float64) *Series {
	s := &Series{From: from, days: make([]dayOf, len(returns))}
	for i, r := range returns {
		s.days[i].change = r
	}
	return s
}

// Series is the run day by day; it has no days if the run was not marked to market.
func (r *Run) Series() *Series {
	start, ok := r.Start()
	if !ok || len(r.Equity) == 0 {
		return &Series{}
	}
	s := NewSeries(r.Equity[0].Date, r.Returns())
	s.Start, s.traded = start, true
	for _, t := range r.Trades {
		i := int((t.Close.Day() - s.From) / data.Instant(data.Day))
		if i < 0 || i >= len(s.days) {
			s.traded = false // trades outside the equity: they cannot be dated
			break
		}
		s.days[i].count(tallyOf(t))
	}
	return s
}

// tallyOf is a day on which one trade closed.
func tallyOf(t Trade) dayOf {
	d := dayOf{trades: 1, ratio: t.ProfitRatio, volume: t.Volume(), stake: t.Stake}
	switch {
	case t.ProfitAbs > 0:
		d.wins, d.won = 1, t.ProfitAbs
	case t.ProfitAbs < 0:
		d.losses, d.lost = 1, -t.ProfitAbs
	default:
		d.draws = 1
	}
	return d
}

// count adds the trades of another day.
func (d *dayOf) count(o dayOf) {
	d.trades += o.trades
	d.wins += o.wins
	d.draws += o.draws
	d.losses += o.losses
	d.won += o.won
	d.lost += o.lost
	d.ratio += o.ratio
	d.volume += o.volume
	d.stake += o.stake
}

// Common cuts two series to the days that both have.
func Common(a, b *Series) (x, y *Series) {
	from, to := max(a.From, b.From), min(a.end(), b.end())
	return a.cut(from, to), b.cut(from, to)
}

func (s *Series) end() data.Instant { return s.From.Add(data.Timeframe(len(s.days)) * data.Day) }

func (s *Series) cut(from, to data.Instant) *Series {
	if to <= from || len(s.days) == 0 {
		return &Series{Start: s.Start, traded: s.traded}
	}
	lo, hi := int((from-s.From)/data.Instant(data.Day)), int((to-s.From)/data.Instant(data.Day))
	return &Series{From: from, Start: s.Start, days: s.days[lo:hi], traded: s.traded}
}

// Returns are the daily returns.
func (s *Series) Returns() []float64 {
	out := make([]float64, len(s.days))
	for i, d := range s.days {
		out[i] = d.change
	}
	return out
}

// A total sums days up in any order, those of a resample or all as they were.
type total struct {
	dayOf                  // sums over the days
	n                      float64
	square, down           float64 // Σ r², Σ min(r, 0)²
	least, most            float64 // of r
	wealth, peak           float64 // from 1 on
	depth, ulcer           float64
	start                  float64
	marked, traded, seeded bool
}

func (t *total) add(d *dayOf) {
	t.n++
	r := d.change
	t.change += r
	t.square += float64(r * r)
	low := min(r, 0)
	t.down += float64(low * low)
	if !t.seeded {
		t.least, t.most, t.seeded = r, r, true
	}
	t.least, t.most = min(t.least, r), max(t.most, r)
	t.wealth += float64(t.wealth * r)
	t.peak = max(t.peak, t.wealth)
	fall := (t.peak - t.wealth) / t.peak
	t.depth = max(t.depth, fall)
	t.ulcer += float64(fall * fall)
	t.count(*d)
}

func newTotal(s *Series) total {
	return total{wealth: 1, peak: 1, start: s.Start, marked: len(s.days) > 0, traded: s.traded}
}

// ruined reports whether a day took all there was, or more.
func (t *total) ruined() bool { return t.seeded && t.least <= -1 }

// deviation is the standard deviation of the returns with the divisor n−1, defined
// if two of them differ.
func (t *total) deviation() (float64, bool) {
	v := t.square - float64(t.change/t.n*t.change)
	if t.n < 2 || t.least == t.most || v <= 0 {
		return 0, false
	}
	return math.Sqrt(v / (t.n - 1)), true
}
