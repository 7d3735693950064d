package portable

import "math"

// Cbrt is the cube root of x within one unit in the last place: a guess, three steps of
// Halley's method, each of which triples its digits, and FreeBSD's last step from a t of
// 22 bits, whose square is exact.
//
//	t ← t·(t³ + 2x)/(2t³ + x),   then   t ← t + t·(x/t² − t)/(2t + x/t²)
func Cbrt(x float64) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	m, e := math.Frexp(math.Abs(x))
	third := e / 3
	m = math.Ldexp(m, e-3*third) // 1/8 ≤ m < 4
	t := 0.5 + float64(0.25*m)
	for range 3 {
		cube := float64(float64(t*t) * t)
		t = float64(t*(cube+2*m)) / (float64(2*cube) + m)
	}
	t = math.Float64frombits(math.Float64bits(t) &^ (1<<31 - 1))
	r := m / float64(t*t)
	t += float64(t * ((r - t) / (t + t + r)))
	return math.Copysign(math.Ldexp(t, third), x)
}
