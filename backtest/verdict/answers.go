package verdict

import (
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// Answers are the two answers of a cell, or of all counted cells together. Money is
// in the quote asset at the fixed stake; what is undefined is nil.
type Answers struct {
	Profit     ProfitAnswer `json:"profit"`
	Risk       RiskAnswer   `json:"risk"`
	Trades     int          `json:"trades"`
	Refused    int          `json:"refused"` // baseline trades whose entry the mask refuses
	RefusedPct *float64     `json:"refused_pct"`
	Worthwhile Worthwhile   `json:"worthwhile"` // that the answers were given by

	Shifts      int      `json:"shifts"`
	Independent *float64 `json:"independent_shifts"`
	Placebo     string   `json:"placebo"` // days, weeks or hours
	Reasons     []string `json:"reasons"` // sentences
}

// A ProfitAnswer tells whether the mask refused worse trades than those near them:
//
//	delta = less + selection
//
// with delta what filtered − baseline comes to, less what trading less brings, and
// selection what was chosen. lo to hi is the 90 % interval of the selection. bp is the
// selection in basis points a refused trade.
type ProfitAnswer struct {
	Answer    Answer   `json:"answer"`
	P         *float64 `json:"p"` // one-sided, that it helps
	PWorse    *float64 `json:"p_worse"`
	PAdjusted *float64 `json:"p_adjusted"` // of the answer's side, for the number of cells
	Delta     *float64 `json:"delta"`
	Less      *float64 `json:"less"`
	Selection *float64 `json:"selection"`
	Lo        *float64 `json:"lo"`
	Hi        *float64 `json:"hi"`
	BP        *float64 `json:"bp"`
	BPLo      *float64 `json:"bp_lo"`
	BPHi      *float64 `json:"bp_hi"`
}

// A RiskAnswer tells whether the mask knows the bad days, and whether it makes them
// milder than a smaller stake would.
//
//	avoided = share + points,   beyond_stake = cvar_cut − refused_pct
//
// avoided_pct is of the loss on the baseline's worst days, points the part of it that
// was chosen, with its 90 % interval lo to hi.
type RiskAnswer struct {
	Answer    Answer   `json:"answer"`
	P         *float64 `json:"p"` // that it knows them
	PWorse    *float64 `json:"p_worse"`
	PAdjusted *float64 `json:"p_adjusted"`
	TailDays  int      `json:"tail_days"`
	TailLoss  *float64 `json:"tail_loss"`
	Avoided   *float64 `json:"avoided_pct"`
	Share     *float64 `json:"share_pct"`
	Points    *float64 `json:"points"`
	Lo        *float64 `json:"lo"`
	Hi        *float64 `json:"hi"`

	Cut        *float64 `json:"cvar_cut_pct"`         // fall of the mean of the worst 5 % of days, each arm by its own
	CutShifted *float64 `json:"cvar_cut_shifted_pct"` // the shifted masks' mean
	Beyond     *float64 `json:"beyond_stake"`
	BeyondLo   *float64 `json:"beyond_stake_lo"`
	BeyondHi   *float64 `json:"beyond_stake_hi"`
	GivenUp    *float64 `json:"best_days_given_up_pct"` // of the mean of the best 5 % of days, each arm by its own
}

// A Worthwhile is what the user holds worth having.
type Worthwhile struct {
	BP   float64 `json:"bp"`   // basis points a refused trade
	Tail float64 `json:"tail"` // points of CVaR beyond a smaller stake
}

// DefaultTail is the default of Worthwhile.Tail.
const DefaultTail = 3

// DefaultWorthwhile takes one side's fee, a ratio, for what is worthwhile.
func DefaultWorthwhile(fee float64) Worthwhile { return Worthwhile{BP: 1e4 * fee, Tail: DefaultTail} }

// Evidence is what answers rest on.
type Evidence struct {
	Faults      []string       // that make both answers INVALID
	Doubts      []string       // that make both answers INCONCLUSIVE
	Outcome     *shift.Outcome // nil where a fault came before it
	Cut         shift.Cut
	Stake       float64
	Period      shift.Period
	Partly      bool
	Independent *float64
	Days        int    // of the span that Independent is of; 0 for the outcome's
	Whose       string // whose Days these are where there are several periods; "" for one
}

// Adjusted are p-values for the number of cells that were looked at.
type Adjusted struct{ P, PWorse [2]float64 } // of shift.Profit and shift.Worst

// alone are the p-values of one look.
func (e *Evidence) alone() (a Adjusted) {
	for k := range a.P {
		a.P[k], a.PWorse[k] = e.Outcome.Test[k].P, e.Outcome.Test[k].PWorse
	}
	return a
}

// Answers answers by the p-values given; nil for those of one look.
func (e *Evidence) Answers(w Worthwhile, p *Adjusted) Answers {
	a := Answers{Worthwhile: w, Placebo: e.Period.String(), Independent: e.Independent, Reasons: []string{}}
	if e.Outcome != nil {
		e.figures(&a)
	}
	if len(e.Faults) > 0 || e.Outcome == nil {
		a.Profit.Answer, a.Risk.Answer = Invalid, Invalid
		a.Reasons = append(a.Reasons, e.Faults...)
		return a
	}
	if p == nil {
		one := e.alone()
		p = &one
	}
	little := e.tooLittle(&a)
	e.profit(&a, w, p, little)
	e.risk(&a, w, p, little)
	if e.Partly {
		a.because("The mask follows the clock or the week in part: its periodic part is not judged.")
	}
	return a
}

// Figures are what is there whatever the answer.
func (e *Evidence) Figures() (a Answers) {
	e.figures(&a)
	return a
}

// figures fills in what is there whatever the answer.
func (e *Evidence) figures(a *Answers) {
	o := e.Outcome
	a.Trades, a.Refused, a.Shifts = o.Trades, o.Refused, o.Test[shift.Profit].Placebos
	a.RefusedPct = Number(ratio(100*float64(o.Refused), float64(o.Trades)))
	t := &o.Test[shift.Profit]
	p := &a.Profit
	p.P, p.PWorse = Number(t.P, true), Number(t.PWorse, true)
	p.Delta, p.Less, p.Selection = Number(o.Delta, true), Number(o.Less, true), Number(t.Selection, true)
	p.Lo, p.Hi = Number(t.Lo, t.Bounded), Number(t.Hi, t.Bounded)
	p.BP = Number(o.BasisPoints(t.Selection, e.Stake))
	if t.Bounded {
		p.BPLo, p.BPHi = Number(o.BasisPoints(t.Lo, e.Stake)), Number(o.BasisPoints(t.Hi, e.Stake))
	}
	e.riskFigures(&a.Risk)
}

func (e *Evidence) riskFigures(r *RiskAnswer) {
	o, c := e.Outcome, &e.Cut
	t := &o.Test[shift.Worst]
	r.TailDays = o.TailDays
	if o.TailDays > 0 {
		percent := 100 / o.TailLoss
		r.P, r.PWorse = Number(t.P, true), Number(t.PWorse, true)
		r.TailLoss, r.Avoided = Number(o.TailLoss, true), Number(percent*o.Avoided, true)
		r.Points, r.Share = Number(percent*t.Selection, true), Number(percent*(o.Avoided-t.Selection), true)
		r.Lo, r.Hi = Number(percent*t.Lo, t.Bounded), Number(percent*t.Hi, t.Bounded)
	}
	r.Cut, r.Beyond = Number(c.Cut, c.OK), Number(c.Beyond, c.OK)
	r.BeyondLo, r.BeyondHi = Number(c.Lo, c.Bounded), Number(c.Hi, c.Bounded)
	r.CutShifted = Number(o.ShiftedCut())
	if mask, _, ok := o.GivenUp(); ok {
		r.GivenUp = Number(mask, true)
	}
}
