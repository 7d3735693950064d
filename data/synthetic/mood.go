package synthetic

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
)

// round is to the nearest whole number, halves up.
func round(x float64) float64 { return math.Floor(float64(x) + 0.5) }

// bend squeezes any number into (-1, 1).
func bend(x float64) float64 { return x / math.Sqrt(1+float64(x*x)) }

// fearGreed follows the returns of the last month and week upwards and the
// volatility of the last week downwards, from 5 to 95. A day is missing every one
// to two years.
func fearGreed(c Config, h *hours) script {
	rng := newStream(c.Seed, data.FearGreed.String())
	index := 50.0
	return script{
		every: day, missing: newAbsence(c, data.FearGreed, 200, 600),
		value: func(now data.Instant) float64 {
			s := float64(4.5*h.change(now, 30)) + float64(5*h.change(now, 7))
			s -= float64(0.6 * (h.volatility(now, 7) - 1))
			reach := 38.0 // greed is seldom extreme, fear often
			if s < 0 {
				reach = 46
			}
			index += float64(0.35 * (50 + float64(reach*bend(s)) - index))
			index += float64(2.5 * rng.noise())
			index = min(max(index, 5), 95)
			return index
		},
	}
}

// news is the mean score of the day's headlines: what happened in the day, and the
// benevolence of the trade. A day without items comes every one to four months.
func news(c Config, h *hours) script {
	rng := newStream(c.Seed, data.NewsSentiment.String())
	return script{
		every: day, seen: day, digits: 5, missing: newAbsence(c, data.NewsSentiment, 30, 120),
		value: func(now data.Instant) float64 {
			s := 0.12 + float64(3*h.change(now, 1)) + float64(1.5*h.change(now, 7))
			return bend(s + float64(0.2*rng.noise()))
		},
	}
}

// dominance is bitcoin's share of the market, which rises when the market falls.
func dominance(c Config, h *hours) script {
	rng := newStream(c.Seed, data.BTCDominance.String())
	share := 50.0
	return script{
		every: day, seen: day, digits: 2,
		value: func(now data.Instant) float64 {
			share += float64(0.01*(50-share)) - float64(9*h.change(now, 1))
			share += float64(0.3 * rng.noise())
			share = min(max(share, 30), 75)
			return share
		},
	}
}
