package verdict_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// Bad input gets an answer with a reason, and only finite numbers.
func TestBadInput(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	long := worlds.Books(t, rng, 2, 24*200, data.Hour, 100)
	short := worlds.Books(t, rng, 1, 60, data.Hour, 100)
	day := worlds.Books(t, rng, 1, 80, 15*data.Minute, 100)
	quiet := quietBooks(t)
	fill := func(books []*backtest.Book, on func(book, row int) bool) []*data.Mask {
		out := make([]*data.Mask, len(books))
		for i, b := range books {
			out[i] = data.NewMask(b.Tape.Len())
			for row := range out[i].Len() {
				if on(i, row) {
					out[i].Set(row)
				}
			}
		}
		return out
	}
	entries := func(books []*backtest.Book, on bool) []*data.Mask {
		m := fill(books, func(int, int) bool { return !on })
		for i, b := range books {
			for _, o := range b.Opps {
				m[i].Clear(o.Signal)
				if on {
					m[i].Set(o.Signal)
				}
			}
		}
		return m
	}
	every := func(n int) func(int, int) bool { return func(_, row int) bool { return row/24%n == 0 } }
	tests := []struct {
		name  string
		books []*backtest.Book
		mask  []*data.Mask
		want  verdict.Answer
		why   string
	}{
		{"no books", nil, nil, verdict.Invalid, "no book"},
		{"no mask", long, nil, verdict.Invalid, "covers nothing"},
		{"mask of another length", long, []*data.Mask{data.NewMask(1), data.NewMask(1)}, verdict.Invalid, "covers 1 rows"},
		{"constant open", long, fill(long, func(int, int) bool { return false }), verdict.Invalid, "refused nothing in this range: choose"},
		{"constant shut", long, fill(long, func(int, int) bool { return true }), verdict.Invalid, "refused every candle of this range: choose"},
		{"only rows without entries", long, entries(long, false), verdict.Invalid, "has an entry signal: choose another filter"},
		{"every entry", long, entries(long, true), verdict.Invalid, "The filter refused every entry signal: choose a milder one"},
		{"few trades", short, fill(short, every(2)), verdict.Inconclusive, "30 are needed"},
		{"one day", day, fill(day, func(_, row int) bool { return row%2 == 0 }), verdict.Inconclusive, "0 placebos"},
		{"no signal", quiet, fill(quiet, every(3)), verdict.Invalid, "no entry signal"},
		{"rare blocks", long, fill(long, func(b, row int) bool { return b == 0 && row >= 2000 && row < 2010 }), verdict.Inconclusive, "refuses only 3 trades"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := backtest.DefaultWallet()
			c, err := verdict.Cell(t.Context(), verdict.Input{Books: tt.books, Mask: tt.mask, Wallet: w, Fees: []float64{0, 0.002}})
			if err != nil {
				t.Fatal(err)
			}
			a := &c.Answers
			if a.Profit.Answer != tt.want || a.Risk.Answer != tt.want || !strings.Contains(strings.Join(a.Reasons, " "), tt.why) {
				t.Errorf("%s and %s because of %q, want %s because of %q", a.Profit.Answer, a.Risk.Answer, a.Reasons, tt.want, tt.why)
			}
			if _, err := json.Marshal(c); err != nil { // NaN and infinities cannot be written
				t.Error(err)
			}
			j, err := verdict.Together(t.Context(), []*verdict.Comparison{c}, verdict.DefaultWorthwhile(0.001))
			if err != nil || j.Answers.Profit.Answer != tt.want || len(j.Answers.Reasons) == 0 {
				t.Errorf("together: %+v, %v", j, err)
			}
		})
	}
}

func quietBooks(t *testing.T) []*backtest.Book {
	rng := rand.New(rand.NewPCG(6, 6))
	spec := worlds.DiceSpec(0, 10)
	tape := worlds.Tape(t, worlds.Candles(rng, "BTC/USDT", data.Hour, worlds.Epoch, 600), 10)
	return []*backtest.Book{backtest.NewBook(tape, spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
	})}
}

func fullInput(t testing.TB, seed uint64) verdict.Input {
	rng := rand.New(rand.NewPCG(seed, 9))
	books := worlds.Books(t, rng, 3, 24*300, data.Hour, 100)
	mask := worlds.Mask(rng, books, 30, 0.15)
	w := backtest.DefaultWallet()
	w.Slots = 2
	in := verdict.Input{
		Filter: "random", Books: books, Mask: mask, Wallet: w, Seed: 3, Fees: []float64{0, 0.001, 0.002},
		Variants: []verdict.Variant{{Name: "other", Mask: worlds.Mask(rng, books, 5, 0.1)}},
	}
	regimes := verdict.Labels{Name: "regime", Values: []string{"bull", "bear", "sideways"}}
	reasons := verdict.Labels{Name: "reason", Values: []string{"a", "b"}, Bits: true}
	for _, b := range books {
		rows, bits, q := make([]uint16, b.Tape.Len()), make([]uint16, b.Tape.Len()), make([]verdict.Quality, b.Tape.Len())
		for i := range rows {
			rows[i], bits[i] = uint16(i/100%3), uint16(i/50%4)
			if i%50 == 0 {
				q[i] = verdict.Defaulted
			}
		}
		regimes.Rows, reasons.Rows, in.Quality = append(regimes.Rows, rows), append(reasons.Rows, bits), append(in.Quality, q)
	}
	in.Labels = []verdict.Labels{regimes, reasons}
	return in
}

// The same input gives the same bytes on one core and on several.
func TestCellIsDeterministic(t *testing.T) {
	var want []byte
	for _, cores := range []int{1, 4} {
		old := runtime.GOMAXPROCS(cores)
		c, err := verdict.Cell(t.Context(), fullInput(t, 1))
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Error("the comparison depends on GOMAXPROCS")
		}
	}
}

// Figures that are found in two places agree.
func TestCellAgrees(t *testing.T) {
	for seed := range uint64(5) {
		c, err := verdict.Cell(t.Context(), fullInput(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		a := c.FixedNotional
		if got, want := *c.Answers.Profit.Delta, a.Delta.Float(); got-want > 1e-6 || want-got > 1e-6 {
			t.Errorf("difference of profit = %v, by attribution %v", got, want)
		}
		if n := c.Counterfactual.Traded.Trades; n != a.Blocked.Trades || c.Counterfactual.Traded.Profit != a.Blocked.Profit {
			t.Errorf("%d blocked trades earn %v, by attribution %+v", n, c.Counterfactual.Traded.Profit, a.Blocked)
		}
		if got := c.Health.BlockedSignals; got != c.Counterfactual.Signals || got != a.Idle+a.Blocked.Trades {
			t.Errorf("%d blocked signals, counterfactual %d, attribution %d + %d", got, c.Counterfactual.Signals, a.Idle, a.Blocked.Trades)
		}
		if c.Fees.Gross+c.Fees.Saved != a.Delta {
			t.Errorf("gross %v and fees %v do not add up to %v", c.Fees.Gross, c.Fees.Saved, a.Delta)
		}
		if p := c.Fees.Sweep[1]; p.Fee != 0.001 || p.Baseline != a.Baseline.Profit || p.Filtered != a.Filtered.Profit {
			t.Errorf("sweep at the books' fee: %+v, want %+v and %+v", p, a.Baseline, a.Filtered)
		}
	}
}
