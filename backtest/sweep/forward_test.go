package sweep_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

func windows(t testing.TB, text string) sweep.Windows {
	t.Helper()
	w, err := sweep.ParseWindows(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestParseWindows(t *testing.T) {
	for _, tt := range []struct {
		text, want string
		ok         bool
	}{
		{"12mo/3mo", "12mo/3mo", true},
		{"90d/4w", "90d/4w", true},
		{"2y/1y", "2y/1y", true},
		{"12mo", "", false},
		{"0d/1d", "", false},
		{"12m/3m", "", false},
		{"1.5y/1y", "", false},
		{"-1d/1d", "", false},
		{"/", "", false},
	} {
		w, err := sweep.ParseWindows(tt.text)
		if (err == nil) != tt.ok || tt.ok && w.String() != tt.want {
			t.Errorf("ParseWindows(%q) = %v, %v; want %q", tt.text, w, err, tt.want)
		}
	}
}

// forwardCell is half a year of hourly candles with a cell and its dials.
func forwardCell(t testing.TB, candles *data.Candles, seed uint64, how ...sweep.Aim) (*sweep.Testbed, []sweep.Dial) {
	spec := worlds.DiceSpec(40, 15)
	tape := worlds.Tape(t, candles, 10)
	books := []*backtest.Book{backtest.NewBook(tape, spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(tape.Pair), Stake: 100,
	})}
	a := aim(sweep.Selection)
	if len(how) > 0 {
		a = how[0]
	}
	return sweep.NewTestbed(books, backtest.DefaultWallet(), a), randomDials(rand.New(rand.NewPCG(seed, 1)), books, 12)
}

func halfYear(seed uint64) *data.Candles {
	return worlds.Candles(rand.New(rand.NewPCG(seed, 7)), "BTC/USDT", data.Hour, worlds.Epoch, 24*200)
}

// A choice depends on nothing after the window that it is made on: other candles from
// there on do not change it, nor any choice before it.
func TestChoosingSeesNoFuture(t *testing.T) {
	w := windows(t, "2mo/1mo")
	seeds := uint64(12)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		candles := halfYear(seed)
		for _, objective := range sweep.Objectives {
			a := aim(objective)
			a.Windows = w
			cell, dials := forwardCell(t, candles, seed, a)
			all := cell.Choose([]*sweep.Batch{try(t, cell, dials, someThresholds)}, namesOf(someThresholds))
			if len(all) < 4 {
				t.Fatalf("%d windows, want at least 4", len(all))
			}
			for k, choice := range all {
				other, otherDials := forwardCell(t, changedFrom(candles, choice.Split), seed, a)
				for i := range otherDials[0].Risk { // the score is made new too
					if other.Books[0].Tape.Time(i) >= choice.Split {
						otherDials[0].Risk[i] = 1 - otherDials[0].Risk[i]
					}
				}
				again := other.Choose([]*sweep.Batch{try(t, other, otherDials, someThresholds)}, namesOf(someThresholds))
				for i := range all[:k+1] {
					if a, b := again[i], all[i]; a.Setting != b.Setting || text(a.Chosen) != text(b.Chosen) {
						t.Fatalf("seed %d, %s, candles changed from %s: choice on %s is %s (%s), want %s (%s)",
							seed, objective, choice.Split, b.From, a.Setting, text(a.Chosen), b.Setting, text(b.Chosen))
					}
				}
			}
		}
	}
}

// changedFrom has other prices from an instant on.
func changedFrom(c *data.Candles, at data.Instant) *data.Candles {
	out := data.NewCandles(c.Pair, c.Timeframe, c.Len())
	cents := func(x float64) float64 { return math.Round(x*150) / 100 }
	for i := range c.Time {
		k := c.At(i)
		if k.Start >= at {
			k.Open, k.High, k.Low, k.Close = cents(k.Open), cents(k.High)+1, cents(k.Low)/2, cents(k.Close)
		}
		out.Append(k)
	}
	return out
}

// Windows follow each other without a gap in what is judged; the judged comparison
// covers that and no more.
func TestForward(t *testing.T) {
	a := aim(sweep.Selection)
	a.Windows = windows(t, "1mo/2w")
	cell, dials := forwardCell(t, halfYear(3), 3, a)
	b := try(t, cell, dials, someThresholds)
	choices := cell.Choose([]*sweep.Batch{b}, namesOf(someThresholds))
	for i, c := range choices {
		if c.From >= c.Split || c.Split >= c.To || i > 0 && c.Split != choices[i-1].To {
			t.Errorf("window %d is %s, %s, %s", i, c.From, c.Split, c.To)
		}
	}
	asked := map[int]bool{}
	f, err := cell.Forward(t.Context(), choices, func(_ context.Context, k int) ([]*data.Mask, error) {
		asked[k] = true
		return masks(dials, someThresholds[k]), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range choices {
		if c.Index >= 0 != asked[max(c.Index, 0)] && c.Index >= 0 {
			t.Errorf("the mask of %s was not asked for", c.Setting)
		}
	}
	if f.Answers == nil || *f.From != choices[0].Split {
		t.Fatalf("judged %s, want from %s on", text(f), choices[0].Split)
	}
	_, end := span(cell)
	if *f.To != end {
		t.Errorf("judged to %s, want %s", f.To, end)
	}
	if last := choices[len(choices)-1].To; last < end {
		t.Errorf("the last window ends at %s, before the data at %s", last, end)
	}
}

func span(c *sweep.Testbed) (from, to data.Instant) {
	r := backtest.Result{Books: c.Books}
	return r.Span()
}

// Windows of months begin on the first of one.
func TestWindowsFollowTheCalendar(t *testing.T) {
	c := worlds.Candles(rand.New(rand.NewPCG(1, 7)), "BTC/USDT", data.Hour, data.Date(2024, time.January, 15), 24*150)
	a := aim(sweep.Selection)
	a.Windows = windows(t, "2mo/1mo")
	cell, dials := forwardCell(t, c, 1, a)
	got := cell.Choose([]*sweep.Batch{try(t, cell, dials, someThresholds)}, namesOf(someThresholds))
	want := []sweep.Window{
		{From: data.Date(2024, 2, 1), Split: data.Date(2024, 4, 1), To: data.Date(2024, 5, 1)},
		{From: data.Date(2024, 3, 1), Split: data.Date(2024, 5, 1), To: data.Date(2024, 6, 1)},
		{From: data.Date(2024, 4, 1), Split: data.Date(2024, 6, 1), To: data.Date(2024, 6, 13)}, // the data end
	}
	if len(got) != len(want) {
		t.Fatalf("%d windows, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i].Window != want[i] {
			t.Errorf("window %d is %v, want %v", i, got[i].Window, want[i])
		}
	}
}
