package verdict

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// A Duel holds two filters on the same books against each other: A less B, both masks
// moved together.
type Duel struct {
	Equal     bool     `json:"equal"` // the masks refuse the same rows: nothing else is worked out
	P         *float64 `json:"p"`     // one-sided, that A chose better
	PWorse    *float64 `json:"p_worse"`
	Selection *float64 `json:"selection"` // A − B, quote asset
	Lo        *float64 `json:"lo"`        // 90 %
	Hi        *float64 `json:"hi"`
	Delta     *float64 `json:"delta"`
	TailP     *float64 `json:"tail_p"` // the same of the worst days
	TailWorse *float64 `json:"tail_p_worse"`
	Points    *float64 `json:"points"`   // of the loss on the worst days
	Cut       *float64 `json:"cvar_cut"` // points of the CVaR cut, A − B, with its paired 90 % interval
	CutLo     *float64 `json:"cvar_cut_lo"`
	CutHi     *float64 `json:"cvar_cut_hi"`
}

// Against holds a against b. Both lie on the same books with the same slots; their
// placebos are shifts, or rotations if both masks have the same period.
func Against(ctx context.Context, a, b *Subject) (*Duel, error) {
	equal := true
	for i := range a.masks {
		equal = equal && a.masks[i].Equal(b.masks[i])
	}
	if equal {
		return &Duel{Equal: true}, nil
	}
	if a.Period != b.Period {
		a, b = a.shifted(), b.shifted()
	}
	p := Panel(a, b)
	p.Parts[1].Minus = true
	both, err := p.Run(ctx)
	if err != nil {
		return nil, err
	}
	arms := make([]*shift.Outcome, 2)
	for i, s := range []*Subject{a, b} {
		alone := Panel(s)
		alone.Placebos = 0
		if arms[i], err = alone.Run(ctx); err != nil {
			return nil, err
		}
	}
	t, w := &both.Test[shift.Profit], &both.Test[shift.Worst]
	d := &Duel{
		P: Number(t.P, true), PWorse: Number(t.PWorse, true), Selection: Number(t.Selection, true),
		Lo: Number(t.Lo, t.Bounded), Hi: Number(t.Hi, t.Bounded), Delta: Number(both.Delta, true),
	}
	if both.TailDays > 0 {
		d.TailP, d.TailWorse = Number(w.P, true), Number(w.PWorse, true)
		d.Points = Number(100*w.Selection/both.TailLoss, true)
	}
	cut := arms[0].Against(arms[1], a.Seed)
	d.Cut, d.CutLo, d.CutHi = Number(cut.Cut, cut.OK), Number(cut.Lo, cut.Bounded), Number(cut.Hi, cut.Bounded)
	return d, nil
}

// shifted is the subject as if its mask had no period.
func (s *Subject) shifted() *Subject {
	if s.Period == shift.Days {
		return s
	}
	out := *s
	out.Period = shift.Days
	out.layOut()
	return &out
}
