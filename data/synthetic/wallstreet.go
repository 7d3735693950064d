package synthetic

import "github.com/remora-bt/remora-bt/data"

// vix follows the volatility of the last 5 days and jumps when the market falls. It
// is what the exchange says at the end of the day's session; a session is missing
// every two to six months.
func vix(c Config, h *hours) script {
	rng := newStream(c.Seed, data.VIX.String())
	index := 17.0
	return script{
		every: day, seen: 20 * data.Instant(data.Hour), digits: 2,
		skip:    func(event data.Instant) bool { return closed(event).exchange },
		missing: newAbsence(c, data.VIX, 60, 180),
		value: func(now data.Instant) float64 {
			index += float64(0.15 * (8 + float64(13*h.volatility(now, 5)) - index))
			index += float64(index * (float64(0.04*rng.noise()) - float64(0.8*h.change(now, 1))))
			index = min(max(index, 9.2), 85)
			return index
		},
	}
}

// dollar is the broad index at noon in New York: slow, and somewhat against the
// market.
func dollar(c Config, h *hours) script {
	rng := newStream(c.Seed, data.DXY.String())
	index := 119.0
	return script{
		every: day, seen: 16 * data.Instant(data.Hour), digits: 4,
		skip: func(event data.Instant) bool { return closed(event).fed },
		value: func(now data.Instant) float64 {
			move := float64(0.003*rng.noise()) - float64(0.025*h.change(now, 1))
			index += float64(0.004*(119-index)) + float64(index*move)
			index = min(max(index, 95), 145)
			return index
		},
	}
}
