package synthetic

import "github.com/remora-bt/remora-bt/data"

// A regime is a state of the whole market.
type regime uint8

const (
	bull regime = iota
	calm
	bear
	turbulent
	panicking
	numRegimes
)

// regimes is the Markov chain: how the common factor behaves in each state, how
// long the state lasts on average, and the odds of what follows. The drifts cancel
// over the long run, so that no strategy is favoured by a trend of the sample.
var regimes = [numRegimes]struct {
	drift    float64 // log return a day
	variance float64 // as a multiple of dailySD²
	days     float64 // mean duration
	next     [numRegimes]float64
}{
	bull:      {+0.0040, 0.70, 24, [numRegimes]float64{calm: 0.45, bear: 0.15, turbulent: 0.35, panicking: 0.05}},
	calm:      {+0.0002, 0.30, 14, [numRegimes]float64{bull: 0.50, bear: 0.25, turbulent: 0.20, panicking: 0.05}},
	bear:      {-0.0045, 1.10, 16, [numRegimes]float64{bull: 0.20, calm: 0.30, turbulent: 0.20, panicking: 0.30}},
	turbulent: {+0.0000, 2.40, 7, [numRegimes]float64{bull: 0.30, calm: 0.20, bear: 0.35, panicking: 0.15}},
	panicking: {-0.0350, 8.00, 1.7, [numRegimes]float64{bull: 0.15, bear: 0.35, turbulent: 0.50}},
}

// A chain walks through the regimes, looking for a change once an hour.
type chain struct {
	rng stream
	now regime
}

// hour moves the chain on by an hour.
func (c *chain) hour() {
	leave := float64(data.Hour) / float64(data.Day) / regimes[c.now].days
	if c.rng.uniform() >= leave {
		return
	}
	u := c.rng.uniform()
	for r, p := range regimes[c.now].next {
		if u -= p; u < 0 {
			c.now = regime(r)
			return
		}
	}
}
