package verdict

import (
	"context"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// Evidence works out what the answers of one cell rest on, alarms included.
func (s *Subject) Evidence(ctx context.Context, w Worthwhile) (*Evidence, Alarms, error) {
	o, err := Panel(s).Run(ctx)
	if err != nil {
		return nil, Alarms{}, err
	}
	return s.Weigh(ctx, o, o.Beyond(s.Seed), w)
}

// Weigh makes an outcome of the subject's panel and a cut of it evidence: it finds
// what makes them invalid, alarms included.
func (s *Subject) Weigh(ctx context.Context, o *shift.Outcome, cut shift.Cut, w Worthwhile) (*Evidence, Alarms, error) {
	e := &Evidence{Outcome: o, Cut: cut, Stake: s.Books[0].Stake, Period: s.Period, Partly: s.Partly, Independent: s.Independent}
	switch t := &o.Test[shift.Profit]; {
	case o.BlindAll:
		e.Faults = append(e.Faults, "Nothing can be judged: wherever the mask refuses trades it is shut for longer than the time around.")
	case t.S == 0:
		e.Faults = append(e.Faults, "There is nothing to compare: no refused trade differs from those around it.")
	}
	would := e.Answers(w, nil)
	alarms, faults, err := s.Suspect(ctx, o, &would)
	e.Faults = append(e.Faults, faults...)
	return e, alarms, err
}

// answer fills in the answers of the cell.
func (c *cell) answer(ctx context.Context) error {
	in, out := c.in, c.out
	w := in.worthwhile()
	if len(c.faults) > 0 {
		out.evidence = &Evidence{Faults: c.faults}
		out.Answers = out.evidence.Answers(w, nil)
		return nil
	}
	out.subject = newSubject(in.Books, in.Mask, in.Wallet.Slots, in.Seed, c.lanes)
	e, alarms, err := out.subject.Evidence(ctx, w)
	if err != nil {
		return err
	}
	e.Doubts = in.Doubts
	out.evidence, out.Answers = e, e.Answers(w, nil)
	if out.Chosen, err = out.subject.Chosen(ctx, e, alarms); err != nil {
		return err
	}
	return c.parts(ctx, e.Outcome)
}

// parts says where it comes from.
func (c *cell) parts(ctx context.Context, o *shift.Outcome) error {
	if err := c.breakdowns(ctx, o); err != nil {
		return err
	}
	if err := c.fees(ctx, o); err != nil {
		return err
	}
	return c.variants(ctx, o)
}

// Evidence is what the answers of the cell rest on.
func (c *Comparison) Evidence() *Evidence { return c.evidence }

func (in *Input) worthwhile() Worthwhile {
	if in.Worthwhile != nil {
		return *in.Worthwhile
	}
	return DefaultWorthwhile(in.Books[0].Rules.Fee)
}

// sentences writes what is wrong as sentences.
func sentences(faults []string) []string {
	out := make([]string, len(faults))
	for i, f := range faults {
		out[i] = strings.ToUpper(f[:1]) + f[1:] + "."
	}
	return out
}
