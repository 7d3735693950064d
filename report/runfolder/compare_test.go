package runfolder_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

var how = runfolder.Resampling{Resamples: 400, Seed: 1}

func opened(t *testing.T, fee float64) *runfolder.Folder {
	t.Helper()
	f, err := runfolder.Open(written(t, studied(t, fee)))
	must(t, err)
	return f
}

// A run does not differ from itself.
func TestCompareWithItself(t *testing.T) {
	f := opened(t, 0.001)
	c, err := runfolder.Compare(t.Context(), f, f, how)
	must(t, err)
	if len(c.Config) != 0 || len(c.Warnings) != 0 || len(c.Pairs) != 2 {
		t.Errorf("config %v, warnings %q, %d pairs; want none, none and 2", c.Config, c.Warnings, len(c.Pairs))
	}
	for _, p := range c.Pairs {
		if p.Trades.Same != len(p.A.Trades) || len(p.Trades.Changes) != 0 {
			t.Errorf("trades %+v, want %d the same", p.Trades, len(p.A.Trades))
		}
		for _, m := range p.Metrics {
			if m.A != m.B || m.Spread != nil && (m.Spread.Delta.Lo != 0 || m.Spread.Delta.Hi != 0 || m.Spread.P != 1) {
				t.Errorf("%s = %v and %v, spread %+v", m.Metric, m.A, m.B, m.Spread)
			}
		}
	}
}

// Higher fees are no noise: every day of trading pays them. What both runs share is
// the same, and turning the comparison round turns the signs.
func TestCompareFees(t *testing.T) {
	a, b := opened(t, 0.001), opened(t, 0.002)
	c, err := runfolder.Compare(t.Context(), a, b, how)
	must(t, err)
	if want := []runfolder.Change{{Key: "fee", A: "0.001", B: "0.002"}}; !slices.Equal(c.Config, want) {
		t.Errorf("config changes %v, want %v", c.Config, want)
	}
	back, err := runfolder.Compare(t.Context(), b, a, how)
	must(t, err)
	for i, p := range c.Pairs {
		if n := p.Trades.Same + p.Trades.Changed + p.Trades.OnlyA; n != len(p.A.Trades) {
			t.Errorf("%d trades of a are accounted for, want %d", n, len(p.A.Trades))
		}
		if n := p.Trades.Same + p.Trades.Changed + p.Trades.OnlyB; n != len(p.B.Trades) {
			t.Errorf("%d trades of b are accounted for, want %d", n, len(p.B.Trades))
		}
		delta := p.Trades.ProfitB - p.Trades.ProfitA + p.Trades.ProfitDiff
		if want := p.B.Metrics["profit_total_abs"].Number - p.A.Metrics["profit_total_abs"].Number; math.Abs(delta-want) > 1e-9 {
			t.Errorf("trade by trade the profit changes by %v, in all by %v", delta, want)
		}
		for j, m := range p.Metrics {
			if m.Metric == "profit_total" && (m.Spread == nil || m.Noise() || m.Delta.Number >= 0) {
				t.Errorf("%s: delta %v, spread %+v, want a clear loss", m.Metric, m.Delta, m.Spread)
			}
			if r := back.Pairs[i].Metrics[j]; r.Delta.Number != -m.Delta.Number || m.Spread != nil && (r.Noise() != m.Noise() || math.Abs(r.Spread.Delta.Lo+m.Spread.Delta.Hi) > 1e-12) {
				t.Errorf("%s: %v one way, %v the other", m.Metric, m.Delta, r.Delta)
			}
		}
	}
}

// The intervals do not depend on the number of processors.
func TestPairedIsDeterministic(t *testing.T) {
	a, b := opened(t, 0.001), opened(t, 0.0015)
	first := runfolder.Paired(a.Runs[0].Series(), b.Runs[0].Series(), how)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if second := runfolder.Paired(a.Runs[0].Series(), b.Runs[0].Series(), how); !reflect.DeepEqual(first, second) || len(first) < 15 {
		t.Errorf("%v, then %v", first, second)
	}
}

// Two runs that differ by noise alone are told apart in about one of twenty cases.
func TestPairedKnowsNoise(t *testing.T) {
	const cases = 300
	wrong := 0
	for i := range cases {
		rng := rand.New(rand.NewPCG(uint64(i), 7))
		x, y := make([]float64, 250), make([]float64, 250)
		for j := range x {
			common := 0.01 * rng.NormFloat64()
			x[j], y[j] = common+0.002*rng.NormFloat64(), common+0.002*rng.NormFloat64()
		}
		s := runfolder.Paired(runfolder.NewSeries(0, x), runfolder.NewSeries(0, y), runfolder.Resampling{Resamples: 300, Seed: 1})
		if m := s[runfolder.MeanReturn]; !m.Noise() {
			wrong++
		}
	}
	// 5 % of 300 is 15; a binomial count is within 5 and 27 in 998 of 1,000 cases,
	// and a percentile interval is somewhat narrow.
	if wrong < 5 || wrong > 32 {
		t.Errorf("%d of %d pairs of noise are told apart, want about 15", wrong, cases)
	}
}

func TestPairedUsesCommonDays(t *testing.T) {
	returns := func(n int) []float64 {
		xs := make([]float64, n)
		for i := range xs {
			xs[i] = float64(i%7-3) / 1000
		}
		return xs
	}
	day := data.Instant(data.Day)
	a := runfolder.NewSeries(0, returns(100))
	x, y := runfolder.Common(a, runfolder.NewSeries(70*day, returns(100)))
	if x.Days() != 30 || y.Days() != 30 || x.From != 70*day || y.From != 70*day {
		t.Errorf("common days: %d from %v and %d from %v, want 30 from day 70", x.Days(), x.From, y.Days(), y.From)
	}
	for _, from := range []data.Instant{71 * day, 100 * day, -200 * day} {
		if s := runfolder.Paired(a, runfolder.NewSeries(from, returns(100)), how); s != nil {
			t.Errorf("from day %d: %d spreads, want none: too few common days", from/day, len(s))
		}
	}
}

func TestPairRuns(t *testing.T) {
	folder := func(keys ...runfolder.Key) *runfolder.Folder {
		f := &runfolder.Folder{}
		for _, k := range keys {
			f.Runs = append(f.Runs, &runfolder.Run{Key: k})
		}
		return f
	}
	k := func(s, pairs, span, arm string) runfolder.Key { return runfolder.Key{s, pairs, span, arm} }
	tests := []struct {
		name   string
		a, b   *runfolder.Folder
		pairs  int
		lonely string
	}{
		{"equal keys", folder(k("X", "P", "1", "baseline")), folder(k("X", "P", "1", "baseline")), 1, ""},
		{"another timerange", folder(k("X", "P", "1", "baseline")), folder(k("X", "P", "2", "baseline")), 1, ""},
		{"a new strategy", folder(k("X", "P", "1", "baseline")), folder(k("X", "P", "1", "baseline"), k("Y", "P", "1", "baseline")), 1, "Y P 1 baseline of b"},
		{"an arm less", folder(k("X", "P", "1", "baseline"), k("X", "P", "1", "filtered")), folder(k("X", "P", "1", "baseline")), 1, "X P 1 filtered of a"},
		{"which of two", folder(k("X", "P", "1", "baseline"), k("X", "P", "2", "baseline")), folder(k("X", "P", "3", "baseline")), 0, "X P 3 baseline of b, X P 1 baseline of a, X P 2 baseline of a"},
		{"the nearer of two", folder(k("X", "P", "1", "baseline")), folder(k("X", "P", "1", "baseline"), k("X", "P", "2", "baseline")), 1, "X P 2 baseline of b"},
	}
	for _, tt := range tests {
		pairs, lonely := runfolder.PairRuns(tt.a, tt.b)
		if len(pairs) != tt.pairs || strings.Join(lonely, ", ") != tt.lonely {
			t.Errorf("%s: %d pairs, lonely %q, want %d and %q", tt.name, len(pairs), lonely, tt.pairs, tt.lonely)
		}
	}
}

func TestExtremes(t *testing.T) {
	trade := func(hour int, profit float64) runfolder.Trade {
		return runfolder.Trade{Pair: "P", Open: data.Instant(hour) * data.Instant(data.Hour), ProfitAbs: profit}
	}
	a := []runfolder.Trade{trade(1, 5), trade(2, -3), trade(3, 1), trade(9, 0)}
	b := []runfolder.Trade{trade(1, 5), trade(3, 4), trade(4, -2), trade(9, 0)}
	c := runfolder.CompareTrades(a, b)
	if c.Same != 2 || c.OnlyA != 1 || c.OnlyB != 1 || c.Changed != 1 {
		t.Errorf("CompareTrades = %+v", c)
	}
	worst, best := c.Extremes(3)
	if len(worst) != 1 || worst[0].Delta != -2 || len(best) != 2 || best[0].Delta != 3 || best[1].Delta != 3 {
		t.Errorf("worst %+v, best %+v", worst, best)
	}
}
