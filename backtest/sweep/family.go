package sweep

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Family holds the best and the worst score over all points of a cell, for every
// shift. All points are moved by the same shifts, so that the highest of a shift is
// what the best of so many settings reaches without any knowledge, however much the
// settings resemble each other:
//
//	p' = (1 + #{shifts whose highest score ≥ the point's}) / (1 + shifts)
//
// Westfall, P. H. and Young, S. S. (1993). Resampling-Based Multiple Testing. Wiley.
// This is their single-step maxT procedure.
type Family struct {
	high, low []int32
}

// Add joins a batch's highest and lowest scores. The batches of a cell have the same
// shifts.
func (f *Family) Add(high, low []int32) {
	if len(high) == 0 {
		return
	}
	if f.high == nil {
		f.high, f.low = append([]int32{}, high...), append([]int32{}, low...)
		return
	}
	for i := range f.high {
		f.high[i], f.low[i] = max(f.high[i], high[i]), min(f.low[i], low[i])
	}
}

// adjusted are the family's p-values of a score, better and worse.
func (f *Family) adjusted(score int) (better, worse *float64) {
	if len(f.high) == 0 {
		return nil, nil
	}
	more, less := 0, 0
	for i := range f.high {
		if int(f.high[i]) >= score {
			more++
		}
		if int(f.low[i]) <= score {
			less++
		}
	}
	return verdict.Number(stats.MonteCarloP(more, len(f.high))), verdict.Number(stats.MonteCarloP(less, len(f.low)))
}

// A Judged point has its verdict, after all the settings that were tried with it.
type Judged struct {
	*Point
	P       *float64        `json:"p_of_all"` // that it helps, adjusted for all settings of the cell
	PWorse  *float64        `json:"p_worse_of_all"`
	Verdict verdict.Verdict `json:"verdict"`
}

// Judge gives a point's verdict by the rules of a comparison, on adjusted p-values.
func (f *Family) Judge(p *Point) Judged {
	j := Judged{Point: p}
	if len(p.Faults) > 0 {
		j.Verdict = verdict.Verdict{Answer: verdict.Invalid, Reasons: p.Faults}
		return j
	}
	if p.Score != nil {
		j.P, j.PWorse = f.adjusted(*p.Score)
	}
	v := verdict.Verdict{Answer: verdict.Inconclusive, P: j.P, PWorse: j.PWorse, Reasons: p.Doubts}
	if len(p.Doubts) == 0 {
		v.Answer, v.Reasons = p.answer(j.P, j.PWorse)
	}
	j.Verdict = v
	return j
}

// answer decides for a point without faults or doubts.
func (p *Point) answer(better, worse *float64) (verdict.Answer, []string) {
	detectable, known := p.detectable()
	switch {
	case better != nil && *better <= verdict.Alpha:
		return p.unlessFewer(verdict.Helps, p.Excess.P,
			fmt.Sprintf("p = %.3f that the best of as many settings without knowledge does as well", *better))
	case worse != nil && *worse <= verdict.Alpha:
		return p.unlessFewer(verdict.Hurts, p.Excess.PWorse,
			fmt.Sprintf("p = %.3f that the worst of as many settings without knowledge does as badly", *worse))
	case !known:
		return verdict.Inconclusive, []string{"the placebos do not vary, so that nothing could be found"}
	}
	claim := max(0, p.Profit-p.BaselineProfit).Float() + max(0, p.BaselineProfit-p.Profit).Float()
	if detectable <= claim {
		return verdict.NoEvidence, []string{fmt.Sprintf("a lift of %.2f would have been found with 80 %% power in a single test, the difference is %.2f", detectable, claim)}
	}
	return verdict.Inconclusive, []string{fmt.Sprintf("only a lift of at least %.2f would be found with 80 %% power, the difference is %.2f", detectable, claim)}
}

// unlessFewer takes an answer back that rests on the number of trades alone.
func (p *Point) unlessFewer(a verdict.Answer, excess *float64, why string) (verdict.Answer, []string) {
	c := &p.Count
	if c.BandLo == nil || c.Observed == nil || *c.Observed >= *c.BandLo && *c.Observed <= *c.BandHi {
		return a, []string{why}
	}
	note := fmt.Sprintf("the mask leaves %+.0f trades, its shifted copies %+.0f to %+.0f", *c.Observed, *c.BandLo, *c.BandHi)
	if excess != nil && *excess <= verdict.Alpha {
		return a, []string{why, note}
	}
	return verdict.Inconclusive, []string{why, note + ": the lift comes from the number of trades and not from which"}
}
