package chart_test

import (
	"cmp"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	study "github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/calendar"
	"github.com/remora-bt/remora-bt/signals/filter"
	"github.com/remora-bt/remora-bt/strategies"
)

// A run is a cell of a study in the making.
type run struct {
	strategy  string
	candles   []*data.Candles
	context   *data.Context
	synthetic bool
	timerange string
	blocks    calendar.Windows // instead of the engine
	compare   bool
}

func (r run) source(t testing.TB) (chart.Source, *verdict.Comparison) {
	t.Helper()
	spec, err := strategies.Find(r.strategy)
	if err != nil {
		t.Fatal(err)
	}
	span, err := data.ParseTimeRange(r.timerange)
	if err != nil {
		t.Fatal(err)
	}
	s := chart.Source{Strategy: r.strategy, Filter: "default", Synthetic: r.synthetic}
	w := backtest.DefaultWallet()
	w.Slots = len(r.candles)
	var books []*backtest.Book
	var mask []*data.Mask
	for _, c := range r.candles {
		tape, err := data.NewTape(c, span, spec.Startup)
		if err != nil {
			t.Fatal(err)
		}
		screen := new(filter.Screen)
		if r.blocks != nil {
			screen = filter.ByWindows(r.blocks, tape)
		} else {
			whole, err := data.NewTape(c, data.TimeRange{To: span.To, HasTo: span.HasTo}, 0)
			if err != nil {
				t.Fatal(err)
			}
			screen = filter.ByTrack(signals.Replay(whole.With(r.context), signals.Default()), tape)
		}
		b := backtest.NewBook(tape, spec, backtest.Execution{Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(c.Pair), Stake: 100})
		b.Settle()
		books, mask, s.Screens = append(books, b), append(mask, screen.Mask()), append(s.Screens, screen)
	}
	gate := func(book, row int) bool { return s.Screens[book].Safe(row) }
	s.Result = backtest.Walk(books, nil, w)
	s.Baseline, s.Filtered = metrics.New(s.Result), metrics.New(backtest.Walk(books, gate, w))
	if !r.compare {
		return s, nil
	}
	c, err := verdict.Cell(t.Context(), verdict.Input{Books: books, Mask: mask, Wallet: w})
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

func (r run) input(t testing.TB) chart.Input {
	t.Helper()
	s, c := r.source(t)
	return chart.Of(s, c)
}

var madeUp = sync.OnceValues(func() ([]*data.Candles, *data.Context) {
	c := synthetic.Default()
	var out []*data.Candles
	for _, p := range c.Pairs {
		out = append(out, synthetic.Candles(c, p))
	}
	return out, synthetic.Context(c)
})

// demo is the built-in study: two synthetic years of one pair under the engine.
func demo(t testing.TB, strategy string) chart.Input {
	t.Helper()
	candles, context := madeUp()
	in := run{strategy: strategy, candles: candles[:1], context: context, synthetic: true, compare: true}.input(t)
	return withThresholds(in)
}

// withThresholds adds a threshold curve, which a sweep would make.
func withThresholds(in chart.Input) chart.Input {
	for i := range 19 {
		x := float64(i+1) / 20
		in.Thresholds = append(in.Thresholds, chart.Threshold{
			Risk: x, Kept: 1200 * i / 19, Observed: 180 * (1 - x) * (1 - x),
		})
	}
	return in
}

// real is a strategy on six real years of two pairs under the engine.
func real(t testing.TB, strategy string) chart.Input {
	t.Helper()
	dir := shared.Dir(t)
	context, _, err := sources.Load(filepath.Join(dir, "context"))
	if err != nil {
		t.Fatal(err)
	}
	var candles []*data.Candles
	for _, pair := range []string{"BTC", "ETH"} {
		c, err := formats.Read(filepath.Join(dir, "candles", pair+"_USDT-5m.csv.gz"), pair+"/USDT", 5*data.Minute)
		if err != nil {
			t.Fatal(err)
		}
		candles = append(candles, c)
	}
	return run{strategy: strategy, candles: candles, context: context, timerange: "20200301-20251231", compare: true}.input(t)
}

// published is a cell of the published study, whose filter is a list of blocks.
func published(t testing.TB) chart.Input {
	t.Helper()
	path := filepath.Join(shared.Dir(t), "candles", "BTC_USDT-5m.csv.gz")
	c, err := formats.Read(path, "BTC/USDT", 5*data.Minute)
	if err != nil {
		t.Fatal(err)
	}
	blocks, err := calendar.ParseWindows(study.BlocksJSON())
	if err != nil {
		t.Fatal(err)
	}
	return run{strategy: "BollingerBreakout", candles: []*data.Candles{c}, timerange: "20220101-20221231", blocks: blocks, compare: true}.input(t)
}

// tiny is three days of a flat price on which n trades are made; the filter refuses
// none.
func tiny(t testing.TB, n int) chart.Input {
	t.Helper()
	c := data.NewCandles("X/USDT", data.Hour, 72)
	for i := range 72 {
		c.Append(data.Candle{Start: data.Date(2024, 1, 1).Add(data.Timeframe(i) * data.Hour), Open: 10, High: 10, Low: 10, Close: 10, Volume: 1})
	}
	tape, err := data.NewTape(c, data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	spec := strategies.Spec{Name: "Tiny", Stop: -0.1, New: func() strategies.Strategy { return &entering{left: n} }}
	w := backtest.DefaultWallet()
	b := backtest.NewBook(tape, spec, backtest.Execution{Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("X/USDT"), Stake: w.Stake})
	r := backtest.Walk([]*backtest.Book{b}, nil, w)
	screen := filter.ByTrack(signals.Replay(tape, signals.Default()), tape)
	return chart.Of(chart.Source{
		Strategy: "Tiny", Baseline: metrics.New(r), Filtered: metrics.New(r), Result: r, Screens: []*filter.Screen{screen},
	}, nil)
}

// entering enters on every tenth candle and leaves five later, some times.
type entering struct{ seen, left int }

func (e *entering) Update(*data.Bar) strategies.Action {
	e.seen++
	switch {
	case e.seen%10 == 0 && e.left > 0:
		e.left--
		return strategies.Enter
	case e.seen%10 == 5:
		return strategies.Exit
	}
	return strategies.Hold
}

func one(t testing.TB) chart.Input   { return tiny(t, 1) }
func empty(t testing.TB) chart.Input { return tiny(t, 0) }

// winner is a random walk upwards with drawdowns of all depths.
func winner() chart.Input {
	rng := rand.New(rand.NewPCG(5, 6))
	in := chart.Input{
		Strategy: "Winner", Currency: "USDT", Timeframe: data.Hour, Start: 1000, Synthetic: true,
		From: data.Date(2021, 1, 1), To: data.Date(2024, 1, 1),
	}
	arm := func() chart.Arm {
		var a chart.Arm
		e := 1000.0
		var equity []float64
		for d := in.From; d <= in.To; d = d.Add(data.Day) {
			a.Equity, equity = append(a.Equity, chart.Day{At: d, Equity: e}), append(equity, e)
			e *= 1 + 0.0008 + 0.012*rng.NormFloat64()
		}
		a.Worst = slices.Collect(metrics.Drawdowns(equity))
		slices.SortFunc(a.Worst, func(a, b metrics.Drawdown) int { return cmp.Compare(b.Ratio, a.Ratio) })
		a.Worst = a.Worst[:5]
		return a
	}
	in.Baseline = arm()
	other := arm()
	in.Filtered = &other
	return in
}
