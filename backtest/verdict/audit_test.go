package verdict_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
)

// studyBook is a strategy on the candles that the study had: those of January 2021
// that the exchange has restored since as they were put then, up to the last candle
// of 2025-11-23 14:45, amounts not cut to the exchange's step.
func studyBook(t *testing.T, name string) *backtest.Book {
	t.Helper()
	real := worlds.BTC(t)
	c := data.NewCandles(real.Pair, real.Timeframe, real.Len())
	for i := range real.Len() {
		c.Append(real.At(i))
	}
	for _, k := range published.KnownDifferences() {
		for i, at := range c.Time {
			if at >= k.From && at <= k.To {
				k.Apply(c, i)
			}
		}
	}
	spec, err := strategies.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	end := data.Date(2025, time.November, 23) + 885*data.Instant(data.Minute)
	tape, err := data.NewTape(c, data.TimeRange{From: data.Date(2020, time.January, 1), HasFrom: true, To: end, HasTo: true}, spec.Startup)
	if err != nil {
		t.Fatal(err)
	}
	return backtest.NewBook(tape, spec, backtest.Execution{
		Rules:  backtest.Rules{Fee: 0.001, Stop: -0.10, ROI: strategies.ROI{{Minutes: 0, Ratio: 0.10}}},
		Market: backtest.Market{AmountStep: 1e-8, PriceTick: 0.01}, Stake: 100,
	})
}

// The published filter on real candles: an independent prototype shifted its 29
// windows by 2,000 random whole-day offsets of at least 30 days and summed the four
// strategies. Gain 337.8; placebos at 5, 50 and 95 % 333.9, 417.5 and 512.5; 94.5 %
// gained at least as much, all of them something; per removed trade 0.1672 against
// a median of 0.2014, 93.5 % at least as good.
func TestPublishedFilter(t *testing.T) {
	var placebos [][]lanes.Sample
	var real, gone float64
	var bases []lanes.Sample
	for _, s := range strategies.All() {
		book := studyBook(t, s.Name)
		books := []*backtest.Book{book}
		mask := []*data.Mask{publishedMask(t, book)}
		all := lanes.New(books, 1, lanes.ByClose)
		laid, w := all.Lay(mask), all.Walker()
		base, _ := w.Open()
		filt, _ := w.Sample(laid, 0)
		real += (filt.Profit - base.Profit).Float()
		gone += float64(base.Trades - filt.Trades)
		var samples []lanes.Sample
		for _, s := range laid.Shifts(30) {
			one, _ := w.Sample(laid, s)
			samples = append(samples, one)
		}
		placebos, bases = append(placebos, samples), append(bases, base)
		t.Logf("%-18s %5d trades %9.3f, filtered %5d %9.3f", s.Name, base.Trades, base.Profit.Float(), filt.Trades, filt.Profit.Float())
	}
	near(t, "gain over four strategies", real, 337.8, 0.25)
	near(t, "gain per removed trade", real/gone, 0.1672, 0.0001)
	n := len(placebos[0])
	gains, each := make([]float64, n), make([]float64, n)
	var asGood, eachAsGood, above int
	for i := range n {
		var removed float64
		for k, samples := range placebos {
			gains[i] += (samples[i].Profit - bases[k].Profit).Float()
			removed += float64(bases[k].Trades - samples[i].Trades)
		}
		each[i] = gains[i] / removed
		asGood += count(gains[i] >= real)
		eachAsGood += count(each[i] >= real/gone)
		above += count(gains[i] > 0)
	}
	// The prototype's shares have a standard error of √(0.055·0.945/2000) = 0.5 %.
	near(t, "share of shifts that gain as much", float64(asGood)/float64(n), 0.945, 0.015)
	near(t, "share of shifts that gain as much per trade", float64(eachAsGood)/float64(n), 0.935, 0.0165)
	near(t, "share of shifts above 0", float64(above)/float64(n), 1, 0)
	checkDraws(t, "gain", gains, []float64{0.05, 0.5, 0.95}, []float64{333.9, 417.5, 512.5})
	checkDraws(t, "gain per removed trade", each, []float64{0.5}, []float64{0.2014})
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	t.Logf("%s = %.4f, the prototype's %.4f", what, got, want)
	if math.Abs(got-want) > by {
		t.Errorf("%s = %.4f, want %.4f ± %.4f", what, got, want, by)
	}
}

// checkDraws holds quantiles that come from 2,000 random draws of xs against the
// range of 1,000 such sets of draws.
func checkDraws(t *testing.T, what string, xs, ps, want []float64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 1))
	draws := make([]float64, 2000)
	lo, hi := make([]float64, len(ps)), make([]float64, len(ps))
	for r := range 1000 {
		for i := range draws {
			draws[i] = xs[rng.IntN(len(xs))]
		}
		slices.Sort(draws)
		for i, p := range ps {
			q := quantile(draws, p)
			if r == 0 {
				lo[i], hi[i] = q, q
			}
			lo[i], hi[i] = min(lo[i], q), max(hi[i], q)
		}
	}
	s := slices.Sorted(slices.Values(xs))
	for i, p := range ps {
		t.Logf("%s of %d shifts at %v: %.4f, the prototype's %.4f", what, len(s), p, quantile(s, p), want[i])
		if want[i] < lo[i] || want[i] > hi[i] {
			t.Errorf("%s at %v = %.4f; 2,000 draws give %.4f to %.4f, the prototype got %.4f", what, p, quantile(s, p), lo[i], hi[i], want[i])
		}
	}
}

func quantile(s []float64, p float64) float64 { return s[int(p*float64(len(s)-1)+0.5)] }

// The whole answer on the published filter: it is no help.
func TestPublishedGrid(t *testing.T) {
	var cells []*verdict.Comparison
	for _, s := range strategies.All() {
		for _, period := range []string{"20200101-20211231", "20220101-20221231", "20230101-20241231", "20240101-20251123", "20200101-20251123"} {
			book := btcBook(t, s.Name, period)
			c, err := verdict.Cell(t.Context(), verdict.Input{
				Filter: "published", Books: []*backtest.Book{book}, Mask: []*data.Mask{publishedMask(t, book)},
				Wallet: backtest.DefaultWallet(), Seed: 1,
			})
			if err != nil {
				t.Fatal(err)
			}
			cells = append(cells, c)
			t.Logf("%-18s %s %v", s.Name, period, c.Answers.Reasons)
			if c.Answers.Profit.Answer == verdict.Helps {
				t.Errorf("%s %s: %v", s.Name, period, c.Answers.Reasons)
			}
		}
	}
	j, err := verdict.Together(t.Context(), cells, verdict.DefaultWorthwhile(0.001))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(j.Answers.Reasons)
	if j.Counted != 4 || j.Answers.Profit.Answer == verdict.Helps {
		t.Errorf("%d cells counted, overall %v; want 4 and no help", j.Counted, j.Answers.Reasons)
	}
}
