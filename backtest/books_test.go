package backtest_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
)

func dots(n int) []byte { return slices.Repeat([]byte{'.'}, n) }

// scripted is a book over flat candles at a price of 100 whose strategy is a line
// of text.
func scripted(t *testing.T, pair string, line []byte, stake float64) *backtest.Book {
	t.Helper()
	c := data.NewCandles(pair, 5*data.Minute, len(line))
	for i := range line {
		c.Append(data.Candle{Start: worlds.Epoch + data.Instant(i)*fiveMinutes, Open: 100, High: 101, Low: 99, Close: 100, Volume: 1})
	}
	spec := strategies.Spec{Name: "Script", Stop: -0.5, New: func() strategies.Strategy { return worlds.Script(string(line)) }}
	return backtest.NewBook(worlds.Tape(t, c, 0), spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(pair), Stake: stake,
	})
}

// A run of more than 64 books goes as the same run without the idle ones before
// them: none enters on the candle it left, and slots go round in the same order.
func TestMoreThan64Books(t *testing.T) {
	rng := rand.New(rand.NewPCG(14, 1))
	left := 0 // entries asked for on the candle of an exit
	for range 20 {
		w := backtest.DefaultWallet()
		w.Slots = 1 + rng.IntN(3)
		busy := worlds.Books(t, rng, 3, 400, 5*data.Minute, w.Stake)
		from, _ := backtest.Walk(busy, nil, w).Span()
		var books []*backtest.Book
		for range 63 {
			c := worlds.Candles(rng, "IDLE/USDT", 5*data.Minute, from, 12)
			spec := worlds.DiceSpec(0, 0)
			books = append(books, backtest.NewBook(worlds.Tape(t, c, 0), spec, backtest.Execution{
				Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("IDLE/USDT"), Stake: w.Stake,
			}))
		}
		alone, many := backtest.Walk(busy, nil, w), backtest.Walk(append(books, busy...), nil, w)
		want, got := alone.List(), many.List()
		for i := range got {
			got[i].Book -= 63
		}
		if !reflect.DeepEqual(got, want) || many.Tally != alone.Tally {
			t.Fatalf("behind 63 idle books %d trades, %+v; alone %d, %+v", len(got), many.Tally, len(want), alone.Tally)
		}
		for _, k := range want {
			for _, o := range busy[k.Book].Opps {
				if o.Entry == k.ExitRow {
					left++
				}
			}
		}
	}
	if left == 0 {
		t.Error("no book asked for an entry on the candle of an exit")
	}
}

// With makes the book that NewBook would have made.
func TestWithIsANewBook(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 1))
	tape := worlds.Tape(t, worlds.Candles(rng, "BTC/USDT", 5*data.Minute, worlds.Epoch, 600), 10)
	spec := worlds.DiceSpec(20, 10)
	first := backtest.Execution{Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100}
	second := backtest.Execution{
		Rules: backtest.RulesOf(spec, 0.002), Market: backtest.MarketOf("NONE/USDT"), Stake: 40,
		End: tape.Time(tape.Len() - 1).Add(data.Hour),
	}
	second.Rules.Stop = -0.01
	walk := func(b *backtest.Book) []backtest.Trade {
		return backtest.Walk([]*backtest.Book{b}, nil, backtest.DefaultWallet()).List()
	}
	b := backtest.NewBook(tape, spec, first)
	want := walk(b)
	if got := walk(b.With(second)); !reflect.DeepEqual(got, walk(backtest.NewBook(tape, spec, second))) || reflect.DeepEqual(got, want) {
		t.Error("a book under other rules is not the one made anew")
	}
	if !reflect.DeepEqual(walk(b), want) {
		t.Error("a book has changed by what was made of it")
	}
	later := b.With(second)
	if last := later.Opps[len(later.Opps)-1].Entry; last > tape.Len()-1 {
		t.Errorf("the last entry is on row %d of %d", last, tape.Len())
	}
}

// An end after the tape's own admits entries on its last candle; one before it, none
// from there on.
func TestEndOfEntries(t *testing.T) {
	line := dots(6)
	line[4] = 'E'
	b := scripted(t, "BTC/USDT", line, 100)
	last := b.End()
	x := backtest.Execution{Rules: b.Rules, Market: b.Market, Stake: b.Stake}
	for _, tt := range []struct {
		end  data.Instant
		want int
	}{{0, 0}, {last, 0}, {last + fiveMinutes, 1}} {
		x.End = tt.end
		if got := len(b.With(x).Opps); got != tt.want {
			t.Errorf("end at %s: %d entries, want %d", tt.end, got, tt.want)
		}
		if got := len(backtest.NewBook(b.Tape, b.Spec, x).Opps); got != tt.want {
			t.Errorf("new book, end at %s: %d entries, want %d", tt.end, got, tt.want)
		}
	}
}

// Slippage makes every fill worse by as much.
func TestSlippage(t *testing.T) {
	line := dots(10)
	line[1], line[5] = 'E', 'X'
	b := scripted(t, "BTC/USDT", line, 100)
	x := backtest.Execution{Rules: b.Rules, Market: b.Market, Stake: b.Stake}
	x.Rules.SlippageBps = 50
	k := backtest.Walk([]*backtest.Book{b.With(x)}, nil, backtest.DefaultWallet()).List()[0]
	if math.Abs(k.OpenRate-100.5) > 1e-9 || math.Abs(k.CloseRate-99.5) > 1e-9 {
		t.Errorf("bought at %v and sold at %v, want 100.5 and 99.5", k.OpenRate, k.CloseRate)
	}
	amount := math.Floor(100/100.5*1e5) / 1e5
	want := amount*99.5*0.999 - amount*100.5*1.001
	if math.Abs(k.Amount-amount) > 1e-12 || math.Abs(k.ProfitAbs-want) > 1e-8 || math.Abs(k.ProfitRatio-want/(amount*100.5*1.001)) > 1e-9 {
		t.Errorf("amount %v, profit %v (%v), want %v and %v", k.Amount, k.ProfitAbs, k.ProfitRatio, amount, want)
	}
	if got, want := k.Volume(), amount*100.5*1.001+amount*99.5*1.001; math.Abs(got-want) > 1e-9 {
		t.Errorf("volume %v, want %v", got, want)
	}
	if k.Minutes() != 20 || k.MinRate != 99 || k.MaxRate != 101 {
		t.Errorf("%d minutes between %v and %v, want 20 between 99 and 101", k.Minutes(), k.MinRate, k.MaxRate)
	}
}

// The counterfactual of an opportunity that was taken is the trade.
func TestCounterfactualIsTheTrade(t *testing.T) {
	rng := rand.New(rand.NewPCG(16, 1))
	w := backtest.DefaultWallet()
	w.Slots = 3
	books := worlds.Books(t, rng, 3, 500, 5*data.Minute, w.Stake)
	r := backtest.Walk(books, nil, w)
	for i, k := range r.List() {
		if got, ok := r.Counterfactual(int(r.Trades[i].Book), int(r.Trades[i].Opp)); !ok || got != k {
			t.Fatalf("%+v, %t, want %+v", got, ok, k)
		}
	}
	dear := books[0].With(backtest.Execution{Rules: books[0].Rules, Market: books[0].Market, Stake: 1})
	r = backtest.Walk([]*backtest.Book{dear}, nil, w)
	if books[0].Market.Known {
		if got, ok := r.Counterfactual(0, 0); ok || got != (backtest.Trade{}) {
			t.Errorf("a stake of 1 buys %+v", got)
		}
	}
}

// Without a limit of trades every book goes as if it were alone, however many ask for
// an entry on one candle and on the next.
func TestWithoutLimitBooksAreAlone(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 1))
	w := backtest.DefaultWallet()
	w.Slots, w.Start = -1, 1e9
	for _, n := range []int{2, 7, 40} {
		books := worlds.Books(t, rng, n, 600, 5*data.Minute, w.Stake)
		type key struct {
			book        int
			open, close data.Instant
			profit      float64
		}
		want := map[key]bool{}
		for i, b := range books {
			for _, k := range backtest.Walk([]*backtest.Book{b}, nil, w).List() {
				if k.Reason != backtest.ExitForce {
					want[key{i, k.Open, k.Close, k.ProfitAbs}] = true
				}
			}
		}
		got := 0
		var last data.Instant
		for _, k := range backtest.Walk(books, nil, w).List() {
			if k.Reason == backtest.ExitForce {
				continue
			}
			if k.Close < last {
				t.Fatalf("%d books: a trade that closes at %v comes after one that closes at %v", n, k.Close, last)
			}
			last = k.Close
			got++
			if !want[key{k.Book, k.Open, k.Close, k.ProfitAbs}] {
				t.Fatalf("%d books: book %d makes a trade from %v to %v that it does not make alone", n, k.Book, k.Open, k.Close)
			}
		}
		if got != len(want) || got < 5*n {
			t.Errorf("%d books: %d trades, alone %d", n, got, len(want))
		}
	}
}
