package stacked_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

func pieces(t *testing.T, c *reference) []stacked.Piece {
	t.Helper()
	var out []stacked.Piece
	for i := range 3 {
		out = append(out, stacked.Piece{Result: c.read(t, fmt.Sprintf("stacked-%d.zip", i+1))})
	}
	return out
}

// TestJoin: three stacked backtests of overlapping ranges, in any order, are walked
// like the one of the whole range.
func TestJoin(t *testing.T) {
	c := open(t, "joined")
	parts := pieces(t, c)
	slices.Reverse(parts)
	joined, err := stacked.Join(parts)
	if err != nil {
		t.Fatal(err)
	}
	if len(joined.Trades) != len(c.stacked.Trades) {
		t.Errorf("%d trades, want %d", len(joined.Trades), len(c.stacked.Trades))
	}
	books, err := stacked.Run{Trades: joined.Trades, Tapes: tapes(t, c.ordinary), Stake: joined.Stake}.Books()
	if err != nil {
		t.Fatal(err)
	}
	check := stacked.Compare(c.ordinary, joined.Trades, backtest.Walk(books, nil, c.wallet))
	if check.Equal != check.Of || check.Of == 0 {
		t.Errorf("%s: %q", check, check.Unequal)
	}
}

func TestJoinRefuses(t *testing.T) {
	c := open(t, "joined")
	overlap := func(p []stacked.Piece) *freqtrade.Trade { // the last trade that the first two tell alike
		for i := len(p[0].Trades) - 1; i >= 0; i-- {
			if u := &p[0].Trades[i]; u.Open > p[1].From && u.ExitReason != "force_exit" {
				return u
			}
		}
		t.Fatal("no trade on the overlap")
		return nil
	}
	for _, tt := range []struct {
		name, want string
		spoil      func(p []stacked.Piece) []stacked.Piece
	}{
		{"gap", "expected ranges that overlap", func(p []stacked.Piece) []stacked.Piece { return []stacked.Piece{p[0], p[2]} }},
		{"other exit", "startup_candle_count is too small", func(p []stacked.Piece) []stacked.Piece { overlap(p).CloseRate++; return p }},
		{"not in the first", "startup_candle_count is too small", func(p []stacked.Piece) []stacked.Piece {
			u := overlap(p)
			p[0].Trades = slices.DeleteFunc(p[0].Trades, func(t freqtrade.Trade) bool { return t.Open == u.Open })
			return p
		}},
		{"not in the second", "startup_candle_count is too small", func(p []stacked.Piece) []stacked.Piece {
			u := *overlap(p)
			p[1].Trades = slices.DeleteFunc(p[1].Trades, func(t freqtrade.Trade) bool { return t.Open == u.Open })
			return p
		}},
		{"cut off", "expected a longer overlap", func(p []stacked.Piece) []stacked.Piece {
			for i := range p[0].Trades {
				if u := &p[0].Trades[i]; u.Open <= p[1].From {
					u.ExitReason = "force_exit"
					return p
				}
			}
			return p
		}},
		{"other stake", "stake_amount 7: expected 100", func(p []stacked.Piece) []stacked.Piece { p[1].Stake = 7; return p }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := stacked.Join(tt.spoil(pieces(t, c)))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}
