package sweep

import (
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Family holds the best and the worst T over all points of a testbed, for every shift.
// All points are moved by the same shifts, so that the highest of a shift is what the
// best of so many settings reaches without any knowledge, however much the settings
// resemble each other:
//
//	p' = (1 + #{shifts whose highest T ≥ the point's}) / (1 + shifts)
//
// Westfall, P. H. and Young, S. S. (1993). Resampling-Based Multiple Testing. Wiley.
// This is their single-step maxT procedure.
type Family struct {
	high, low []float64
}

// Add joins a batch's highest and lowest T. The batches of a testbed have the same
// shifts.
func (f *Family) Add(high, low []float64) {
	if len(high) == 0 {
		return
	}
	if f.high == nil {
		f.high, f.low = append([]float64{}, high...), append([]float64{}, low...)
		return
	}
	for i := range f.high {
		f.high[i], f.low[i] = max(f.high[i], high[i]), min(f.low[i], low[i])
	}
}

// adjusted are the family's p-values of a T, better and worse.
func (f *Family) adjusted(t float64) (better, worse *float64) {
	if len(f.high) == 0 {
		return nil, nil
	}
	more, less := 0, 0
	for i := range f.high {
		if f.high[i] >= t {
			more++
		}
		if f.low[i] <= t {
			less++
		}
	}
	return verdict.Number(stats.MonteCarloP(more, len(f.high))), verdict.Number(stats.MonteCarloP(less, len(f.low)))
}

// A Judged point has its answer on the objective, after all the settings that were
// tried with it.
type Judged struct {
	*Point
	PAll      *float64       `json:"p_of_all"` // adjusted for all settings of the testbed
	PWorseAll *float64       `json:"p_worse_of_all"`
	Answer    verdict.Answer `json:"answer"`
}

// Judge answers for a point by the rules of a run, on adjusted p-values.
func (f *Family) Judge(p *Point, w verdict.Worthwhile) Judged {
	j := Judged{Point: p, Answer: verdict.Inconclusive}
	if len(p.Faults) > 0 {
		j.Answer = verdict.Invalid
		return j
	}
	if p.T != nil {
		j.PAll, j.PWorseAll = f.adjusted(*p.T)
	}
	if len(p.Doubts) > 0 {
		return j
	}
	significant := func(p *float64) bool { return p != nil && *p <= verdict.Alpha }
	above := func(x *float64, least float64) bool { return x != nil && *x > least }
	below := func(x *float64, most float64) bool { return x != nil && *x < most }
	helps, small := true, above(p.BPLo, -w.BP) && below(p.BPHi, w.BP)
	if p.Objective == BeyondStake {
		helps, small = above(p.BeyondLo, 0), below(p.BeyondHi, w.Tail)
	}
	switch {
	case significant(j.PAll) && helps:
		j.Answer = verdict.Helps
	case significant(j.PWorseAll):
		j.Answer = verdict.Hurts
	case small:
		j.Answer = verdict.NoEffect
	}
	return j
}

// Merit is the point's objective, for the order of points.
func (p *Point) Merit() *float64 {
	if p.Objective == BeyondStake {
		return p.Beyond
	}
	return p.Selection
}
