package verdict

// z90 is the normal quantile of a two-sided 90 % interval.
const z90 = 1.6448536269514722

// An Estimate is a figure with its two-sided 90 % interval.
type Estimate struct {
	Value *float64 `json:"value"`
	Lo    *float64 `json:"lo"`
	Hi    *float64 `json:"hi"`
}

func estimate(v, sd float64, ok bool) Estimate {
	return Estimate{Number(v, ok), Number(v-float64(z90*sd), ok), Number(v+float64(z90*sd), ok)}
}
