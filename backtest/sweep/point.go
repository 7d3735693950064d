package sweep

import (
	"fmt"

	"github.com/remora-bt/remora-bt/internal/plural"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// A Point is one setting tried on one testbed. Money is in the quote asset at fixed
// notional. Undefined figures are nil. The figures are those of a run's two answers:
//
//	delta = less + selection,   beyond_stake = cvar_cut − refused %
type Point struct {
	Strategy  string   `json:"strategy"`
	Pairs     []string `json:"pairs"`
	Fee       float64  `json:"fee"`
	Setting   string   `json:"setting"`
	Threshold *float64 `json:"threshold"` // max_risk

	BlockRate      *float64       `json:"block_rate"` // of the tested rows
	BaselineTrades int            `json:"baseline_trades"`
	Refused        int            `json:"refused"` // of the baseline's
	RefusedPct     *float64       `json:"refused_pct"`
	Trades         int            `json:"trades"`
	BaselineProfit backtest.Money `json:"baseline_profit"`
	Profit         backtest.Money `json:"profit"`

	Delta     *float64 `json:"delta"`
	Less      *float64 `json:"less"`
	Selection *float64 `json:"selection"`
	Lo        *float64 `json:"lo"` // 90 % interval of the selection
	Hi        *float64 `json:"hi"`
	BP        *float64 `json:"bp"` // selection in basis points a refused trade
	BPLo      *float64 `json:"bp_lo"`
	BPHi      *float64 `json:"bp_hi"`

	TailDays int      `json:"tail_days"`
	Avoided  *float64 `json:"avoided_pct"` // of the loss on the baseline's worst days
	Cut      *float64 `json:"cvar_cut_pct"`
	Beyond   *float64 `json:"beyond_stake"`
	BeyondLo *float64 `json:"beyond_stake_lo"` // where that is the objective
	BeyondHi *float64 `json:"beyond_stake_hi"`

	// The test of the objective: whether the refused trades were worse than those near
	// them, or whether the mask knows the worst days.
	Objective string   `json:"objective"`
	T         *float64 `json:"t"`
	P         *float64 `json:"p"`
	PWorse    *float64 `json:"p_worse"`
	Shifts    int      `json:"shifts"`        // placebos
	All       int      `json:"shifts_of_all"` // whole-day shifts that there are

	Independent *float64       `json:"independent_shifts"`
	Drawdown    backtest.Money `json:"max_drawdown"`
	Deepest     backtest.Money `json:"baseline_max_drawdown"`

	Faults []string `json:"faults,omitempty"` // why it is no comparison
	Doubts []string `json:"doubts,omitempty"` // why it can conclude nothing
}

// few trades are too few to say anything.
const few = 30

// fewShifts is the number of independent shifts that a p-value of 0.05 needs.
const fewShifts = 20

// fill takes the figures of an outcome.
func (p *Point) fill(c *Testbed, o *shift.Outcome, changes [][]shift.Change, cut shift.Cut) {
	e := verdict.Evidence{Outcome: o, Stake: c.Books[0].Stake, Cut: cut}
	a := e.Figures()
	p.BaselineTrades, p.Refused, p.RefusedPct = o.Trades, o.Refused, a.RefusedPct
	p.Trades = o.Trades
	for _, line := range changes {
		for i := range line {
			p.Trades += int(line[i].Trades)
		}
	}
	p.BaselineProfit, p.Deepest = totalOf(o.BookDaily)
	p.Profit, p.Drawdown = totalOf(o.MaskDaily)
	f := &a.Profit
	p.Delta, p.Less, p.Selection, p.Lo, p.Hi = f.Delta, f.Less, f.Selection, f.Lo, f.Hi
	p.BP, p.BPLo, p.BPHi = f.BP, f.BPLo, f.BPHi
	r := &a.Risk
	p.TailDays, p.Avoided, p.Cut, p.Beyond, p.BeyondLo, p.BeyondHi = r.TailDays, r.Avoided, r.Cut, r.Beyond, r.BeyondLo, r.BeyondHi
	t := &o.Test[c.tested()]
	if t.Placebos > 0 {
		p.T, p.P, p.PWorse = verdict.Number(t.T, true), verdict.Number(t.P, true), verdict.Number(t.PWorse, true)
	}
}

// totalOf is the sum of days and the deepest fall of that sum from its peak, which
// starts at 0.
func totalOf(days []backtest.Money) (sum, deepest backtest.Money) {
	var peak backtest.Money
	for _, p := range days {
		sum += p
		peak = max(peak, sum)
		deepest = max(deepest, peak-sum)
	}
	return sum, deepest
}

// health finds faults and doubts, as an answer does.
func (p *Point) health(c *Testbed, w *walked, o *shift.Outcome) {
	fault := func(format string, args ...any) { p.Faults = append(p.Faults, fmt.Sprintf(format, args...)) }
	doubt := func(format string, args ...any) { p.Doubts = append(p.Doubts, fmt.Sprintf(format, args...)) }
	if w.rows > 0 {
		p.BlockRate = verdict.Number(float64(w.blockedRows)/float64(w.rows), true)
	}
	p.Independent = w.independent
	switch {
	case o.Trades == 0:
		fault("The baseline makes no trade.")
	case w.blockedRows == 0:
		fault("The mask blocks nothing.")
	case w.blockedRows == w.rows:
		fault("The mask blocks everything.")
	case o.Refused == 0:
		fault("None of the %d blocked rows carries an entry that the baseline takes.", w.blockedRows)
	case p.Trades == 0:
		fault("The filtered run makes no trade: nothing is left to compare.")
	case o.BlindAll:
		fault("Wherever the mask refuses trades it is shut for longer than the time around.")
	case o.Test[shift.Profit].S == 0:
		fault("No refused trade differs from those around it.")
	}
	if o.Trades < few {
		doubt("The baseline has only %s; %d are needed.", plural.Of(o.Trades, "trade", "trades"), few)
	}
	if o.Refused < few {
		doubt("The mask refuses only %s; %d are needed.", plural.Of(o.Refused, "trade", "trades"), few)
	}
	t := &o.Test[c.tested()]
	switch {
	case p.Shifts < fewShifts-1:
		doubt("The mask has only %s of at least %d days within %s.", plural.Of(p.Shifts, "shift", "shifts"), verdict.MinShift, plural.Of(o.Days, "day", "days"))
	case w.independent != nil && *w.independent < fewShifts:
		doubt("The shifts are worth %.1f independent ones; %d are needed.", *w.independent, fewShifts)
	case 2*t.Still > t.Placebos:
		doubt("At %d of %d other times the mask chooses nothing.", t.Still, t.Placebos)
	}
	if c.Objective == BeyondStake && o.TailDays < shift.FewTail {
		doubt("Only %s among the worst; %d are needed to say anything of risk.", plural.Of(o.TailDays, "day counts", "days count"), shift.FewTail)
	}
	if w.period != shift.Days {
		doubt("The mask follows the %s: shifts by days do not judge it, a run does.", map[shift.Period]string{shift.Hours: "hours of the day", shift.Weeks: "days of the week"}[w.period])
	}
}
