// Package stacked makes books of what freqtrade itself worked out. A backtest with
// position stacking and no limit of trades opens a trade at every entry signal, so
// that each trade of its result is an opportunity and what became of it; a walk
// over them under the settings of an ordinary backtest is that backtest.
package stacked

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// A Run is what books are made of.
type Run struct {
	Strategy string
	Trades   []freqtrade.Trade // one for each entry signal, in any order
	Ghosts   []freqtrade.Ghost // entry orders that were never filled
	Tapes    []*data.Tape      // one a pair, in the order of the pair list
	Stake    float64           // fixed stake that outcomes are kept for
	Refuse   Side              // the entries that a filter may refuse

	Protections *backtest.Protections // nil for none
}

// A Side is the direction of the entries that a filter may refuse.
type Side uint8

// The sides.
const (
	Both Side = iota
	Long
	Short
)

var sides = [...]string{"both", "long", "short"}

// ParseSide reads both, long or short.
func ParseSide(s string) (Side, error) {
	if i := slices.Index(sides[:], s); i >= 0 {
		return Side(i), nil
	}
	return 0, fmt.Errorf("refuse %q: expected long, short or both", s)
}

// Exempts reports whether entries of a direction are not to be refused.
func (s Side) Exempts(short bool) bool { return s == Long && short || s == Short && !short }

// Books makes one book a pair, in the order of the tapes.
func (r Run) Books() ([]*backtest.Book, error) {
	given, err := r.byPair()
	if err != nil {
		return nil, err
	}
	var end data.Instant
	for _, t := range r.Tapes {
		end = max(end, t.Time(t.Len()-1))
	}
	books := make([]*backtest.Book, len(r.Tapes))
	for i, tape := range r.Tapes {
		books[i], err = backtest.NewGivenBook(tape, r.Strategy, given[i], r.execution(given[i], end))
		if err != nil {
			return nil, err
		}
	}
	return books, nil
}

func (r Run) execution(given []backtest.Given, end data.Instant) backtest.Execution {
	x := backtest.Execution{Stake: r.Stake, End: end, Market: backtest.Market{AmountStep: amountStep(given)}}
	x.Rules.Protections = r.Protections
	if len(r.Trades) > 0 {
		x.Rules.Fee = r.Trades[0].FeeOpen
	}
	return x
}

// byPair sorts the trades to their tapes, in order of entry.
func (r Run) byPair() ([][]backtest.Given, error) {
	out := make([][]backtest.Given, len(r.Tapes))
	index := map[string]int{}
	for i, t := range r.Tapes {
		index[t.Pair] = i
	}
	for i := range r.Trades {
		t := &r.Trades[i]
		at, ok := index[t.Pair]
		if !ok {
			return nil, fmt.Errorf("%s opened %s: the pair is not in the pair list", t.Pair, t.Open)
		}
		out[at] = append(out[at], given(t, r.Tapes[at]))
	}
	for _, g := range r.Ghosts {
		if at, ok := index[g.Pair]; ok {
			out[at] = append(out[at], ghost(g, r.Tapes[at]))
		}
	}
	for _, list := range out {
		for k := range list {
			list[k].Exempt = r.Refuse.Exempts(list[k].Short)
		}
		slices.SortStableFunc(list, func(a, b backtest.Given) int { return cmp.Compare(a.Entry, b.Entry) })
	}
	return out, nil
}

// given reads a trade as an opportunity. The signal is on the last candle that had
// closed when the trade was opened.
func given(t *freqtrade.Trade, tape *data.Tape) backtest.Given {
	row := tape.Row(t.Open)
	g := backtest.Given{
		Opportunity: backtest.Opportunity{Signal: row - 1, Entry: row, Short: t.Short},
		Open:        t.Open, Close: t.Close, OpenRate: t.OpenRate, CloseRate: t.CloseRate, Amount: t.Amount, Stake: t.Stake,
		Leverage: t.Leverage, FeeOpen: t.FeeOpen, FeeClose: t.FeeClose, Funding: t.Funding, Profit: t.ProfitAbs,
		MinRate: t.MinRate, MaxRate: t.MaxRate, Stop: t.Stop, Tag: t.EnterTag, Reason: backtest.ExitReason(t.ExitReason),
	}
	if !t.Single() {
		for _, o := range t.Orders {
			g.Legs = append(g.Legs, backtest.Leg(o))
		}
	}
	return g
}

// ghost reads an order that was never filled.
func ghost(g freqtrade.Ghost, tape *data.Tape) backtest.Given {
	row := tape.Row(g.At)
	return backtest.Given{
		Opportunity: backtest.Opportunity{Signal: row - 1, Entry: row, Short: g.Short},
		Open:        g.At, Close: g.Until, OpenRate: g.Rate, CloseRate: g.Rate, Amount: g.Amount,
		Stake: g.Amount * g.Rate / g.Leverage, Leverage: g.Leverage, MinRate: g.Rate, MaxRate: g.Rate,
		Reason: backtest.ExitUnfilled,
	}
}
