package backtest_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

const givenStep = 5 * data.Minute

// givenTape is flat candles of a pair.
func givenTape(t testing.TB, pair string) *data.Tape {
	c := data.NewCandles(pair, givenStep, 0)
	for row := range 400 {
		c.Append(data.Candle{Start: worlds.Epoch + data.Instant(row)*data.Instant(givenStep), Open: 10, High: 10, Low: 10, Close: 10, Volume: 1})
	}
	return worlds.Tape(t, c, 1)
}

// deal is a long trade at 10 without fees that makes a profit ratio.
func deal(tape *data.Tape, entry, exit int, ratio float64, reason backtest.ExitReason) backtest.Given {
	return backtest.Given{
		Opportunity: backtest.Opportunity{Signal: entry - 1, Entry: entry}, Open: tape.Time(entry), Close: tape.Time(exit),
		OpenRate: 10, CloseRate: 10 * (1 + ratio), Amount: 10, Stake: 100, Leverage: 1, Profit: 100 * ratio, Reason: reason,
	}
}

func givenBook(t testing.TB, tape *data.Tape, given ...backtest.Given) *backtest.Book {
	t.Helper()
	b, err := backtest.NewGivenBook(tape, "given", given, backtest.Execution{Stake: 100, Market: backtest.Market{AmountStep: 0.001}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestProtections pins what no export shows: the bounds of each rule. A trade of
// rows 10 to 20, at a loss, is followed by entries that one lock or another may stop.
func TestProtections(t *testing.T) {
	minutes := func(n int) data.Instant { return data.Instant(n) * data.Instant(data.Minute) }
	rule := func(method string, change func(p *backtest.Protection)) backtest.Protection {
		p := backtest.Protection{Method: method, Stop: minutes(55), UnlockAt: -1, Lookback: minutes(60), Limit: 1}
		if change != nil {
			change(&p)
		}
		return p
	}

	for _, tt := range []struct {
		name  string
		rules []backtest.Protection
		want  []int // rows of the entries of BTC that are taken; ETH's have 200 added
		at    []int // rows of the entries asked for
	}{
		// closed on row 20, locked for 11 candles and up to the next one: rows to 32
		{name: "cooldown", rules: []backtest.Protection{rule(backtest.CooldownPeriod, nil)}, at: []int{31, 32, 33}, want: []int{33, 231}},
		{ // with the entry on row 22 there are two trades, and ETH's on the same row is locked
			name: "one loss is no drawdown", rules: []backtest.Protection{rule(backtest.MaxDrawdown, nil)}, at: []int{22}, want: []int{22},
		},
		{name: "stop above the required profit", rules: []backtest.Protection{rule(backtest.StoplossGuard, func(p *backtest.Protection) { p.Required = -0.02 })}, at: []int{22}, want: []int{22, 222}},
		{name: "stop below it", rules: []backtest.Protection{rule(backtest.StoplossGuard, nil)}, at: []int{22, 33}, want: []int{33, 233}},
		{
			name: "only per pair", rules: []backtest.Protection{rule(backtest.StoplossGuard, func(p *backtest.Protection) { p.PerPair = true })},
			at: []int{22, 33}, want: []int{33, 222, 233},
		},
		{ // the second rule's lock would end a candle later, and is not made: the first lasts to the minute it asks for
			name: "lock that is there", at: []int{32, 33}, want: []int{33, 232},
			rules: []backtest.Protection{rule(backtest.CooldownPeriod, nil), rule(backtest.CooldownPeriod, func(p *backtest.Protection) { p.Stop = minutes(60) })},
		},
		{name: "loss", rules: []backtest.Protection{rule(backtest.LockAfterLoss, nil)}, at: []int{22, 33}, want: []int{33, 222, 233}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := backtest.Wallet{Start: 1e6, Stake: 100, Ratio: 1, Slots: -1}
			btc, eth := givenTape(t, "BTC/USDT"), givenTape(t, "ETH/USDT")
			one, two := []backtest.Given{deal(btc, 10, 20, -0.01, backtest.ExitStop)}, []backtest.Given(nil)
			for _, row := range tt.at {
				one = append(one, deal(btc, row, row, 0, backtest.ExitROI))
				two = append(two, deal(eth, row, row, 0, backtest.ExitROI))
			}
			books := []*backtest.Book{givenBook(t, btc, one...), givenBook(t, eth, two...)}
			books[0].Rules.Protections = &backtest.Protections{Step: givenStep, Rules: tt.rules}
			r := backtest.Walk(books, nil, w)
			var got []int
			for _, k := range r.List() {
				if k.EntryRow > 10 {
					got = append(got, k.EntryRow+200*k.Book)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("entries %v, want %v", got, tt.want)
			}
			if r.Tally.Locked != 2*len(tt.at)-len(tt.want) {
				t.Errorf("%d locked of %d", r.Tally.Locked, 2*len(tt.at))
			}
		})
	}
}

// TestLookback: a trade that closed the lookback ago, to the minute, does not count.
func TestLookback(t *testing.T) {
	tape := givenTape(t, "BTC/USDT")
	p := backtest.Protection{Method: backtest.LowProfitPairs, Stop: data.Instant(data.Hour), UnlockAt: -1, Limit: 2}
	for back, locked := range map[int]bool{10: false, 11: true} {
		p.Lookback = data.Instant(back) * data.Instant(givenStep)
		w := backtest.Wallet{Start: 1e6, Stake: 100, Ratio: 1, Slots: -1}
		b := givenBook(t, tape, deal(tape, 10, 20, -0.01, backtest.ExitROI), deal(tape, 25, 30, -0.01, backtest.ExitROI), deal(tape, 33, 34, 0, backtest.ExitROI))
		b.Rules.Protections = &backtest.Protections{Step: givenStep, Rules: []backtest.Protection{p}}
		if r := backtest.Walk([]*backtest.Book{b}, nil, w); (r.Tally.Locked == 1) != locked {
			t.Errorf("lookback of %d candles: %d locked", back, r.Tally.Locked)
		}
	}
}

// TestDrawdown: the fall counts from the highest sum, not from the start.
func TestDrawdown(t *testing.T) {
	tape := givenTape(t, "BTC/USDT")
	p := backtest.Protection{Method: backtest.MaxDrawdown, Stop: data.Instant(data.Hour), UnlockAt: -1, Lookback: data.Instant(data.Day), Limit: 1}
	for most, locked := range map[float64]bool{0.035: true, 0.045: false} {
		p.Drawdown = most
		w := backtest.Wallet{Start: 1e6, Stake: 100, Ratio: 1, Slots: -1}
		b := givenBook(t, tape, deal(tape, 10, 11, 0.05, backtest.ExitROI), deal(tape, 13, 14, -0.02, backtest.ExitROI),
			deal(tape, 16, 17, -0.02, backtest.ExitROI), deal(tape, 19, 20, 0, backtest.ExitROI))
		b.Rules.Protections = &backtest.Protections{Step: givenStep, Rules: []backtest.Protection{p}}
		if r := backtest.Walk([]*backtest.Book{b}, nil, w); (r.Tally.Locked == 1) != locked {
			t.Errorf("at most %v: %d locked", most, r.Tally.Locked)
		}
	}
}

// TestGivenScales: at another stake and another fee a given trade is what its prices
// make of it.
func TestGivenScales(t *testing.T) {
	tape := givenTape(t, "BTC/USDT")
	g := deal(tape, 10, 20, 0.1, backtest.ExitROI)
	g.Leverage, g.Amount, g.Short, g.CloseRate, g.FeeOpen, g.FeeClose, g.Funding = 2, 20, true, 9, 0.001, 0.001, 0.5
	g.Profit = 20*10*0.999 - (20*9*1.001 - 0.5) // 20.12
	b := givenBook(t, tape, g)
	b = b.With(backtest.Execution{Rules: backtest.Rules{Fee: 0.001}, Market: b.Market, Stake: 50})
	near := func(got, want float64) bool { return math.Abs(got-want) < 1e-9 }
	o := b.Outcome(0)
	if !near(o.Amount, 10) || !near(o.Stake, 50) || !near(o.ProfitAbs, 10.06) || !near(o.Fees, 0.19) || !near(o.ProfitRatio(), 10.06/(100*0.999)*2) {
		t.Errorf("half the stake: %+v, ratio %v", o, o.ProfitRatio())
	}
	b = b.With(backtest.Execution{Rules: backtest.Rules{Fee: 0.003}, Market: b.Market, Stake: 100})
	if o := b.Outcome(0); !near(o.Fees, 1.14) || !near(o.ProfitAbs, 20*10*0.997-(20*9*1.003-0.5)) {
		t.Errorf("three times the fee: %+v", o)
	}
}

func TestGivenRefuses(t *testing.T) {
	tape := givenTape(t, "BTC/USDT")
	for _, tt := range []struct {
		name, want string
		given      []backtest.Given
	}{
		{"before the candles", "outside the candles", []backtest.Given{deal(tape, 0, 5, 0, "x")}},
		{"behind them", "outside the candles", []backtest.Given{deal(tape, 5, 400, 0, "x")}},
		{"disorder", "stands behind", []backtest.Given{deal(tape, 9, 10, 0, "x"), deal(tape, 8, 10, 0, "x")}},
		{"twice", "stands behind", []backtest.Given{deal(tape, 9, 10, 0, "x"), deal(tape, 9, 12, 0, "x")}},
	} {
		_, err := backtest.NewGivenBook(tape, "x", tt.given, backtest.Execution{Stake: 1, Market: backtest.Market{AmountStep: 1}})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

// TestSeveralOrders: the money in a trade follows its orders. It is entered for 50,
// for 50 more on row 12, and a part is sold on row 16.
func TestSeveralOrders(t *testing.T) {
	btc, eth := givenTape(t, "BTC/USDT"), givenTape(t, "ETH/USDT")
	g := deal(btc, 10, 20, 0, backtest.ExitROI)
	g.Legs = []backtest.Leg{
		{At: btc.Time(10), Amount: 5, Rate: 10, Entry: true},
		{At: btc.Time(12), Amount: 5, Rate: 10, Entry: true},
		{At: btc.Time(16), Amount: 8, Rate: 11},
		{At: btc.Time(20), Amount: 2, Rate: 10},
	}
	for row, want := range map[int]int{11: 2, 12: 1, 15: 1, 16: 2, 21: 2} {
		other := deal(eth, row, row, 0, backtest.ExitROI)
		other.Amount, other.Stake = 5, 50
		x := backtest.Execution{Stake: 50, Market: backtest.Market{AmountStep: 0.001}}
		one, err := backtest.NewGivenBook(btc, "x", []backtest.Given{g}, x)
		if err != nil {
			t.Fatal(err)
		}
		two, err := backtest.NewGivenBook(eth, "x", []backtest.Given{other}, x)
		if err != nil {
			t.Fatal(err)
		}
		r := backtest.Walk([]*backtest.Book{one, two}, nil, backtest.Wallet{Start: 149, Stake: 50, Ratio: 1, Slots: -1})
		if len(r.Trades) != want {
			t.Errorf("row %d: %d trades of a wallet of 149, want %d", row, len(r.Trades), want)
		}
	}
}
