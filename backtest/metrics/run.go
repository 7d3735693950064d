// Package metrics measures finished runs. A Run is a run with all that its
// metrics share worked out once; a Metric is one value: key, unit, direction,
// formula and when it is undefined. Metrics under freqtrade's keys follow
// freqtrade 2025.10, those of the textbooks have keys of their own.
package metrics

import (
	"cmp"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// An Account is what a run's metrics need besides its trades.
type Account struct {
	Start    float64         // balance before the first trade, quote asset
	From, To data.Instant    // first and last candle time
	Pairs    []string        // in the order of the run
	Slots    int             // trades open at once; below 0 without limit
	Market   []float64       // change of each pair's close over the run, a fraction; empty if unknown
	Rejected int             // entry signals refused for want of a slot
	TooSmall int             // entry signals whose stake bought less than may be ordered
	Marks    []backtest.Mark // the account at the end of each UTC day; empty if it was not marked to market
	Exposure float64         // share of the time with a trade open; of no meaning without Marks
	Ruin     backtest.Ruin
}

// A Run is a finished run. Its metrics share what is worked out here. It is
// read-only and may be shared.
type Run struct {
	Account
	Trades []backtest.Trade // in the order in which they were closed

	profit              float64 // Σ profit_abs
	won, lost           float64 // Σ profit_abs of winners; of losers, as a positive number
	wins, draws, losses int
	returns             []float64 // profit_abs / Start, one a trade
	daily               []Period
	low                 underwater
	equity              []float64 // Start, then the marked equity at the end of each day
	dailyReturns        []float64
	ruined              bool       // equity was 0 or less on some day: the returns after it say nothing
	declines            []Drawdown // of equity, in order of time
}

// New measures a result. Its trades are written out and marked to market, which
// takes longer than the walk itself.
func New(r *backtest.Result) *Run {
	from, to := r.Span()
	a := Account{
		Start: r.Wallet.Start, From: from, To: to, Slots: r.Wallet.Slots, Rejected: r.Tally.NoSlot, TooSmall: r.Tally.TooSmall,
		Marks: r.Equity(), Exposure: r.Exposure(), Ruin: r.Ruin,
	}
	for _, b := range r.Books {
		a.Pairs = append(a.Pairs, b.Tape.Pair)
		if change, ok := marketChange(b.Tape, from); ok {
			a.Market = append(a.Market, change)
		}
	}
	return Of(r.List(), a)
}

// Of measures trades that need not come from a simulation; they are given in the
// order in which they were closed.
func Of(trades []backtest.Trade, a Account) *Run {
	r := &Run{Account: a, Trades: trades, returns: make([]float64, len(trades))}
	for i, t := range trades {
		r.profit += t.ProfitAbs
		r.returns[i] = t.ProfitAbs / a.Start
		switch {
		case t.ProfitAbs > 0:
			r.wins++
			r.won += t.ProfitAbs
		case t.ProfitAbs < 0:
			r.losses++
			r.lost -= t.ProfitAbs
		default:
			r.draws++
		}
	}
	r.daily = r.Breakdown(ByDay)
	r.low = underwaterOf(trades, a.Start)
	r.mark()
	return r
}

// mark works out the equity at the end of each day and what follows from it.
func (r *Run) mark() {
	if len(r.Marks) == 0 {
		return
	}
	r.equity = append(make([]float64, 0, len(r.Marks)+1), r.Start)
	for i, m := range r.Marks {
		change := 0.0 // once nothing is left
		if r.equity[i] > 0 {
			change, _ = over(m.Equity-r.equity[i], r.equity[i])
		}
		r.dailyReturns = append(r.dailyReturns, change)
		r.equity = append(r.equity, m.Equity)
		r.ruined = r.ruined || m.Equity <= 0
	}
	r.declines = slices.Collect(Drawdowns(r.equity))
}

// Days is the number of whole days between the first and the last candle, at
// least 1, as freqtrade counts.
func (r *Run) Days() int { return max(1, int((r.To-r.From)/data.Instant(data.Day))) }

// Final is the balance after the last trade.
func (r *Run) Final() float64 { return r.Start + r.profit }

// Quote is the asset that the pairs are paid in, "" if there is no pair.
func (r *Run) Quote() string {
	if len(r.Pairs) == 0 {
		return ""
	}
	return data.Quote(r.Pairs[0])
}

// Equity is the marked equity at the end of each day; point 0 is the start of the
// first day. It is empty if the run was not marked to market.
func (r *Run) Equity() []float64 { return r.equity }

// DailyReturns are the returns of Equity, one a day of Marks.
func (r *Run) DailyReturns() []float64 { return r.dailyReturns }

// marketChange is the change of a pair's close from its first candle at or after
// the run's start, which for a pair that starts late is one of its warm-up.
func marketChange(t *data.Tape, from data.Instant) (change float64, ok bool) {
	row := max(0, t.Row(from-1)+1)
	if row >= t.Len() {
		return 0, false
	}
	first, last := t.Closes()[row], t.Closes()[t.Len()-1]
	return (last - first) / first, true
}

func byClose(trades []backtest.Trade) []backtest.Trade {
	compare := func(a, b backtest.Trade) int { return cmp.Compare(a.Close, b.Close) }
	if slices.IsSortedFunc(trades, compare) {
		return trades
	}
	sorted := slices.Clone(trades)
	slices.SortStableFunc(sorted, compare)
	return sorted
}
