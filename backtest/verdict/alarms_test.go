package verdict_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// A mask that is given cannot be proven; these four know the future. The first three
// are found out; the fourth leaks slowly and cannot be told from skill.
func TestMasksThatKnowTheFuture(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	const days, hour, day = 370, 4, 96
	b := worlds.Books(t, rng, 1, day*days, 15*data.Minute, 100)[0]
	tape := b.Tape
	closes, lows := tape.Closes(), tape.Lows()
	mask := func(on func(row int) bool) *data.Mask {
		m := data.NewMask(tape.Len())
		for row := range tape.Len() {
			if on(row) {
				m.Set(row)
			}
		}
		return m
	}
	ahead := func(row, size int) float64 { // of the stretch of so many rows that the row lies in
		from := int((tape.Time(row) - tape.Time(row).Day()) / data.Instant(tape.Step) % data.Instant(size))
		first, last := max(row-from, 1), min(row-from+size-1, tape.Len()-1)
		return closes[last]/closes[first-1] - 1
	}
	base := backtest.Walk([]*backtest.Book{b}, nil, backtest.Fixed([]*backtest.Book{b}, backtest.DefaultWallet()))
	byProfit := slices.Clone(base.Trades)
	slices.SortFunc(byProfit, func(x, y backtest.Taken) int { return cmp.Compare(x.ProfitAbs, y.ProfitAbs) })
	worst := map[int]bool{}
	for _, k := range byProfit[:300] {
		worst[b.Opps[k.Opp].Signal] = true
	}
	for _, tt := range []struct {
		name string
		mask *data.Mask
		want verdict.Answer
		why  string
	}{
		{"the 300 worst trades of a year", mask(func(row int) bool { return worst[row] }), verdict.Invalid, "best choice"},
		{"the next bar's low", mask(func(row int) bool { return row+1 < tape.Len() && lows[row+1] < 0.985*closes[row] }), verdict.Invalid, "one candle late"},
		{"the hour's return at its start", mask(func(row int) bool { return ahead(row, hour) < -0.02 }), verdict.Invalid, "one candle late"},
		{"the day's return at midnight", mask(func(row int) bool { return ahead(row, day) < -0.1 }), verdict.Helps, ""},
		{"the hour's return before", mask(func(row int) bool { return row >= hour && ahead(row-hour, hour) < -0.02 }), verdict.Inconclusive, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := verdict.NewSubject([]*backtest.Book{b}, []*data.Mask{tt.mask}, 1, 1)
			e, alarms, err := s.Evidence(t.Context(), verdict.DefaultWorthwhile(0.001))
			if err != nil {
				t.Fatal(err)
			}
			a := e.Answers(verdict.DefaultWorthwhile(0.001), nil)
			why := strings.Join(a.Reasons, " ")
			t.Logf("%s %s %v %+v", a.Profit.Answer, a.Risk.Answer, a.Reasons, alarms)
			if a.Profit.Answer != tt.want || !strings.Contains(why, tt.why) {
				t.Errorf("%s because of %q, want %s because of %q", a.Profit.Answer, why, tt.want, tt.why)
			}
		})
	}
}
