package synthetic

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
)

const (
	// dailySD is the common factor's standard deviation a day when the variance of
	// its regime is 1.
	dailySD = 0.026
	// pull is the share of its log level that the factor, and each pair's own part,
	// loses a day: half of it in 9 months. It keeps prices in range over many years.
	pull = 0.0025
	// settle is how long a change of regime takes to show in the variance.
	settle = 6 * data.Hour
)

// A market is the common factor of all pairs, simulated step by step.
type market struct {
	next    data.Instant // open time of the step that advance will make
	step    data.Timeframe
	days    float64 // length of a step in days
	rng     stream
	chain   chain
	cluster cluster
	season  season

	level    float64 // log of the factor, 0 at the start
	variance float64 // of the regime, smoothed; a multiple of dailySD²

	sd     float64 // standard deviation of the last step
	common float64 // variance of the last step for a pair's own part: regime and season
}

func newMarket(c Config) *market {
	return &market{
		next:     c.From - runIn,
		step:     c.step(),
		days:     float64(c.step()) / float64(data.Day),
		rng:      newStream(c.Seed, "market"),
		chain:    chain{rng: newStream(c.Seed, "regime"), now: calm},
		cluster:  newCluster(c.step()),
		season:   newSeason(hourVariance, weekendVariance, c.step()),
		variance: regimes[calm].variance,
	}
}

// advance makes one step.
func (m *market) advance() {
	if m.next%data.Instant(data.Hour) == 0 {
		m.chain.hour()
	}
	r := &regimes[m.chain.now]
	m.variance += float64((r.variance - m.variance) * (float64(m.step) / float64(settle)))
	season := m.season[stepOfWeek(m.next, m.step)]
	m.common = dailySD * dailySD * m.days * m.variance * season
	m.sd = math.Sqrt(m.common * m.cluster.h)

	z := m.rng.shock()
	m.cluster.update(z)
	m.level += float64(r.drift*m.days) - float64(pull*m.days*m.level)
	m.level += float64(m.sd * z)
	m.next = m.next.Add(m.step)
}
