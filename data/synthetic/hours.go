package synthetic

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
)

// hours is the past of the common factor hour by hour, for series that look back.
type hours struct {
	start  data.Instant // the end of hour 0
	level  []float64    // log level at the end of each hour
	energy []float64    // sum of squared steps from the start to the end of each hour
}

// newHours simulates the market up to c.To.
func newHours(c Config) *hours {
	m := newMarket(c)
	hour := data.Instant(data.Hour)
	h := &hours{start: (m.next + hour) / hour * hour}
	energy, before := 0.0, 0.0
	for m.next < c.To {
		m.advance()
		r := m.level - before
		before = m.level
		energy += float64(r * r)
		if m.next%hour == 0 {
			h.level = append(h.level, m.level)
			h.energy = append(h.energy, energy)
		}
	}
	return h
}

// last is the index of the last hour that had ended by t.
func (h *hours) last(t data.Instant) int { return int((t - h.start) / data.Instant(data.Hour)) }

// change is the log return of the factor over the n days up to t.
func (h *hours) change(t data.Instant, days int) float64 {
	i := h.last(t)
	return h.level[i] - h.level[i-24*days]
}

// volatility is that of the n days up to t as a multiple of dailySD.
func (h *hours) volatility(t data.Instant, days int) float64 {
	i := h.last(t)
	return math.Sqrt((h.energy[i]-h.energy[i-24*days])/float64(days)) / dailySD
}
