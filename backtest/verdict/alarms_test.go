package verdict_test

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// judged is the answer for a mask on one book.
func judged(t *testing.T, b *backtest.Book, on func(row int) bool) (verdict.Answers, string) {
	t.Helper()
	m := data.NewMask(b.Tape.Len())
	for row := range m.Len() {
		if on(row) {
			m.Set(row)
		}
	}
	w := verdict.DefaultWorthwhile(0.001)
	e, alarms, err := verdict.NewSubject([]*backtest.Book{b}, []*data.Mask{m}, 1, 1).Evidence(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(alarms)
	if err != nil {
		t.Fatal(err)
	}
	a := e.Answers(w, nil)
	return a, strings.Join(a.Reasons, " ") + " " + string(text)
}

// stretchReturn is the return of the hour, or day, that a row lies in: so many rows
// from midnight on.
func stretchReturn(tape *data.Tape, row, size int) float64 {
	from := int((tape.Time(row) - tape.Time(row).Day()) / data.Instant(tape.Step) % data.Instant(size))
	c := tape.Closes()
	first, last := max(row-from, 1), min(row-from+size-1, len(c)-1)
	return c[last]/c[first-1] - 1
}

// A mask that is given cannot be proven. Fast leaks are found out; the day's return at
// midnight is a slow one and cannot be told from skill.
func TestMasksThatKnowTheFuture(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	const days, day = 370, 96
	b := worlds.Books(t, rng, 1, day*days, 15*data.Minute, 100)[0]
	tape := b.Tape
	books := []*backtest.Book{b}
	byProfit := backtest.Walk(books, nil, backtest.Fixed(books, backtest.DefaultWallet())).Trades
	slices.SortFunc(byProfit, func(x, y backtest.Taken) int { return cmp.Compare(x.ProfitAbs, y.ProfitAbs) })
	worst := map[int]bool{}
	for _, k := range byProfit[:300] {
		worst[b.Opps[k.Opp].Signal] = true
	}
	tail := map[int]bool{} // entries of 300 trades at random: a block list that knows nothing
	rng.Shuffle(len(byProfit), func(i, j int) { byProfit[i], byProfit[j] = byProfit[j], byProfit[i] })
	for _, k := range byProfit[:300] {
		tail[b.Opps[k.Opp].Signal] = true
	}
	for _, tt := range []struct {
		name string
		on   func(row int) bool
		want verdict.Answer
		why  string
	}{
		{"the 300 worst trades of a year", func(row int) bool { return worst[row] }, verdict.Invalid, "of what the best choice"},
		{"300 trades of a year", func(row int) bool { return tail[row] }, verdict.Invalid, "is made of entries"},
		{"the next bar's low", func(row int) bool {
			return row+1 < tape.Len() && tape.Lows()[row+1] < 0.985*tape.Closes()[row]
		}, verdict.Invalid, "one candle late"},
		{"the day's return at midnight", func(row int) bool { return stretchReturn(tape, row, day) < -0.1 }, verdict.Helps, ""},
		{"the hour's return before", func(row int) bool { return row >= 4 && stretchReturn(tape, row-4, 4) < -0.02 }, verdict.Inconclusive, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, why := judged(t, b, tt.on)
			if a.Profit.Answer != tt.want || (tt.want == verdict.Invalid) != (a.Risk.Answer == verdict.Invalid) || !strings.Contains(why, tt.why) {
				t.Errorf("%s and %s because of %q, want %s because of %q", a.Profit.Answer, a.Risk.Answer, why, tt.want, tt.why)
			}
		})
	}
}

// Four months have too few shifts for a p of 0.005. A mask of the worst trades is found
// out there, too: none of its shifts chooses as well.
func TestKnowingTheFutureOfFourMonths(t *testing.T) {
	const days, day = 120, 96
	b := worlds.Books(t, rand.New(rand.NewPCG(4, 1)), 1, day*days, 15*data.Minute, 100)[0]
	books := []*backtest.Book{b}
	trades := backtest.Walk(books, nil, backtest.Fixed(books, backtest.DefaultWallet())).Trades
	slices.SortFunc(trades, func(x, y backtest.Taken) int { return cmp.Compare(x.ProfitAbs, y.ProfitAbs) })
	worst := map[int]bool{}
	for _, k := range trades[:60] {
		for row := range day / 24 { // an hour each, so that not every blocked bar is an entry
			worst[b.Opps[k.Opp].Signal+row] = true
		}
	}
	a, why := judged(t, b, func(row int) bool { return worst[row] })
	if a.Profit.Answer != verdict.Invalid || !strings.Contains(why, "of what the best choice") {
		t.Errorf("%s because of %q", a.Profit.Answer, why)
	}
}

// The hour's return stamped at its start is found out where trades are hardly longer
// than the hour: it chooses over half of what the best choice would.
func TestHourAtItsStart(t *testing.T) {
	for _, name := range []string{"MACDCross", "BollingerBreakout"} {
		b := btcBook(t, name, "20220101-20221231")
		b = b.With(backtest.Execution{Rules: backtest.RulesOf(b.Spec, 0.001), Market: b.Market, Stake: 100})
		a, why := judged(t, b, func(row int) bool { return stretchReturn(b.Tape, row, 12) < -0.002 })
		if a.Profit.Answer != verdict.Invalid || !strings.Contains(why, "of what the best choice") {
			t.Errorf("%s: %s because of %q", name, a.Profit.Answer, why)
		}
		if a, why = judged(t, b, func(row int) bool { return row >= 12 && stretchReturn(b.Tape, row-12, 12) < -0.002 }); a.Profit.Answer == verdict.Invalid {
			t.Errorf("%s: the hour before is INVALID because of %q", name, why)
		}
	}
}
