package verdict_test

import (
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// Of periods that overlap, those are counted that cover the most time together; the
// others are named. Families of other filters are counted by themselves.
func TestGridCounts(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	c := worlds.Candles(rng, "BTC/USDT", data.Hour, worlds.Epoch, 24*400)
	cell := func(filter string, from, to int) *verdict.Comparison {
		spec := worlds.DiceSpec(40, 20)
		cut := data.TimeRange{From: worlds.Epoch + day(from), HasFrom: true, To: worlds.Epoch + day(to), HasTo: true}
		tape, err := data.NewTape(c, cut, 10)
		if err != nil {
			t.Fatal(err)
		}
		books := []*backtest.Book{backtest.NewBook(tape, spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
		})}
		out, err := verdict.Cell(t.Context(), verdict.Input{
			Filter: filter, Books: books, Mask: worlds.Mask(rng, books, 10, 0.2), Wallet: backtest.DefaultWallet(),
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	cells := []*verdict.Comparison{
		cell("a", 0, 100), cell("a", 101, 200), cell("a", 150, 300), cell("a", 201, 300), cell("a", 0, 90),
		cell("b", 0, 300), cell("b", 0, 100), cell("b", 101, 200),
	}
	j, err := verdict.Together(t.Context(), cells, verdict.DefaultWorthwhile(0.001))
	if err != nil {
		t.Fatal(err)
	}
	want := []bool{true, true, false, true, false, true, false, false}
	for i, k := range j.Cells {
		if k.Counted != want[i] {
			t.Errorf("cell %d counted = %t, want %t", i, k.Counted, want[i])
		}
		if k.Counted != (k.Why == "") || k.Counted != (k.Answers.Profit.Answer != "") || k.Counted != (k.Answers.Risk.Answer != "") {
			t.Errorf("cell %d: %+v", i, k)
		}
	}
	if j.Counted != 4 {
		t.Errorf("%d counted, want 4", j.Counted)
	}
}

func day(n int) data.Instant { return data.Instant(n) * data.Instant(data.Day) }
