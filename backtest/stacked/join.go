package stacked

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// A Piece is a stacked backtest of a part of the time, with its record if there is
// one.
type Piece struct {
	*freqtrade.Result
	Record *freqtrade.Record
}

// Join makes one of stacked backtests whose ranges overlap: each gives the entries
// up to the start of the next. It fails if a trade that is used was cut off by the
// end of its piece, or if pieces disagree about a trade on their overlap.
func Join(pieces []Piece) (Piece, error) {
	pieces = slices.SortedStableFunc(slices.Values(pieces), func(a, b Piece) int { return cmp.Compare(a.From, b.From) })
	out := Piece{Result: new(freqtrade.Result), Record: &freqtrade.Record{}}
	*out.Result = *pieces[0].Result
	out.Trades, out.TimedOut = nil, 0
	from := data.Instant(0)
	for i, p := range pieces {
		if err := fits(pieces[0].Result, p.Result); err != nil {
			return Piece{}, err
		}
		until := p.To
		if i+1 < len(pieces) {
			next := pieces[i+1].Result
			if err := agree(p.Result, next); err != nil {
				return Piece{}, err
			}
			until = next.From
		}
		if err := out.take(p, from, until, i+1 < len(pieces)); err != nil {
			return Piece{}, err
		}
		from = until
	}
	return out, nil
}

// take adds what a piece says of the entries after from and up to until.
func (j *Piece) take(p Piece, from, until data.Instant, more bool) error {
	for _, t := range p.Trades {
		if t.Open <= from || t.Open > until {
			continue
		}
		if more && forced(&t) {
			return fmt.Errorf("%s: %s opened %s was still open at the end: expected a longer overlap with the next piece", p.Place, t.Pair, t.Open)
		}
		j.Trades = append(j.Trades, t)
	}
	j.TimedOut += p.TimedOut
	j.To = max(j.To, p.To)
	if p.Record == nil {
		return nil
	}
	j.Record.Protections = p.Record.Protections
	for _, g := range p.Record.Ghosts {
		if g.At > from && g.At <= until {
			j.Record.Ghosts = append(j.Record.Ghosts, g)
		}
	}
	return nil
}

func forced(t *freqtrade.Trade) bool { return t.ExitReason == backtest.ExitForce.String() }

// fits reports what keeps a piece from being part of the same backtest.
func fits(a, b *freqtrade.Result) error {
	for _, x := range []struct {
		name      string
		want, got any
	}{
		{"strategy", a.Strategy, b.Strategy},
		{"timeframe", a.Timeframe, b.Timeframe},
		{"timeframe_detail", a.Detail, b.Detail},
		{"stake_amount", a.Stake, b.Stake},
		{"pairlist", fmt.Sprint(a.Pairs), fmt.Sprint(b.Pairs)},
	} {
		if x.want != x.got {
			return fmt.Errorf("%s: %s %v: expected %v, as in %s", b.Place, x.name, x.got, x.want, a.Place)
		}
	}
	return nil
}

// agree holds two pieces that follow each other against each other, where both
// tell a trade's whole story.
func agree(a, b *freqtrade.Result) error {
	if b.From > a.To {
		return fmt.Errorf("%s ends at %s, %s begins at %s: expected ranges that overlap", a.Place, a.To, b.Place, b.From)
	}
	told := map[mark]*freqtrade.Trade{}
	for i := range a.Trades {
		if t := &a.Trades[i]; t.Open > b.From {
			told[mark{t.Pair, t.Open, t.Short}] = t
		}
	}
	disagree := func(t *freqtrade.Trade) error {
		return fmt.Errorf("%s opened %s: %s and %s disagree about it: startup_candle_count is too small, so that signals depend on where the candles begin",
			t.Pair, t.Open, a.Place, b.Place)
	}
	for i := range b.Trades {
		t := &b.Trades[i]
		if t.Open >= a.To { // no entry on the last candle
			continue
		}
		key := mark{t.Pair, t.Open, t.Short}
		u, ok := told[key]
		if !ok || !forced(u) && (u.Close != t.Close || u.CloseRate != t.CloseRate || u.ExitReason != t.ExitReason) {
			return disagree(t)
		}
		delete(told, key)
	}
	for i := range a.Trades {
		if t := &a.Trades[i]; told[mark{t.Pair, t.Open, t.Short}] != nil {
			return disagree(t)
		}
	}
	return nil
}
