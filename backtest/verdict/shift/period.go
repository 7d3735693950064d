package shift

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// A Period is what a mask follows.
type Period uint8

// The periods.
const (
	Days  Period = iota // none: it is shifted by whole days
	Weeks               // the days of the week
	Hours               // the hours of the day
)

// String is the word for the placebos of a period: days, weeks or hours.
func (p Period) String() string { return [...]string{"days", "weeks", "hours"}[p] }

// Periodic is from where on a mask counts as periodic; PartlyPeriodic from where on
// its periodic part is not judged.
const (
	Periodic       = 0.9
	PartlyPeriodic = 0.5
)

// Recognise tells which period masks follow, of so many rows a day. The masks are
// those of the pairs, each from a midnight on.
//
// A mask of hours is nearly the same one day later (φ ≥ 0.9), one of weekdays one
// week later. Long blocks are, too; so most of what a periodic mask varies must be
// within its days (weeks) and not from one to the next. Of several pairs the least
// periodic one tells. partly is true if φ lies between 0.5 and 0.9.
func Recognise(masks [][]bool, rows int) (p Period, partly bool) {
	hours, weeks := math.Inf(1), math.Inf(1)
	for _, m := range masks {
		if h, ok := repeats(m, rows); ok {
			hours = min(hours, h)
		}
		if w, ok := repeats(m, 7*rows); ok {
			weeks = min(weeks, w)
		}
	}
	hours, weeks = finite(hours), finite(weeks)
	switch {
	case hours >= Periodic:
		return Hours, false
	case weeks >= Periodic:
		return Weeks, false
	}
	return Days, max(hours, weeks) >= PartlyPeriodic
}

func finite(x float64) float64 {
	if math.IsInf(x, 0) {
		return 0
	}
	return x
}

// repeats is the φ coefficient of a mask and itself some rows later, or 0 if it
// varies less within that many rows than from one stretch of them to the next. It is
// undefined for a constant mask and one shorter than twice the lag.
//
//	φ = (a·d − b·c)/√((a+b)(c+d)(a+c)(b+d))
//
// with a both set, d neither, b and c one of them.
func repeats(m []bool, lag int) (phi float64, ok bool) {
	if lag < 1 || len(m) < 2*lag {
		return 0, false
	}
	var n [4]float64
	for i := range len(m) - lag {
		k := 0
		if m[i] {
			k |= 1
		}
		if m[i+lag] {
			k |= 2
		}
		n[k]++
	}
	bottom := math.Sqrt((n[3] + n[1]) * (n[2] + n[0]) * (n[3] + n[2]) * (n[1] + n[0]))
	if bottom == 0 {
		return 0, false
	}
	phi = (float64(n[3]*n[0]) - float64(n[1]*n[2])) / bottom
	if 2*between(m, lag) > 1 {
		return 0, true
	}
	return phi, true
}

// between is the share of the mask's variance that lies between its stretches of so
// many rows.
func between(m []bool, size int) float64 {
	whole := len(m) / size
	var sum, square float64
	for k := range whole {
		set := 0.0
		for _, on := range m[k*size : (k+1)*size] {
			if on {
				set++
			}
		}
		share := set / float64(size)
		sum += share
		square += float64(share * share)
	}
	mean := sum / float64(whole)
	if all := mean - float64(mean*mean); all > 0 {
		return (square/float64(whole) - float64(mean*mean)) / all
	}
	return 0
}

// Rotations is how many placebos a mask with a period has.
const Rotations = 2000

// Turn is by how many of size steps a week (day) is turned in a draw: the same for
// every pair and strategy, uniform from 0 on.
func Turn(seed uint64, draw int, unit int32, size int) int {
	if size <= 1 {
		return 0
	}
	var random rand.PCG // rand.New would put it on the heap, for every unit of every draw
	random.Seed(seed, uint64(draw)<<32|uint64(uint32(unit)))
	turn, _ := bits.Mul64(random.Uint64(), uint64(size))
	return int(turn)
}
