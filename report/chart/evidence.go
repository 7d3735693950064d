package chart

import (
	"math"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/report/answer"
)

// PlaceboOf is what profit's answer rests on, in the quote asset; nil where nothing was
// compared.
func PlaceboOf(e *verdict.Evidence) *Placebo { return placeboOf(e, shift.Profit, 1) }

// TailPlaceboOf is what the answer for the worst days rests on, in points: hundredths of
// the baseline's loss on its worst days. Also is how much milder the worst days are than
// under a smaller stake.
func TailPlaceboOf(e *verdict.Evidence, r *verdict.RiskAnswer) *Placebo {
	if e == nil || e.Outcome == nil || !(e.Outcome.TailLoss > 0) {
		return nil
	}
	out := placeboOf(e, shift.Worst, 100/e.Outcome.TailLoss)
	if out != nil && r.Beyond != nil && r.BeyondLo != nil && r.BeyondHi != nil {
		out.Also = &Span{"beyond a smaller stake", *r.Beyond, *r.BeyondLo, *r.BeyondHi}
	}
	return out
}

// placeboOf puts the shifted masks on the scale of the observed choice: T·S.
func placeboOf(e *verdict.Evidence, value int, scale float64) *Placebo {
	if e == nil || e.Outcome == nil {
		return nil
	}
	t := &e.Outcome.Test[value]
	if len(t.Shifted) == 0 || t.S == 0 {
		return nil
	}
	out := &Placebo{
		Observed: scale * t.Selection, P: t.P, PWorse: t.PWorse,
		Lo: scale * t.Lo, Hi: scale * t.Hi, Bounded: t.Bounded, Draws: make([]float64, len(t.Shifted)),
	}
	for i, x := range t.Shifted {
		out.Draws[i] = scale * x * t.S
	}
	return out
}

// StepOf is what the difference is made of, rounded as it is printed; nil where nothing
// was compared.
func StepOf(a *verdict.Answers, currency string) *Step {
	r := &a.Profit
	if r.Delta == nil || r.Less == nil || r.Selection == nil {
		return nil
	}
	unit := math.Pow10(answer.Decimals(currency))
	return &Step{math.Round(*r.Delta*unit) / unit, answer.Less(r, currency), math.Round(*r.Selection*unit) / unit}
}
