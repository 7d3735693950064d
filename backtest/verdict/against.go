package verdict

import (
	"context"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/plural"
)

// A Duel holds two filters on the same books against each other: A less B, both masks
// moved together. Money is in the quote asset at the fixed stake.
type Duel struct {
	Equal       bool     `json:"equal"` // the masks refuse the same rows: nothing else is worked out
	P           *float64 `json:"p"`     // one-sided, that A chose better
	PWorse      *float64 `json:"p_worse"`
	Selection   *float64 `json:"selection"` // A − B, quote asset
	Lo          *float64 `json:"lo"`        // 90 %
	Hi          *float64 `json:"hi"`
	BP          *float64 `json:"bp"` // the same in basis points a trade that B refuses
	BPLo        *float64 `json:"bp_lo"`
	BPHi        *float64 `json:"bp_hi"`
	Delta       *float64 `json:"delta"`
	TailP       *float64 `json:"tail_p"` // the same of the worst days
	TailWorse   *float64 `json:"tail_p_worse"`
	Points      *float64 `json:"points"`   // of the loss on the worst days
	Cut         *float64 `json:"cvar_cut"` // points of the CVaR cut, A − B, with its paired 90 % interval
	CutLo       *float64 `json:"cvar_cut_lo"`
	CutHi       *float64 `json:"cvar_cut_hi"`
	Beyond      *float64 `json:"beyond_stake"` // the same beyond what a smaller stake gives either
	BeyondLo    *float64 `json:"beyond_stake_lo"`
	BeyondHi    *float64 `json:"beyond_stake_hi"`
	Reasons     []string `json:"reasons"`      // why neither stands better or worse: there is too little
	RiskReasons []string `json:"risk_reasons"` // the same of the worst days alone
}

// Against holds the masks of some subjects against others on the same books with the
// same slots, one by one. Placebos are shifts, or rotations if all masks have the same
// period.
func Against(ctx context.Context, a, b []*Subject) (*Duel, error) {
	equal, mixed := true, false
	for i := range a {
		for k := range a[i].masks {
			equal = equal && a[i].masks[k].Equal(b[i].masks[k])
		}
		mixed = mixed || a[i].Period != a[0].Period || b[i].Period != a[0].Period
	}
	if equal {
		return &Duel{Equal: true, Reasons: []string{}, RiskReasons: []string{}}, nil
	}
	if mixed {
		a, b = shifted(a), shifted(b)
	}
	p := Panel(slices.Concat(a, b)...)
	for i := range b {
		p.Parts[len(a)+i].Minus = true
	}
	both, err := p.Run(ctx)
	if err != nil {
		return nil, err
	}
	arms := make([]*shift.Outcome, 2)
	for i, s := range [][]*Subject{a, b} {
		alone := Panel(s...)
		alone.Placebos = 0
		if arms[i], err = alone.Run(ctx); err != nil {
			return nil, err
		}
	}
	t, w := &both.Test[shift.Profit], &both.Test[shift.Worst]
	d := &Duel{
		Reasons: tooFew(slices.Concat(a, b), both, max(arms[0].Refused, arms[1].Refused)), RiskReasons: []string{},
		P: Number(t.P, true), PWorse: Number(t.PWorse, true), Selection: Number(t.Selection, true),
		Lo: Number(t.Lo, t.Bounded), Hi: Number(t.Hi, t.Bounded), Delta: Number(both.Delta, true),
	}
	if n := both.TailDays; n < shift.FewTail {
		d.RiskReasons = append(d.RiskReasons, fmt.Sprintf("Only %s among the worst; %d are needed to say anything of risk.", plural.Of(n, "day counts", "days count"), shift.FewTail))
	}
	if both.TailDays > 0 {
		d.TailP, d.TailWorse = Number(w.P, true), Number(w.PWorse, true)
		d.Points = Number(100*w.Selection/both.TailLoss, true)
	}
	stake := b[0].Books[0].Stake
	d.BP = Number(arms[1].BasisPoints(t.Selection, stake))
	if t.Bounded {
		d.BPLo, d.BPHi = Number(arms[1].BasisPoints(t.Lo, stake)), Number(arms[1].BasisPoints(t.Hi, stake))
	}
	cut := arms[0].Against(arms[1], a[0].Seed)
	d.Cut, d.CutLo, d.CutHi = Number(cut.Cut, cut.OK), Number(cut.Lo, cut.Bounded), Number(cut.Hi, cut.Bounded)
	cut = arms[0].AgainstBeyond(arms[1], a[0].Seed)
	d.Beyond, d.BeyondLo, d.BeyondHi = Number(cut.Beyond, cut.OK), Number(cut.Lo, cut.Bounded), Number(cut.Hi, cut.Bounded)
	return d, nil
}

// tooFew says what two filters have too little of to be told apart, by the bounds of one
// alone. Of the subjects that refuse something the longest has the most room; of those the
// one with the fewest independent placebos tells.
func tooFew(all []*Subject, o *shift.Outcome, refused int) []string {
	out := []string{}
	if o.Trades < leastTrades {
		out = append(out, fmt.Sprintf("The baseline has only %s; %d are needed.", plural.Of(o.Trades, "trade", "trades"), leastTrades))
	}
	if refused < leastTrades {
		out = append(out, fmt.Sprintf("The filter that refuses more refuses only %s; %d are needed.", plural.Of(refused, "trade", "trades"), leastTrades))
	}
	longest, fewest := 0, 0.0
	for _, s := range all {
		if s.Independent == nil {
			continue
		}
		if days, n := s.Lanes.Days(), *s.Independent; days > longest || days == longest && n < fewest {
			longest, fewest = days, n
		}
	}
	if t := &o.Test[shift.Profit]; fewest < fewShifts || t.Placebos+1 < fewShifts {
		out = append(out, fmt.Sprintf("Their %s worth %.1f independent ones; %d are needed.", plural.Of(t.Placebos, "placebo is", "placebos are"), fewest, fewShifts))
	}
	return out
}

// shifted are the subjects as if no mask had a period.
func shifted(all []*Subject) []*Subject {
	out := make([]*Subject, len(all))
	for i, s := range all {
		if out[i] = s; s.Period != shift.Days {
			days := *s
			days.Period = shift.Days
			days.layOut()
			out[i] = &days
		}
	}
	return out
}

// Subject is the cell's mask laid out, nil where there was nothing to compare.
func (c *Comparison) Subject() *Subject { return c.subject }

// With is another mask on the subject's books.
func (s *Subject) With(masks []*data.Mask) *Subject {
	return newSubject(s.Books, masks, s.slots, s.Seed, s.closing)
}
