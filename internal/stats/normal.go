package stats

import (
	"math"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// NormalCDF is the standard normal distribution function:
//
//	Φ(x) = erfc(−x/√2) / 2
//
// It keeps its relative accuracy far into the lower tail. It is 0 for NaN. gonum's
// rests on math.Erfc, whose last digit differs between platforms.
func NormalCDF(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return 0.5 * portable.Erfc(-x/math.Sqrt2)
}

// NormalQuantile is the inverse of NormalCDF, to about 1e-15 relative. It is
// undefined unless 0 < p < 1.
//
// It starts from Abramowitz and Stegun 26.2.23 (error below 4.5e-4) and takes three
// steps of Halley's method, each of which triples the correct digits:
//
//	u = (Φ(x) − p)/φ(x),   x ← x − u/(1 + x·u/2)
//
// gonum's has products that feed sums, which some platforms fuse: other last digits.
func NormalQuantile(p float64) (float64, bool) {
	if !(p > 0 && p < 1) {
		return 0, false
	}
	if p > 0.5 {
		return -lowerNormal(1 - p), true // 1 − p is exact here
	}
	return lowerNormal(p), true
}

// lowerNormal is the normal quantile of 0 < p ≤ ½.
func lowerNormal(p float64) float64 {
	t := math.Sqrt(-2 * portable.Log(p))
	num := 2.515517 + float64(t*(0.802853+float64(t*0.010328)))
	den := 1 + float64(t*(1.432788+float64(t*(0.189269+float64(t*0.001308)))))
	x := num/den - t
	for range 3 {
		half := float64(float64(x*x) * 0.5)
		if half > 700 { // φ(x) underflows; p is subnormal and x good to 1e-5
			break
		}
		u := (float64(0.5*portable.Erfc(-x/math.Sqrt2)) - p) * math.Sqrt(2*math.Pi) * portable.Exp(half)
		x -= u / (1 + float64(float64(x*u)*0.5))
	}
	return x
}

// z is the normal quantile of a p known to lie within (0, 1).
func z(p float64) float64 {
	v, _ := NormalQuantile(p)
	return v
}
