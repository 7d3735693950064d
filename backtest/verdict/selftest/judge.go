package selftest

import (
	"context"
	"math"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// A finding is what one world came to.
type finding struct {
	helps, hurts [2]bool // p ≤ 0.05 for shift.Profit and shift.Worst
	risk         bool    // there are days that count as worst days
	bounded      bool
	holds        bool // the interval holds the truth
	answers      [2]verdict.Answer
	wrong        bool // NO EFFECT for profit where the truth is worth something
	refused      int
}

// A statistic works the panel of a subject out. That of the product is tested; tests
// put broken ones in its place.
type statistic func(ctx context.Context, s *verdict.Subject) (*shift.Outcome, error)

// product is the panel that run answers with. The risk of the placebos' days is left
// out: ranks are printed and no answer rests on them.
func product(ctx context.Context, s *verdict.Subject) (*shift.Outcome, error) {
	p := verdict.Panel(s)
	p.Bare = true
	return p.Run(ctx)
}

// judge runs a world through what run answers with. The interval beyond a smaller
// stake is dear. It is asked for where the answer for risk is wanted, and where an
// alarm would go off if it lay above 0.
func (w *world) judge(ctx context.Context, seed uint64, of statistic, risk bool) (finding, error) {
	var f finding
	s := w.subject(true, seed)
	o, err := of(ctx, s)
	if err != nil {
		return f, err
	}
	worth := verdict.DefaultWorthwhile(fee)
	e, err := weigh(ctx, s, o, worth, risk)
	if err != nil {
		return f, err
	}
	for k := range f.helps {
		f.helps[k], f.hurts[k] = o.Test[k].P <= shift.Level, o.Test[k].PWorse <= shift.Level
	}
	a := e.Answers(worth, nil)
	f.answers = [2]verdict.Answer{a.Profit.Answer, a.Risk.Answer}
	f.risk, f.refused = o.TailDays >= shift.FewTail, o.Refused
	truth, bp, err := w.truth(ctx, seed, of)
	if err != nil {
		return f, err
	}
	t := &o.Test[shift.Profit]
	f.bounded = t.Bounded && t.S > 0
	f.holds = t.Lo <= truth && truth <= t.Hi
	f.wrong = a.Profit.Answer == verdict.NoEffect && math.Abs(bp) >= worth.BP
	return f, nil
}

// truth is the selection of the world without luck, in the quote asset and in basis
// points a refused trade: z applied to expected profits.
func (w *world) truth(ctx context.Context, seed uint64, of statistic) (selection, bp float64, err error) {
	if !w.uneven {
		return 0, 0, nil // z of equal profits is 0
	}
	o, err := of(ctx, w.subject(false, seed))
	if err != nil {
		return 0, 0, err
	}
	selection = o.Test[shift.Profit].Selection
	bp, _ = o.BasisPoints(selection, stake)
	return selection, bp, nil
}

// weigh makes evidence of an outcome. Without risk it is first tried as if the
// interval beyond a smaller stake lay above 0, and worked out only if there are faults.
func weigh(ctx context.Context, s *verdict.Subject, o *shift.Outcome, worth verdict.Worthwhile, risk bool) (*verdict.Evidence, error) {
	if !risk {
		above := shift.Cut{Beyond: 1, Lo: 1, Hi: 1, Bounded: true, OK: true}
		e, _, err := s.Weigh(ctx, o, above, worth)
		if err != nil || len(e.Faults) == 0 {
			return e, err
		}
	}
	e, _, err := s.Weigh(ctx, o, o.Beyond(s.Seed), worth)
	return e, err
}
