package verdict_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
)

const oneDay = data.Instant(data.Day)

// Rows, blocks, signals and the quality of inputs, counted row by row.
func TestHealthIsCounted(t *testing.T) {
	in := fullInput(t, 4)
	in.Fees, in.Variants, in.Labels = nil, nil, nil
	for _, m := range in.Mask {
		m.SetRange(2, 6) // a stretch that is not tested, and one that is in part
		m.ClearRange(6, 8)
		m.SetRange(8, 14)
		m.ClearRange(14, 16)
	}
	var want verdict.Health
	var k verdict.Coverage
	for i, b := range in.Books {
		for row := b.Tape.Warm; row < b.Tape.Len(); row++ {
			in.Quality[i][row] = verdict.Quality(row % 7 % 3)
			want.Rows++
			k.Rows++
			if in.Mask[i].Get(row) {
				want.BlockedRows++
				if row == b.Tape.Warm || !in.Mask[i].Get(row-1) {
					want.Blocks++
				}
			}
			switch row % 7 % 3 {
			case 1:
				k.RowsDefaulted++
			case 2:
				k.RowsStale++
			}
		}
		for _, o := range b.Opps {
			want.Signals++
			k.Entries++
			if in.Mask[i].Get(o.Signal) {
				want.BlockedSignals++
			}
			switch o.Signal % 7 % 3 {
			case 1:
				k.EntriesDefaulted++
			case 2:
				k.EntriesStale++
			}
		}
	}
	c, err := verdict.Cell(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	h := &c.Health
	if h.Rows != want.Rows || h.BlockedRows != want.BlockedRows || h.Blocks != want.Blocks || h.Signals != want.Signals || h.BlockedSignals != want.BlockedSignals ||
		!nearly(h.BlockRate, float64(want.BlockedRows)/float64(want.Rows)) || *h.Coverage != k {
		t.Errorf("%+v with %+v, want %+v with %+v", h, h.Coverage, want, k)
	}
	from, to := in.Books[0].Start().Day(), in.Books[0].End().Day()
	for _, b := range in.Books {
		from, to = min(from, b.Start().Day()), max(to, b.End().Day())
	}
	if h.Days != int((to-from)/oneDay)+1 || h.RuinedBaseline || h.RuinedFiltered {
		t.Errorf("%d days from %s to %s", h.Days, from, to)
	}
	bad := k.EntriesDefaulted + k.EntriesStale
	if why := strings.Join(c.Answers.Reasons, " "); 2*bad <= k.Entries || !strings.Contains(why, fmt.Sprintf("For %d of %d entry signals the filter had no data or too old ones: choose", bad, k.Entries)) {
		t.Errorf("%d of %d entries: %q", bad, k.Entries, why)
	}
	blocked, all := 0.0, 0.0
	for i, b := range in.Books {
		for row := b.Tape.Warm; row < b.Tape.Len(); row++ {
			all++
			if in.Mask[i].Get(row) {
				blocked++
			}
		}
	}
	_, alarms, err := verdict.NewSubject(in.Books, in.Mask, in.Wallet.Slots, 1).Evidence(t.Context(), verdict.DefaultWorthwhile(0.001))
	if err != nil || !nearly(alarms.BlockedBars, float64(want.BlockedSignals)/blocked) || !nearly(alarms.AllBars, float64(want.Signals)/all) {
		t.Errorf("entries %v of the blocked bars, %v of all, %v; want %v and %v", *alarms.BlockedBars, *alarms.AllBars, err, float64(want.BlockedSignals)/blocked, float64(want.Signals)/all)
	}
}

// What cannot be compared is told in one sentence.
func TestOneFaultIsTold(t *testing.T) {
	books := worlds.Books(t, rand.New(rand.NewPCG(9, 9)), 1, 24*100, data.Hour, 100)
	b := books[0]
	taken := map[int]bool{}
	for _, k := range backtest.Walk(books, nil, backtest.Fixed(books, backtest.DefaultWallet())).Trades {
		taken[int(k.Opp)] = true
	}
	idle, n := data.NewMask(b.Tape.Len()), 0
	for k, o := range b.Opps {
		if !taken[k] {
			idle.Set(o.Signal)
			n++
		}
	}
	half := data.NewMask(b.Tape.Len())
	half.SetRange(0, half.Len()/2)
	poor := []*backtest.Book{b.With(backtest.Execution{Rules: b.Rules, Market: b.Market, Stake: 1e-9})}
	// The second pair's smallest order is above the stake, and the first is shut.
	market := b.Market
	market.MinCost = 1000
	dear := append(slices.Clip(books), b.With(backtest.Execution{Rules: b.Rules, Market: market, Stake: b.Stake}))
	all, none := data.NewMask(b.Tape.Len()), data.NewMask(b.Tape.Len())
	all.SetRange(0, all.Len())
	for _, tt := range []struct {
		books []*backtest.Book
		mask  *data.Mask
		why   string
	}{
		{books, none, "The filter refused nothing in this range: choose one with refusals, or a longer range."},
		{dear, all, "The filter leaves no trade: choose a milder one, or a longer range."},
		{books, idle, fmt.Sprintf("None of the %d entry signals that the filter refused would have been traded: choose another filter, or a longer range.", n)},
		{poor, half, "The strategy makes no trade in this range: choose a longer one."},
	} {
		masks := []*data.Mask{tt.mask, none}[:len(tt.books)]
		c, err := verdict.Cell(t.Context(), verdict.Input{Books: tt.books, Mask: masks, Wallet: backtest.DefaultWallet()})
		if err != nil || !slices.Equal(c.Answers.Reasons, []string{tt.why}) || c.Answers.Profit.Answer != verdict.Invalid || c.Chosen != nil {
			t.Errorf("%s because of %q, %v; want %q", c.Answers.Profit.Answer, c.Answers.Reasons, err, tt.why)
		}
	}
}

// Variants and labels that do not cover the candles are left out and named.
func TestPartsThatDoNotFit(t *testing.T) {
	in := fullInput(t, 1)
	good := in.Variants[0].Mask
	long := slices.Clone(good)
	long[2] = data.NewMask(in.Books[2].Tape.Len() + 1)
	in.Fees = nil
	in.Variants = []verdict.Variant{{Name: "few", Mask: good[:2]}, {Name: "fits", Mask: good}, {Name: "long", Mask: long}}
	in.Labels = append(in.Labels, verdict.Labels{Name: "pairs", Rows: in.Labels[0].Rows[:1]})
	c, err := verdict.Cell(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	fixed := backtest.Walk(in.Books, backtest.Masked(good), backtest.Fixed(in.Books, in.Wallet))
	var profit backtest.Money
	for _, k := range fixed.Trades {
		profit += backtest.MoneyOf(k.ProfitAbs)
	}
	if v := c.Variants; len(v) != 1 || v[0].Name != "fits" || v[0].Trades != len(fixed.Trades) || v[0].Profit != profit {
		t.Errorf("%+v, want %d trades that earn %v", v, len(fixed.Trades), profit)
	}
	want := []string{`labels "pairs" are for 1 pairs, the run has 3`, `variant "few" does not cover the candles`, `variant "long" does not cover the candles`}
	if !slices.Equal(c.Warnings, want) || len(c.Breakdowns) != 4 {
		t.Errorf("%q with %d breakdowns, want %q", c.Warnings, len(c.Breakdowns), want)
	}
	first, last := in.Books[0].Start(), in.Books[0].End()
	for _, b := range in.Books {
		first, last = min(first, b.Start()), max(last, b.End())
	}
	if c.From != first || c.To != last || c.Slots != 2 || c.Stake != 100 || c.Filter != "random" || c.Strategy != in.Books[0].Spec.Name || !slices.Equal(c.Pairs, worlds.Pairs[:3]) {
		t.Errorf("%s and %s on %q from %s to %s with %d slots of %v", c.Strategy, c.Filter, c.Pairs, c.From, c.To, c.Slots, c.Stake)
	}
}

// Where most bars carry an entry signal any mask is made of entries.
func TestEntriesEverywhere(t *testing.T) {
	c := worlds.Candles(rand.New(rand.NewPCG(3, 3)), "BTC/USDT", data.Hour, worlds.Epoch, 24*200)
	tape := worlds.Tape(t, c, 0)
	for line, want := range map[string]bool{"EEEEEEEEEEEEEEEEEEEX": false, "E  X      ": true} {
		spec := strategies.Spec{Name: "Often", Stop: -0.5, New: func() strategies.Strategy { return worlds.Script(strings.Repeat(line, tape.Len()/len(line)+1)) }}
		books := []*backtest.Book{backtest.NewBook(tape, spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
		})}
		m := data.NewMask(tape.Len())
		for i, o := range books[0].Opps {
			if o.Signal/24%4 == o.Signal/24/4%4 && i%3 > 0 {
				m.Set(o.Signal)
			}
		}
		s := verdict.NewSubject(books, []*data.Mask{m}, 1, 1)
		o, err := verdict.Panel(s).Run(t.Context())
		if err != nil || o.Refused < 30 {
			t.Fatal(o.Refused, err)
		}
		alarms, faults, err := s.Suspect(t.Context(), o, &verdict.Answers{})
		if found := strings.Contains(strings.Join(faults, " "), "is made of entries"); err != nil || found != want || *alarms.BlockedBars != 1 {
			t.Errorf("entries %v of the blocked bars, %v of all: %q, %v", *alarms.BlockedBars, *alarms.AllBars, faults, err)
		}
	}
}
