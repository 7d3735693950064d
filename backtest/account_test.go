package backtest_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

const fiveMinutes = data.Instant(5 * data.Minute)

// randomRuns are runs of several pairs over a few days, some with many slots.
func randomRuns(t *testing.T, n int) []*backtest.Result {
	t.Helper()
	rng := rand.New(rand.NewPCG(12, 1))
	var out []*backtest.Result
	for range n {
		w := backtest.DefaultWallet()
		w.Slots = 1 + rng.IntN(4)
		books := worlds.Books(t, rng, 1+rng.IntN(4), 1000, 5*data.Minute, w.Stake)
		out = append(out, backtest.Walk(books, nil, w))
	}
	return out
}

// Exposure counts the candles during which a trade is open: from its open until the
// candle it is closed on, which counts too if it is the one it was opened on.
func TestExposureIsACount(t *testing.T) {
	overlapping := 0
	for _, r := range randomRuns(t, 40) {
		from, to := r.Span()
		trades := r.List()
		busy := 0
		for at := from; at <= to; at += fiveMinutes {
			open := 0
			for _, k := range trades {
				if k.Open <= at && at < k.Close || k.Open == at && k.Close == at {
					open++
				}
			}
			if open > 0 {
				busy++
			}
			overlapping += max(0, open-1)
		}
		want := min(1, float64(busy)*float64(fiveMinutes)/float64(to-from))
		if got := r.Exposure(); math.Abs(got-want) > 1e-12 {
			t.Fatalf("exposure %v of %d trades, want %v", got, len(trades), want)
		}
	}
	if overlapping == 0 {
		t.Error("no two trades were open at once")
	}
}

// Trades may be closed in another order than they were opened in: the long one here
// is closed last and covers the others.
func TestExposureOfNestedTrades(t *testing.T) {
	r := nested(t)
	trades := r.List()
	if len(trades) != 3 || trades[2].Open > trades[0].Open {
		t.Fatalf("%d trades, want the first one opened to be closed last of three", len(trades))
	}
	from, to := r.Span()
	if got, want := r.Exposure(), float64(30*fiveMinutes)/float64(to-from); math.Abs(got-want) > 1e-12 {
		t.Errorf("exposure %v, want %v", got, want)
	}
}

// nested is a run of two pairs: one trade of 30 candles, and within it two of 5.
func nested(t *testing.T) *backtest.Result {
	t.Helper()
	long, short := dots(60), dots(60)
	long[9], long[39] = 'E', 'X'
	short[11], short[16], short[20], short[25] = 'E', 'X', 'E', 'X'
	w := backtest.DefaultWallet()
	w.Slots = 2
	return backtest.Walk([]*backtest.Book{scripted(t, "BTC/USDT", long, 100), scripted(t, "ETH/USDT", short, 100)}, nil, w)
}

// At the end of a day the account holds what was earned on closed trades, and open
// ones at the last close of the day less the fee of selling.
func TestEquityIsAnAccount(t *testing.T) {
	for _, r := range randomRuns(t, 20) {
		from, to := r.Span()
		marks := r.Equity()
		day := data.Instant(data.Day)
		if want := int(to.Day()-from.Day())/int(day) + 1; len(marks) != want {
			t.Fatalf("%d marks, want %d", len(marks), want)
		}
		for i, m := range marks {
			end := from.Day() + data.Instant(i+1)*day
			realised, open := r.Wallet.Start, 0.0
			for _, k := range r.List() {
				switch {
				case k.Close < end:
					realised += k.ProfitAbs
				case k.Open < end:
					tape := r.Books[k.Book].Tape
					price := 0.0
					for row := range tape.Len() {
						if tape.Time(row).Add(tape.Step) <= end {
							price = tape.Closes()[row]
						}
					}
					open += k.Amount*price*(1-k.FeeClose) - k.OpenValue
				}
			}
			if m.Day != end-day || math.Abs(m.Realised-realised) > 1e-6 || math.Abs(m.Equity-realised-open) > 1e-6 {
				t.Fatalf("day %d: %+v, want %v realised and %v in open trades", i, m, realised, open)
			}
		}
	}
}

// A run begins with the earliest of its books and ends with the latest.
func TestSpan(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 1))
	for range 30 {
		books := worlds.Books(t, rng, 4, 200, 5*data.Minute, 100)
		rng.Shuffle(len(books), func(i, j int) { books[i], books[j] = books[j], books[i] })
		from, to := backtest.Walk(books, nil, backtest.DefaultWallet()).Span()
		first, last := data.Instant(math.MaxInt64), data.Instant(0)
		for _, b := range books {
			first, last = min(first, b.Tape.Time(b.Tape.Warm)), max(last, b.Tape.Time(b.Tape.Len()-1))
		}
		if from != first || to != last {
			t.Fatalf("span %s to %s, want %s to %s", from, to, first, last)
		}
	}
}
