package stats

import "math"

// Moments describe a sample.
type Moments struct {
	N        int
	Mean     float64
	SD       float64 // divisor n−1
	Skewness float64 // m₃/m₂^(3/2), mₖ with divisor n
	Kurtosis float64 // m₄/m₂², 3 for a normal distribution
}

// Describe returns the moments of xs in two passes. Undefined for fewer than two
// values and for constant ones.
func Describe(xs []float64) (Moments, bool) {
	u, ok := unit(xs, 2)
	if !ok {
		return Moments{}, false
	}
	dev, mean := centred(xs)
	n := float64(len(xs))
	var m2, m3, m4 float64
	for _, x := range u {
		x2 := float64(x * x)
		m2 += x2 / n
		m3 += float64(x2*x) / n
		m4 += float64(x2*x2) / n
	}
	m := Moments{
		N: len(xs), Mean: mean, SD: math.Sqrt(dot(dev, dev) / (n - 1)),
		Skewness: m3 / (m2 * math.Sqrt(m2)), Kurtosis: m4 / (m2 * m2),
	}
	if !usable([]float64{m.Mean, m.SD, m.Skewness, m.Kurtosis}, 4) || m.SD == 0 {
		return Moments{}, false
	}
	return m, true
}

// Sharpe is the mean of xs over their standard deviation with divisor n−1, per
// period; multiply by √periods for a year's. Undefined for fewer than two values
// and for constant ones.
func Sharpe(xs []float64) (float64, bool) {
	if !varied(xs, 2) {
		return 0, false
	}
	dev, mean := centred(xs)
	return defined(mean / math.Sqrt(dot(dev, dev)/float64(len(xs)-1)))
}
