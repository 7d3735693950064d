package sweep

import (
	"fmt"
	"math"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Point is one setting tried on one cell. Money is in the quote asset at fixed
// notional. Undefined figures are nil.
type Point struct {
	Strategy  string   `json:"strategy"`
	Pairs     []string `json:"pairs"`
	Fee       float64  `json:"fee"`
	Setting   string   `json:"setting"`
	Threshold *float64 `json:"threshold"` // max_risk

	BlockRate      *float64      `json:"block_rate"` // of the tested rows
	BaselineTrades int           `json:"baseline_trades"`
	BlockedTrades  int           `json:"blocked_trades"` // of the baseline's
	Trades         int           `json:"trades"`
	Kept           *float64      `json:"kept"` // trades over the baseline's
	BaselineProfit verdict.Money `json:"baseline_profit"`
	Profit         verdict.Money `json:"profit"`

	Lift   verdict.Test `json:"profit_test"`   // of the difference in profit
	Excess verdict.Test `json:"excess_test"`   // of that beyond what as many average trades would make
	Count  verdict.Test `json:"trades_test"`   // of the difference in trades
	Score  *int         `json:"lift_score"`    // thousandths: lift in deviations of its placebos
	Shifts int          `json:"shifts"`        // placebos
	All    int          `json:"shifts_of_all"` // whole-day shifts that there are

	Effective *float64      `json:"effective_shifts"`
	Drawdown  verdict.Money `json:"max_drawdown"`
	Deepest   verdict.Money `json:"baseline_max_drawdown"`
	Sharpe    *float64      `json:"sharpe"`

	Faults []string `json:"faults,omitempty"` // why it is no comparison
	Doubts []string `json:"doubts,omitempty"` // why it can conclude nothing
}

// few trades are too few to say anything.
const few = 30

// fewShifts is the number of independent shifts that a p-value of 0.05 needs.
const fewShifts = 20

// observe fills in what needs no placebo.
func (p *Point) observe(base, d daily, w *walked) {
	p.BaselineProfit, p.BaselineTrades = base.sum(0, len(base.Trades))
	p.Profit, p.Trades = d.sum(0, len(d.Trades))
	p.BlockedTrades = w.blocked
	if p.BaselineTrades > 0 {
		p.Kept = verdict.Number(float64(p.Trades)/float64(p.BaselineTrades), true)
	}
	if w.rows > 0 {
		p.BlockRate = verdict.Number(float64(w.blockedRows)/float64(w.rows), true)
	}
	p.Drawdown, p.Deepest = d.drawdown(), base.drawdown()
	p.Sharpe = yearly(d.floats())
	p.Effective = w.effective
	p.health(w, len(base.Trades))
}

// health finds faults and doubts, as a comparison does.
func (p *Point) health(w *walked, days int) {
	fault := func(format string, args ...any) { p.Faults = append(p.Faults, fmt.Sprintf(format, args...)) }
	doubt := func(format string, args ...any) { p.Doubts = append(p.Doubts, fmt.Sprintf(format, args...)) }
	switch {
	case w.signals == 0:
		fault("there is no entry signal")
	case w.blockedRows == 0:
		fault("constant mask: it blocks nothing")
	case w.blockedRows == w.rows:
		fault("constant mask: it blocks everything")
	case w.refused == 0:
		fault("no effect: none of the %d blocked rows carries an entry signal", w.blockedRows)
	case w.refused == w.signals:
		fault("every entry signal is blocked: nothing is left to compare")
	case p.BaselineTrades == 0:
		fault("the baseline makes no trade")
	case p.BlockedTrades == 0:
		fault("no effect: the %d blocked entry signals would not have been traded", w.refused)
	case p.Trades == 0:
		fault("the filtered run makes no trade: nothing is left to compare")
	}
	if p.BaselineTrades < few {
		doubt("only %d baseline trades, at least %d are needed", p.BaselineTrades, few)
	}
	if p.BlockedTrades < few {
		doubt("only %d blocked trades, at least %d are needed", p.BlockedTrades, few)
	}
	switch {
	case p.Shifts < fewShifts-1:
		doubt("only %d shifts of the mask by at least %d days fit into %d days", p.Shifts, verdict.MinShift, days)
	case p.Effective != nil && *p.Effective < fewShifts:
		doubt("the shifts are worth %.1f independent ones, at least %d are needed for p ≤ %.2f", *p.Effective, fewShifts, verdict.Alpha)
	}
}

// judge holds the point against its placebos: trades and profit by shift. It returns
// the placebos' own scores, nil where they do not vary.
func (p *Point) judge(trades []int32, profit []verdict.Money) []int32 {
	n := len(profit)
	mean := 0.0
	if p.BaselineTrades > 0 {
		mean = p.BaselineProfit.Float() / float64(p.BaselineTrades)
	}
	delta, excess, count := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range profit {
		delta[i] = (profit[i] - p.BaselineProfit).Float()
		count[i] = float64(int(trades[i]) - p.BaselineTrades)
		excess[i] = delta[i] - float64(count[i]*mean)
	}
	seen, more := (p.Profit - p.BaselineProfit).Float(), float64(p.Trades-p.BaselineTrades)
	p.Lift = verdict.Judge(seen, delta, +1)
	p.Excess = verdict.Judge(seen-float64(more*mean), excess, +1)
	p.Count = verdict.Judge(more, count, 0)
	if p.Lift.SD == nil || p.Lift.Mean == nil || *p.Lift.SD <= 0 {
		return nil
	}
	score := func(x float64) int32 {
		return int32(math.Round(min(max(1000*(x-*p.Lift.Mean) / *p.Lift.SD, -1e9), 1e9)))
	}
	own := int(score(seen))
	p.Score = &own
	out := make([]int32, n)
	for i, x := range delta {
		out[i] = score(x)
	}
	return out
}

// detectable is the smallest lift found with 80 % power.
func (p *Point) detectable() (float64, bool) {
	if p.Lift.SD == nil || p.Lift.Placebos < fewShifts {
		return 0, false
	}
	return stats.DetectableLift(*p.Lift.SD, verdict.Alpha, 0.8)
}
