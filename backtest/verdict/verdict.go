package verdict

import (
	"fmt"
)

// An Answer is what a comparison comes to.
type Answer string

// The answers. HELPS and HURTS need a one-sided placebo p of at most 0.05, which is
// a lift whose interval lies wholly on one side of 0; NO EVIDENCE means that a lift
// of the size claimed would probably have shown and did not; INCONCLUSIVE that this
// much data cannot tell; INVALID that the comparison is none.
const (
	Helps        Answer = "HELPS"
	Hurts        Answer = "HURTS"
	NoEvidence   Answer = "NO EVIDENCE"
	Inconclusive Answer = "INCONCLUSIVE"
	Invalid      Answer = "INVALID"
)

// MarshalJSON writes null for the answer of a cell that is not counted.
func (a Answer) MarshalJSON() ([]byte, error) {
	if a == "" {
		return []byte("null"), nil
	}
	return []byte(`"` + a + `"`), nil
}

// A Verdict is an answer with what it rests on.
type Verdict struct {
	Answer  Answer   `json:"answer"`
	Reasons []string `json:"reasons"`
	P       *float64 `json:"p"` // that it helps; adjusted where the cell is one of several
	PWorse  *float64 `json:"p_worse"`
}

func (v *Verdict) because(format string, args ...any) {
	v.Reasons = append(v.Reasons, fmt.Sprintf(format, args...))
}

// decide gives the verdict for p-values that may have been adjusted for many looks.
func (c *Comparison) decide(p, worse *float64) Verdict {
	v := Verdict{Answer: Inconclusive, P: p, PWorse: worse}
	if len(c.Health.Faults) > 0 {
		return Verdict{Answer: Invalid, Reasons: c.Health.Faults}
	}
	if len(c.Health.Doubts) > 0 {
		v.Reasons = append(v.Reasons, c.Health.Doubts...)
		c.explainLift(&v)
		return v
	}
	switch {
	case p != nil && *p <= Alpha:
		v.Answer = Helps
		v.because("placebo p = %.3f that a mask without knowledge does as well", *p)
	case worse != nil && *worse <= Alpha:
		v.Answer = Hurts
		v.because("placebo p = %.3f that a mask without knowledge does as badly", *worse)
	case c.Power.Enough:
		v.Answer = NoEvidence
		v.because("a lift of %.2f would have been found with 80 %% power, the claim is %.2f", at(c.Power.Detectable, 0), at(c.Power.Claim, 0))
	case c.Power.Detectable != nil:
		v.because("only a lift of at least %.2f would be found with 80 %% power, the claim is %.2f", *c.Power.Detectable, at(c.Power.Claim, 0))
	default:
		v.because("the placebos do not vary, so that nothing could be found")
	}
	c.explainLift(&v)
	c.tradingLess(&v)
	return v
}

// explainLift puts the lift beside the bare difference.
func (c *Comparison) explainLift(v *Verdict) {
	r := c.Placebo.Row("profit")
	if r == nil || r.Lift == nil || r.Observed == nil {
		return
	}
	text := fmt.Sprintf("profit %+.2f against the baseline, the same mask at other times %+.2f on average, lift %+.2f", *r.Observed, *r.Mean, *r.Lift)
	if r.LiftLo != nil {
		text += fmt.Sprintf(" (90 %% interval %+.2f to %+.2f)", *r.LiftLo, *r.LiftHi)
	}
	v.Reasons = append(v.Reasons, text)
}

// tradingLess takes back an answer that rests on the number of trades alone: a mask
// that sits on the entry signals blocks more of them than its shifted copies do, and
// where the average trade loses that is a gain without any knowledge. Such a mask
// must also do better than the same number of average trades.
func (c *Comparison) tradingLess(v *Verdict) {
	trades, rest := c.Placebo.Row("trades"), c.Placebo.Row("excess")
	if trades == nil || rest == nil || trades.BandLo == nil || trades.Observed == nil {
		return
	}
	if *trades.Observed >= *trades.BandLo && *trades.Observed <= *trades.BandHi {
		return
	}
	sign := map[Answer]int{Helps: +1, Hurts: -1}[v.Answer]
	note := fmt.Sprintf("the mask leaves %+.0f trades, its shifted copies %+.0f to %+.0f", *trades.Observed, *trades.BandLo, *trades.BandHi)
	if sign != 0 && rest.outcome() != sign {
		v.Answer = Inconclusive
		note += ": the lift comes from the number of trades and not from which"
	}
	v.Reasons = append(v.Reasons, note)
}
