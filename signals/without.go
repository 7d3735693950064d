package signals

import "github.com/remora-bt/remora-bt/data"

// Without is what the engine would have said had a series never been published.
// Removing an input changes only its own summand, flag and confidence, so nothing
// is replayed.
func (k *Track) Without(s data.Series) *Track {
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
