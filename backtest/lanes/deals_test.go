package lanes_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// copied are books made of what the deals of others tell.
func copied(t *rapid.T, books []*backtest.Book) []*backtest.Book {
	var out []*backtest.Book
	for _, b := range books {
		deals, ok := b.Deals()
		if !ok {
			t.Fatal("the deals do not tell all")
		}
		tape, err := b.Tape.Clock().Tape()
		if err != nil {
			t.Fatal(err)
		}
		c, err := backtest.NewDealBook(tape, b.Spec.Name, b.Stake, deals)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// What every mask and every shift of it changes follows from the deals alone, whatever
// the slots and the day that trades count on.
func TestDealsTellWhatLanesNeed(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 7))
		pairs, slots := 1+rng.IntN(3), rng.IntN(4)
		books := worlds.Books(t, rng, pairs, 600+rng.IntN(3000), data.Hour, 100)
		again := copied(r, books)
		masks := worlds.Mask(rng, books, 1+40*rng.Float64(), 0.3)
		for _, by := range []lanes.Booking{lanes.ByClose, lanes.BySignal} {
			x, y := lanes.New(books, slots, by), lanes.New(again, slots, by)
			if x.Days() != y.Days() || x.Day0() != y.Day0() {
				r.Fatalf("%d days from %v, want %d from %v", y.Days(), y.Day0(), x.Days(), x.Day0())
			}
			for i := range books {
				if a, b := x.Baseline(i), y.Baseline(i); !slices.Equal(a.Profit, b.Profit) || !slices.Equal(a.Trades, b.Trades) {
					r.Fatalf("book %d: the open gate takes other trades", i)
				}
			}
			v, w := x.Walker(), y.Walker()
			m, n := x.Lay(masks), y.Lay(masks)
			for _, s := range append([]int{0}, lanes.Thin(x.Shifts(1), 5)...) {
				a, b := v.Shift(m, s), w.Shift(n, s)
				for i := range a {
					if !slices.Equal(a[i], b[i]) {
						r.Fatalf("book %d, shift %d: changes %v, want %v", i, s, b[i], a[i])
					}
				}
			}
		}
	})
}

func TestNewDealBookRefuses(t *testing.T) {
	tape, err := data.Clock{Pair: "A/B", Step: data.Hour, First: worlds.Epoch, Warm: 1, Rows: 10}.Tape()
	if err != nil {
		t.Fatal(err)
	}
	at := func(signal, exit int) backtest.Deal { return backtest.Deal{Signal: signal, Close: tape.Time(exit)} }
	for _, tt := range []struct {
		name  string
		deals []backtest.Deal
		want  string
	}{
		{"before the candles", []backtest.Deal{at(-1, 2)}, "outside"},
		{"entered behind them", []backtest.Deal{at(9, 9)}, "outside"},
		{"closed behind them", []backtest.Deal{at(1, 10)}, "outside"},
		{"closed before it is opened", []backtest.Deal{at(5, 5)}, "before it is opened"},
		{"twice", []backtest.Deal{at(2, 4), at(2, 5)}, "no earlier"},
		{"out of order", []backtest.Deal{at(3, 4), at(2, 5)}, "no earlier"},
	} {
		if _, err := backtest.NewDealBook(tape, "S", 100, tt.deals); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := backtest.NewDealBook(tape, "S", 100, []backtest.Deal{at(1, 2), at(8, 9)}); err != nil {
		t.Error(err)
	}
	good := tape.Clock()
	for name, spoil := range map[string]func(*data.Clock){
		"no step": func(c *data.Clock) { c.Step = 0 }, "no rows": func(c *data.Clock) { c.Rows = 0 }, "too many": func(c *data.Clock) { c.Rows = 1 << 25 },
		"all warm-up": func(c *data.Clock) { c.Warm = c.Rows }, "a negative warm-up": func(c *data.Clock) { c.Warm = -1 },
		"before 1970": func(c *data.Clock) { c.First = -1 }, "the far future": func(c *data.Clock) { c.First = data.Date(2300, 1, 1) },
	} {
		bad := good
		if spoil(&bad); bad == good {
			t.Fatalf("%s is no change", name)
		}
		if _, err := bad.Tape(); err == nil {
			t.Errorf("%s is a tape", name)
		}
	}
}
