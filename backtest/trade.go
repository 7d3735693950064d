package backtest

import (
	"cmp"
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A Trade is a closed trade written out, in freqtrade's words. Dates are the open
// times of the candles it was opened and closed on; money is in the quote asset.
type Trade struct {
	Pair        string
	Signal      data.Instant // open time of the candle that carried the signal
	Open, Close data.Instant
	OpenRate    float64
	CloseRate   float64
	Amount      float64 // base asset
	Stake       float64
	OpenValue   float64 // amount · open rate with the entry fee
	FeeOpen     float64 // ratio
	FeeClose    float64
	ProfitAbs   float64
	ProfitRatio float64 // of the own money in OpenValue
	Reason      ExitReason
	EnterTag    string
	MinRate     float64 // lowest low while open, entry and exit candle included
	MaxRate     float64
	Stop        float64 // stop price at the end
	Short       bool
	Leverage    float64
	Funding     float64 // received
	Book        int     // index of its book
	Opp         int     // index of the opportunity in its book
	EntryRow    int     // of its book's tape
	ExitRow     int
}

// Minutes is how long the trade was open.
func (t Trade) Minutes() int { return int((t.Close - t.Open) / data.Instant(data.Minute)) }

// Volume is the cost of both orders. freqtrade adds the fee to either.
func (t Trade) Volume() float64 {
	in := t.Amount * t.OpenRate * (1 + t.FeeOpen)
	out := t.Amount * t.CloseRate * (1 + t.FeeClose)
	return float64(in) + float64(out)
}

// List writes the trades out in the order of closing.
func (r *Result) List() []Trade {
	out := make([]Trade, len(r.Trades))
	for i, k := range r.Trades {
		out[i] = r.trade(k)
	}
	return out
}

func (r *Result) trade(k Taken) Trade {
	b := r.Books[k.Book]
	o := b.Opps[k.Opp]
	t := Trade{
		Pair: b.Tape.Pair, Signal: b.Tape.Time(o.Signal), Open: b.Tape.Time(o.Entry), Close: b.Closed(k.Outcome),
		OpenRate: k.EntryRate, CloseRate: k.ExitRate, Amount: k.Amount, Stake: k.Stake, OpenValue: k.OpenValue,
		FeeOpen: b.Rules.Fee, FeeClose: b.Rules.Fee, ProfitAbs: k.ProfitAbs, ProfitRatio: k.ProfitRatio(),
		Reason: k.Reason, EnterTag: b.Spec.EnterTag, Stop: k.Stop, Short: o.Short, Leverage: k.Leverage,
		Book: int(k.Book), Opp: int(k.Opp), EntryRow: o.Entry, ExitRow: k.Exit,
	}
	if b.given != nil {
		g := &b.given[k.Opp]
		t.Open, t.EnterTag, t.MinRate, t.MaxRate, t.FeeOpen, t.FeeClose = g.Open, g.Tag, g.MinRate, g.MaxRate, g.FeeOpen, g.FeeClose
		t.Funding = g.Funding * (k.Amount / g.Amount)
		return t
	}
	if b.Spec.Tag != nil {
		t.EnterTag = b.Spec.Tag(t.Signal)
	}
	t.MinRate, t.MaxRate = t.OpenRate, t.OpenRate
	for i := o.Entry; i <= k.Exit; i++ {
		t.MinRate, t.MaxRate = min(t.MinRate, b.Tape.Lows()[i]), max(t.MaxRate, b.Tape.Highs()[i])
	}
	return t
}

// Counterfactual is the trade that opportunity opp of a book would be at the
// book's stake; ok is false if the stake buys nothing.
func (r *Result) Counterfactual(book, opp int) (t Trade, ok bool) {
	out := r.Books[book].Outcome(opp)
	if out.Amount == 0 {
		return Trade{}, false
	}
	return r.trade(Taken{int32(book), int32(opp), out}), true
}

// Span is the run's first and last candle time: the earliest start and the latest
// end of its books.
func (r *Result) Span() (from, to data.Instant) {
	for i, b := range r.Books {
		if i == 0 || b.Start() < from {
			from = b.Start()
		}
		if i == 0 || b.End() > to {
			to = b.End()
		}
	}
	return from, to
}

func sortByOpen(trades []Trade) {
	slices.SortStableFunc(trades, func(a, b Trade) int { return cmp.Compare(a.Open, b.Open) })
}
