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
	out.said = make([][]Assessment, len(k.said))
	for i, said := range k.said {
		out.said[i] = make([]Assessment, len(said))
		for j := range said {
			in := said[j].Inputs
			in.Readings[s] = data.Reading{}
			if s == data.DXY {
				in.DollarChange, in.DollarKnown = 0, false
			}
			out.said[i][j] = a.assess(&in, said[j].At)
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
