package verdict

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// Evidence works out what the answers of one cell rest on, alarms included.
func (s *Subject) Evidence(ctx context.Context, w Worthwhile) (*Evidence, Alarms, error) {
	e := &Evidence{Stake: s.Books[0].Stake, Period: s.Period, Partly: s.Partly, Independent: s.Independent}
	o, err := Panel(s).Run(ctx)
	if err != nil {
		return nil, Alarms{}, err
	}
	e.Outcome, e.Cut = o, o.Beyond(s.Seed)
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
