package synthetic

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/portable"
)

// funding is Binance's formula over a premium that follows the returns of the last
// three days, which leaves exactly 0.0001 most of the time:
//
//	rate = premium + clamp(0.0001 - premium, ±0.0005),   within ±0.003
func funding(c Config, h *hours) script {
	const interest, dead, limit = 0.0001, 0.0005, 0.003
	rng := newStream(c.Seed, data.FundingRate.String())
	return script{
		every: 8 * data.Instant(data.Hour), digits: 8,
		value: func(now data.Instant) float64 {
			premium := interest + float64(0.016*h.change(now, 3)) + float64(0.0003*rng.noise())
			rate := premium + min(max(interest-premium, -dead), dead)
			return min(max(rate, -limit), limit)
		},
	}
}

// openInterest builds up in quiet markets, follows the price and is wiped out by
// falls.
func openInterest(c Config, h *hours) script {
	rng := newStream(c.Seed, data.OpenInterest.String())
	leverage := 0.0 // log
	return script{
		every: day, seen: day,
		value: func(now data.Instant) float64 {
			r := h.change(now, 1)
			leverage -= float64(0.03*leverage) - float64(0.012*rng.noise())
			leverage += min(0.02, float64(1.2*r)+0.02)
			return 6e9 * portable.Exp(leverage+h.level[h.last(now)])
		},
	}
}

// liquidations grow with the square of the day's move, more so when it is a fall.
func liquidations(c Config, h *hours) script {
	rng := newStream(c.Seed, data.Liquidations.String())
	return script{
		every: day, seen: day,
		value: func(now data.Instant) float64 {
			z := math.Abs(h.change(now, 1)) / dailySD
			v := h.volatility(now, 1)
			size := 1 + float64(0.5*z*z) + float64(v*v)
			if h.change(now, 1) < 0 {
				size = float64(size * 1.4)
			}
			return 4e7 * size * portable.Exp(float64(0.3*rng.noise()))
		},
	}
}
