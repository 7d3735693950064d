package signals

// A Ramp maps a number to 0 at From, 1 at To, straight between and flat beyond:
//
//	ramp(x) = clamp((x − From) / (To − From), 0, 1)
//
// From may lie on either side of To.
type Ramp struct {
	From float64 `yaml:"from" json:"from"`
	To   float64 `yaml:"to" json:"to"`
}

func (r Ramp) at(x float64) float64 {
	return min(1, max(0, (x-r.From)/(r.To-r.From)))
}
