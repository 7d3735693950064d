package portable

import (
	"math"
	"math/rand/v2"
)

// Normal draws from the standard normal distribution, and Exponential from the one of
// mean 1: the numbers that rand.NormFloat64 and rand.ExpFloat64 draw on amd64, whose
// exponentials and fused products draw others elsewhere, though seldom. The method is
// the ziggurat: a point of a strip under the curve is mostly found by one comparison.
//
// Marsaglia, G. and Tsang, W. W. (2000). "The Ziggurat Method for Generating Random
// Variables". Journal of Statistical Software 5 (8).
func Normal(rng *rand.Rand) float64 {
	z := normal
	for {
		u := rng.Uint64()
		j, i := int32(u), u>>32&0x7f
		x := float64(j) * float64(z.width[i])
		if uint32(max(j, -j)) < z.inside[i] {
			return x
		}
		if i > 0 {
			if z.below(rng, i, Exp(-0.5*x*x)) {
				return x
			}
			continue
		}
		for { // the tail
			x = float64(-Log(rng.Float64()) * (1.0 / normalEnd))
			y := -Log(rng.Float64())
			if y+y >= float64(x*x) {
				break
			}
		}
		return math.Copysign(normalEnd+x, float64(j))
	}
}

// Exponential is described with Normal.
func Exponential(rng *rand.Rand) float64 {
	z := exponential
	for {
		u := rng.Uint64()
		j, i := uint32(u), u>>32&0xff
		x := float64(j) * float64(z.width[i])
		switch {
		case j < z.inside[i]:
			return x
		case i == 0:
			return exponentialEnd - Log(rng.Float64())
		case z.below(rng, i, Exp(-x)):
			return x
		}
	}
}

// A ziggurat is a pile of strips of equal area under a falling curve, the lowest, which
// has the tail, first.
type ziggurat struct {
	inside []uint32  // a draw below it is under the curve
	width  []float32 // of a strip for a unit of the draw
	height []float32 // of the curve at its end
}

const (
	normalEnd      = 3.442619855899      // where the tail begins
	exponentialEnd = 7.69711747013104972 // the same
)

var (
	normal = newZiggurat(128, 1<<31, normalEnd, 9.91256303526217e-3,
		func(x float64) float64 { return Exp(-0.5 * x * x) }, func(y float64) float64 { return math.Sqrt(-2 * Log(y)) })
	exponential = newZiggurat(256, 1<<32, exponentialEnd, 3.949659822581572e-3,
		func(x float64) float64 { return Exp(-x) }, func(y float64) float64 { return -Log(y) })
)

// newZiggurat piles n strips of an area under a curve from where its tail begins.
func newZiggurat(n int, unit, end, area float64, curve, inverse func(float64) float64) *ziggurat {
	z := &ziggurat{make([]uint32, n), make([]float32, n), make([]float32, n)}
	bottom := area / curve(end)
	z.inside[0] = uint32(end / bottom * unit)
	z.width[0], z.width[n-1] = float32(bottom/unit), float32(end/unit)
	z.height[0], z.height[n-1] = 1, float32(curve(end))
	x := end
	for i := n - 2; i > 0; i-- {
		next := inverse(area/x + curve(x))
		z.inside[i+1] = uint32(next / x * unit)
		z.width[i], z.height[i] = float32(next/unit), float32(curve(next))
		x = next
	}
	return z
}

// below draws a height within a strip and reports whether it lies under the curve.
func (z *ziggurat) below(rng *rand.Rand, i uint64, y float64) bool {
	return z.height[i]+float32(float32(rng.Float64())*(z.height[i-1]-z.height[i])) < float32(y)
}
