package verdict

import (
	"slices"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Test holds one observed figure against the same figure of the placebos, all
// given as differences to the baseline. Undefined figures are nil.
//
// The lift is what remains of the difference once the placebos' mean is taken off.
// Its interval inverts the placebo test: it holds every lift L for which observed − L
// is not among the most extreme 5 % of the placebos on either side, so that
//
//	LiftLo > 0  exactly if  #{placebo ≥ observed} is so small that p ≤ 0.05
//	LiftHi < 0  exactly if  the same holds of #{placebo ≤ observed}
//
// Its ends are the two one-sided 95 % bounds; it is a two-sided 90 % interval.
// Phipson and Smyth (2010), Permutation P-values Should Never Be Zero, for p.
type Test struct {
	Observed *float64 `json:"observed"`
	Placebos int      `json:"placebos"`

	Mean   *float64 `json:"placebo_mean"`
	SD     *float64 `json:"placebo_sd"`
	BandLo *float64 `json:"placebo_band_lo"` // 2.5 and 97.5 % of the placebos
	BandHi *float64 `json:"placebo_band_hi"`

	Lift   *float64 `json:"lift"`    // observed − placebo mean
	LiftLo *float64 `json:"lift_lo"` // nil with fewer than 19 placebos
	LiftHi *float64 `json:"lift_hi"`

	P      *float64 `json:"p"`       // one-sided, that it is better: (1+#{as good or better})/(1+placebos)
	PWorse *float64 `json:"p_worse"` // its mirror image

	AsGood    *float64 `json:"share_as_good"`    // share of the placebos at least as good as observed
	AboveZero *float64 `json:"share_above_zero"` // share of the placebos better than the baseline
}

// Clear reports whether the interval of the lift leaves out 0.
func (t *Test) Clear() bool {
	return t.LiftLo != nil && t.LiftHi != nil && (*t.LiftLo > 0 || *t.LiftHi < 0)
}

// Judge tests an observed difference to the baseline against those of its placebos,
// as every row of a comparison is tested.
func Judge(observed float64, placebos []float64, better int) Test {
	return judge(observed, placebos, better)
}

// judge tests an observed difference against those of the placebos. Less is better
// if better is below 0; else more is.
func judge(observed float64, placebo []float64, better int) Test {
	n := len(placebo)
	t := Test{Observed: Number(observed, true), Placebos: n}
	if n == 0 || t.Observed == nil {
		return t
	}
	s := slices.Sorted(slices.Values(placebo))
	below, _ := slices.BinarySearch(s, observed) // strictly
	upTo := below
	for upTo < n && s[upTo] == observed {
		upTo++
	}
	more, less, positive := n-below, upTo, 0
	for _, x := range s {
		if better < 0 && x < 0 || better >= 0 && x > 0 {
			positive++
		}
	}
	t.Lift, t.Mean, t.SD = t.centre(s)
	if q, ok := stats.Quantiles(s, 0.025, 0.975); ok {
		t.BandLo, t.BandHi = &q[0], &q[1]
	}
	if k := (n+1)/20 - 1; k >= 0 {
		t.LiftLo, t.LiftHi = Number(observed-s[n-1-k], true), Number(observed-s[k], true)
	}
	if better < 0 {
		more, less = less, more
	}
	t.P, t.PWorse = Number(stats.MonteCarloP(more, n)), Number(stats.MonteCarloP(less, n))
	t.AsGood, t.AboveZero = Number(ratio(float64(more), float64(n))), Number(ratio(float64(positive), float64(n)))
	return t
}

// centre is the mean of the placebos, their deviation and the lift over the mean.
// The values are sorted, so that the sum does not depend on their order.
func (t *Test) centre(s []float64) (lift, mean, sd *float64) {
	var sum float64
	for _, x := range s {
		sum += x
	}
	m := sum / float64(len(s))
	if s[0] == s[len(s)-1] {
		m = s[0]
	}
	if d, ok := stats.Describe(s); ok {
		sd = &d.SD
	} else if s[0] == s[len(s)-1] {
		sd = new(float64)
	}
	return Number(*t.Observed-m, true), Number(m, true), sd
}

// at is *p, or missing if there is none.
func at(p *float64, missing float64) float64 {
	if p == nil {
		return missing
	}
	return *p
}
