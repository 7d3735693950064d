package stats

import "math/bits"

// EffectiveShifts is the number of independent placebos that there are among the
// circular shifts of a mask by whole multiples of step rows: the span over the
// correlation time, both in steps.
//
//	N = (n/step)/τ,   τ = 1 + 2·Σ ρ(k·step)
//	ρ(d) = (share of rows set both here and d rows on, circularly − m²)/(m − m²),   m = share set
//
// The sum ends as in CorrelationTime; τ is at least 1. With step 1 this is rows
// over correlation time. With the step that is really shifted by, a mask that
// follows the time of day is seen for what it is: every whole-day shift is the same.
//
// Undefined for a mask that is constant or shorter than four steps. Exact counts,
// O(n/64) a lag, at most n/(2·step) lags: 10 ms for six years of five minutes by days.
func EffectiveShifts(mask []bool, step int) (float64, bool) {
	n := len(mask)
	if step < 1 || n/4 < step {
		return 0, false
	}
	ring := newRing(mask)
	set := ring.overlap(0)
	if set == 0 || set == n {
		return 0, false
	}
	m := float64(set) / float64(n)
	whole := m - float64(m*m)
	tau := geyer(n/step/2, func(k int) float64 {
		return (float64(ring.overlap(k*step))/float64(n) - float64(m*m)) / whole
	})
	return float64(n) / float64(step) / max(tau, 1), true
}

// A ring is a mask in 64 rows a word, written twice, so that a circular shift is a
// straight read.
type ring struct {
	n     int
	words []uint64
}

func newRing(mask []bool) ring {
	n := len(mask)
	r := ring{n, make([]uint64, 2*n/64+3)}
	for i, on := range mask {
		if on {
			r.words[i/64] |= 1 << (i % 64)
			r.words[(i+n)/64] |= 1 << ((i + n) % 64)
		}
	}
	return r
}

// overlap counts the rows that are set both at i and at i + d, 0 ≤ d < n.
func (r ring) overlap(d int) int {
	count, whole := 0, r.n/64
	moved, by := r.words[d/64:], d%64
	for w, here := range r.words[:whole] {
		there := moved[w]>>by | moved[w+1]<<(64-by) // a shift by 64 gives 0
		count += bits.OnesCount64(here & there)
	}
	if rest := r.n % 64; rest > 0 {
		there := moved[whole]>>by | moved[whole+1]<<(64-by)
		count += bits.OnesCount64(r.words[whole] & there & (1<<rest - 1))
	}
	return count
}
