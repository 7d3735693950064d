package signals

import "github.com/remora-bt/remora-bt/data"

// Without is what the engine would have said had a series never been published.
// Removing an input changes only its own summand, flag, limits and confidence, so
// nothing is replayed, unless a quantile of the profile is one of numbers that the
// series is in.
func (k *Track) Without(s data.Series) *Track {
	if k.tape != nil && k.Config.measures(s) {
		var left data.Context
		if c := k.tape.Context(); c != nil {
			left = *c
		}
		left[s] = nil
		return Replay(k.tape.With(&left), k.Config)
	}
	out := *k
	a := newAssessor(k.Config)
	out.said = make([][]Said, len(k.said))
	out.readings[s] = k.readings[s][:1]
	for i, said := range k.said {
		out.said[i] = make([]Said, len(said))
		for j := range said {
			now := said[j]
			now.readings[s] = 0
			if s == data.DXY {
				now.DollarChange, now.DollarKnown = 0, false
			}
			in := out.whole(&now).Inputs
			now.Answer = a.assess(&in, now.At).Answer
			out.said[i][j] = now
		}
	}
	return &out
}

// measures reports whether a quantile of the profile is one of numbers that a series
// is in.
func (c *Config) measures(s data.Series) bool {
	bounds, _ := c.Limits.bounds()
	for _, b := range bounds {
		n := b.number
		switch {
		case b.quantile < 0:
		case n == NumberConfidence, (n == NumberRisk || n == NumberRiskExternal) && voices.Has(s),
			numbers[n].pace == published && numbers[n].series == s:
			return true
		}
	}
	return false
}
