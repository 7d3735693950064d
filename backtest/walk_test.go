package backtest_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
)

// TestColumns has one column per candle: what the strategy says at its close,
// whether the gate is open (o) or shut (-) then, and whether a position is held
// during it (#), up to the candle at whose open it is closed.
func TestColumns(t *testing.T) {
	tests := []struct {
		name               string
		actions, gate, pos string
		blocked            int
	}{
		{"filled at the next open", "E..X..", "oooooo", ".###..", 0},
		{"entry refused", "E..X..", "-ooooo", "......", 1},
		{"exit is never refused", "E..X..", "o-----", ".###..", 0},
		{"a second try after a refusal", "E.E.X.", "-ooooo", "...##.", 1},
		{"no entry on the last candle", "....E.", "oooooo", "......", 0},
		{"no next open, no fill", ".....E", "oooooo", "......", 0},
		{"enter and exit together do nothing", "B..X..", "oooooo", "......", 0},
		{"both together do not close", "E.B.X.", "oooooo", ".####.", 0},
		{"a refused entry still keeps the exit away", "E.B.X.", "o----o", ".####.", 0},
		{"the candle of an exit takes no entry", "EEX...", "oooooo", ".##...", 0},
		{"an entry after the exit", "E.XE..", "oooooo", ".##.##", 0},
		{"what is open at the end is closed", "E.....", "oooooo", ".#####", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := data.NewCandles("BTC/USDT", 5*data.Minute, 6)
			for i := range 6 {
				at := worlds.Epoch + data.Instant(i)*data.Instant(5*data.Minute)
				c.Append(data.Candle{Start: at, Open: 100, High: 101, Low: 99, Close: 100, Volume: 1})
			}
			spec := strategies.Spec{Name: "Script", Stop: -0.5, New: func() strategies.Strategy { return worlds.Script(tt.actions) }}
			b := backtest.NewBook(worlds.Tape(t, c, 0), spec, backtest.Execution{
				Rules: backtest.RulesOf(spec, 0), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
			})
			gate := func(_, row int) bool { return tt.gate[row] == 'o' }
			r := backtest.Walk([]*backtest.Book{b}, gate, backtest.DefaultWallet())
			pos := []byte("......")
			for _, k := range r.List() {
				for i := k.EntryRow; i < k.ExitRow; i++ {
					pos[i] = '#'
				}
				if k.Reason == backtest.ExitForce {
					pos[k.ExitRow] = '#'
				}
			}
			if string(pos) != tt.pos || r.Tally.Blocked != tt.blocked {
				t.Errorf("held %s with %d blocked, want %s with %d", pos, r.Tally.Blocked, tt.pos, tt.blocked)
			}
		})
	}
}

func wallets(t *rapid.T) backtest.Wallet {
	return backtest.Wallet{
		Start:     rapid.SampledFrom([]float64{150, 400, 1000}).Draw(t, "start"),
		Stake:     rapid.SampledFrom([]float64{20, 50, 100, 140}).Draw(t, "stake"),
		Unlimited: rapid.Bool().Draw(t, "unlimited"),
		Ratio:     rapid.SampledFrom([]float64{0.5, 0.99, 1}).Draw(t, "ratio"),
		Slots:     rapid.IntRange(1, 3).Draw(t, "slots"),
		AmendLast: rapid.Bool().Draw(t, "amend"), LastMinRatio: 0.5,
	}
}

// Every opportunity is counted once, the open gate is the baseline, profits add
// up, and no more trades are open than there are slots.
func TestWalkLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		w := wallets(rt)
		books := randomBooks(t, rng, rapid.IntRange(1, 4).Draw(rt, "pairs"), 300, w.Stake)
		opps := 0
		for _, b := range books {
			opps += len(b.Opps)
		}
		shut := rng.Uint64()
		gate := func(book, row int) bool { return shut>>(uint(book*7+row)%64)&1 == 0 }
		for name, g := range map[string]backtest.Gate{"open": nil, "shut at times": gate} {
			r := backtest.Walk(books, g, w)
			k := r.Tally
			if sum := k.Taken + k.Blocked + k.InPosition + k.NoSlot + k.NoMoney + k.TooSmall; sum != opps {
				rt.Fatalf("%s: tally %+v adds up to %d, want %d", name, k, sum, opps)
			}
			checkMoney(rt, name, r)
		}
		open := backtest.Walk(books, func(int, int) bool { return true }, w)
		if base := backtest.Walk(books, nil, w); !reflect.DeepEqual(base.List(), open.List()) {
			rt.Fatal("the open gate differs from no gate")
		}
	})
}

func checkMoney(t *rapid.T, name string, r *backtest.Result) {
	var sum float64
	trades := r.List()
	for i, a := range trades {
		sum += a.ProfitAbs
		same, open := 0, 0
		for _, b := range trades {
			if b.Open <= a.Open && (a.Open < b.Close || b.Open == a.Open && b.Close == a.Open) {
				open++
				if b.Pair == a.Pair {
					same++
				}
			}
		}
		if same != 1 {
			t.Fatalf("%s: trade %d overlaps another of its pair", name, i)
		}
		if a.Open != a.Close && open-instant(trades, a.Open) > r.Wallet.Slots {
			t.Fatalf("%s: %d trades open at %s, %d slots", name, open, a.Open, r.Wallet.Slots)
		}
	}
	if sum != r.Profit {
		t.Fatalf("%s: profits add up to %v, the wallet has %v", name, sum, r.Profit)
	}
}

// instant counts trades that were opened and closed on the candle at: they hand
// their slot on within it.
func instant(trades []backtest.Trade, at data.Instant) (n int) {
	for _, t := range trades {
		if t.Open == at && t.Close == at {
			n++
		}
	}
	return n
}

// The shortcut for one pair is the general walk.
func TestSingleIsGeneral(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		w := wallets(rt)
		w.Unlimited, w.AmendLast = false, false
		b := randomBooks(t, rng, 1, 400, w.Stake)[0]
		other := b.With(backtest.Execution{Rules: b.Rules, Market: b.Market, Stake: w.Stake + 1})
		fast, slow := backtest.Walk([]*backtest.Book{b}, nil, w), backtest.Walk([]*backtest.Book{other}, nil, w)
		if !reflect.DeepEqual(fast.List(), slow.List()) || fast.Tally != slow.Tally || fast.Ruin != slow.Ruin {
			rt.Fatalf("one pair: %+v %+v, in general %+v %+v", fast.Tally, fast.Ruin, slow.Tally, slow.Ruin)
		}
	})
}

// A wallet whose stake has shrunk below the smallest order is ruined; a fixed stake
// that never was enough is merely too small.
func TestRuinBySmallestOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	spec := worlds.DiceSpec(30, 30)
	spec.ROI = nil
	book := func(stake float64) *backtest.Book {
		return backtest.NewBook(worlds.Tape(t, worlds.Candles(rng, "BTC/USDT", 5*data.Minute, worlds.Epoch, 20_000), 10), spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, 0.05), Market: backtest.MarketOf("BTC/USDT"), Stake: stake,
		})
	}
	w := backtest.DefaultWallet()
	w.Unlimited = true
	r := backtest.Walk([]*backtest.Book{book(1000)}, nil, w)
	first := data.Instant(0) // the first entry after the last trade
	for _, o := range r.Books[0].Opps {
		if at := r.Books[0].Tape.Time(o.Entry); first == 0 && at > r.List()[len(r.Trades)-1].Close {
			first = at
		}
	}
	if !r.Ruined() || r.Tally.TooSmall != 0 || r.Tally.NoMoney != r.Ruin.Refused || r.Ruin.At != first {
		t.Errorf("unlimited: tally %+v, ruin %+v; want it ruined and nothing too small", r.Tally, r.Ruin)
	}
	w = backtest.DefaultWallet()
	w.Stake = 3 // the smallest order is 5
	r = backtest.Walk([]*backtest.Book{book(3)}, nil, w)
	if r.Ruined() || r.Tally.TooSmall == 0 || len(r.Trades) > 0 {
		t.Errorf("stake of 3: tally %+v, ruin %+v; want every entry too small", r.Tally, r.Ruin)
	}
}

// Cutting the tape leaves the trades that were closed before the cut as they were.
func TestPrefixOfTrades(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 50 {
		c := worlds.Candles(rng, "BTC/USDT", 5*data.Minute, worlds.Epoch, 400)
		spec := worlds.DiceSpec(20, 10)
		x := backtest.Execution{Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100}
		whole := worlds.Tape(t, c, 10)
		n := 50 + rng.IntN(300)
		all := backtest.Walk([]*backtest.Book{backtest.NewBook(whole, spec, x)}, nil, backtest.DefaultWallet()).List()
		head := backtest.Walk([]*backtest.Book{backtest.NewBook(whole.Head(n), spec, x)}, nil, backtest.DefaultWallet()).List()
		for i, k := range head {
			if k.ExitRow < n-1 && k != all[i] {
				t.Fatalf("head of %d rows: trade %d = %+v, want %+v", n, i, k, all[i])
			}
		}
	}
}

func BenchmarkWalk(b *testing.B) {
	rng := rand.New(rand.NewPCG(4, 4))
	spec := worlds.DiceSpec(20, 30)
	book := backtest.NewBook(worlds.Tape(b, worlds.Candles(rng, "BTC/USDT", 5*data.Minute, worlds.Epoch, 26_000), 10), spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, 0), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
	})
	book.Settle()
	w := backtest.DefaultWallet()
	w.Start = 1e6
	trades := len(backtest.Walk([]*backtest.Book{book}, nil, w).Trades)
	for b.Loop() {
		backtest.Walk([]*backtest.Book{book}, nil, w)
	}
	b.ReportMetric(float64(trades), "trades")
}

// An entry that is refused because the smallest order costs too much at its own
// price ruins nobody who trades later at a lower one.
func TestDearOrderIsNoRuin(t *testing.T) {
	market := backtest.MarketOf("BTC/USDT").WithStep(0.5)
	recovered := 0
	for seed := range uint64(20) {
		tape := worlds.Tape(t, worlds.Candles(rand.New(rand.NewPCG(3, seed)), "BTC/USDT", 5*data.Minute, worlds.Epoch, 2_000), 10)
		w := backtest.DefaultWallet()
		w.Stake = tape.Opens()[100] * market.AmountStep * 1.05
		w.Start = w.Stake * 1.05
		walk := func(stake float64) *backtest.Result {
			return backtest.Walk([]*backtest.Book{backtest.NewBook(tape, worlds.DiceSpec(30, 30), backtest.Execution{
				Rules: backtest.RulesOf(worlds.DiceSpec(30, 30), 0), Market: market, Stake: stake,
			})}, nil, w)
		}
		fast, slow := walk(w.Stake), walk(w.Stake+1)
		if fast.Tally != slow.Tally || fast.Ruin != slow.Ruin {
			t.Errorf("seed %d: one pair: %+v %+v, in general %+v %+v", seed, fast.Tally, fast.Ruin, slow.Tally, slow.Ruin)
		}
		if fast.Tally.NoMoney > fast.Ruin.Refused {
			recovered++
		}
	}
	if recovered == 0 {
		t.Error("no wallet traded again after a refusal")
	}
}
