package data

import "math/rand/v2"

// Poisoned returns a copy of the tape in which nothing after the close of row n-1
// is true: prices and volumes of all later rows are noise over many orders of
// magnitude, and so are the values of observations that were published later.
// Times stay, since calendars are known ahead.
func (t *Tape) Poisoned(n int, rng *rand.Rand) *Tape {
	p := *t
	for _, column := range []*[]float64{&p.open, &p.high, &p.low, &p.close, &p.volume} {
		*column = append(make([]float64, 0, t.Len()), (*column)[:n]...)
	}
	for range t.Len() - n {
		price := func() float64 { return 1e-3 + float64(1e6*rng.Float64()*rng.Float64()) }
		open, close := price(), price()
		p.open, p.close = append(p.open, open), append(p.close, close)
		p.high = append(p.high, max(open, close)+float64(1e6*rng.Float64()))
		p.low = append(p.low, min(open, close)*(1-float64(0.9*rng.Float64())))
		p.volume = append(p.volume, 1e6*rng.Float64())
	}
	if t.context == nil {
		return &p
	}
	known := t.context.Until(t.Time(n))
	var c Context
	for s, obs := range t.context {
		lo, hi := Series(s).Bounds()
		c[s] = append(make([]Observation, 0, len(obs)), known[s]...)
		for _, o := range obs[len(known[s]):] {
			o.Value = lo + float64((hi-lo)*rng.Float64())
			c[s] = append(c[s], o)
		}
	}
	p.context = &c
	return &p
}
