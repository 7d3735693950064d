package shift_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

func TestRecognise(t *testing.T) {
	const days, rows = 730, 24
	mask := func(on func(day, row int) bool) []bool {
		out := make([]bool, days*rows)
		for i := range out {
			out[i] = on(i/rows, i%rows)
		}
		return out
	}
	blocks := func(length int, share float64) []bool {
		rng := rand.New(rand.NewPCG(1, uint64(length)))
		on := false
		return mask(func(_, _ int) bool {
			if rng.Float64() < 1/float64(length*rows) {
				on = rng.Float64() < share
			}
			return on
		})
	}
	weekend := func(day, _ int) bool { return day%7 >= 5 }
	night := func(_, row int) bool { return row < 6 }
	for _, tt := range []struct {
		name   string
		masks  [][]bool
		want   shift.Period
		partly bool
	}{
		{"weekend", [][]bool{mask(weekend)}, shift.Weeks, false},
		{"night", [][]bool{mask(night)}, shift.Hours, false},
		{"days at random", [][]bool{blocks(1, 0.1)}, shift.Days, false},
		{"blocks of 20 days, which a day later are nearly the same", [][]bool{blocks(20, 0.3)}, shift.Days, false},
		{"half a year at a time", [][]bool{blocks(180, 0.5)}, shift.Days, false},
		{"weekends but for one in four", [][]bool{mask(func(day, row int) bool { return weekend(day, row) && day/7%4 != 0 })}, shift.Days, true},
		{"night, and a pair of blocks", [][]bool{mask(night), blocks(3, 0.2)}, shift.Days, false},
		{"constant", [][]bool{mask(func(int, int) bool { return true })}, shift.Days, false},
		{"too short", [][]bool{make([]bool, 10)}, shift.Days, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, partly := shift.Recognise(tt.masks, rows)
			if got != tt.want || partly != tt.partly {
				t.Errorf("%v, partly %v, want %v, %v", got, partly, tt.want, tt.partly)
			}
		})
	}
}

// Turns are uniform, the same for the same week, and different from week to week.
func TestTurn(t *testing.T) {
	count := make([]int, 7)
	for draw := range 7000 {
		k := shift.Turn(1, draw, 2600, 7)
		if k != shift.Turn(1, draw, 2600, 7) {
			t.Fatal("a turn is not repeatable")
		}
		count[k]++
	}
	if slices.Min(count) < 850 || slices.Max(count) > 1150 {
		t.Errorf("turns by %v, want about 1000 each", count)
	}
	same := 0
	for draw := range 7000 {
		if shift.Turn(1, draw, 2600, 7) == shift.Turn(1, draw, 2601, 7) {
			same++
		}
	}
	if same < 850 || same > 1150 {
		t.Errorf("two weeks are turned alike in %d of 7000 draws, want about 1000", same)
	}
}

// Every size is turned by each of its steps alike, two as well as seven; one stays.
func TestTurnOfEverySize(t *testing.T) {
	for size := range 30 {
		count := make([]int, max(size, 1))
		for draw := range shift.Rotations {
			count[shift.Turn(2, draw, 2600, size)]++
		}
		each := shift.Rotations / len(count)
		if least, most := slices.Min(count), slices.Max(count); least < each/2 || most > 2*each {
			t.Errorf("%d steps: turned %d to %d times each, want about %d", size, least, most, each)
		}
	}
	if shift.Rotations != 2000 { // as docs/methods.md says
		t.Errorf("%d rotations, want 2,000", shift.Rotations)
	}
}

// BestChoice is the sum over sorted windows.
func TestBestChoice(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for _, days := range []int{2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 40, 500} {
		var trades []shift.Trade
		l := shift.Line{Profit: make([]shift.Money, days), Trades: make([]int32, days)}
		for d := range days {
			for range rng.IntN(4) {
				p := shift.Money(1e8 * rng.NormFloat64())
				trades = append(trades, shift.Trade{Day: int32(d), Profit: p})
				l.Profit[d] += p
				l.Trades[d]++
			}
		}
		rng.Shuffle(len(trades), func(i, j int) { trades[i], trades[j] = trades[j], trades[i] })
		var changes []shift.Change
		for d := range days {
			if l.Trades[d] > 0 && rng.IntN(5) == 0 {
				changes = append(changes, shift.Change{Day: int32(d), Trades: -1, Refused: 1 + int32(rng.IntN(int(l.Trades[d])))})
			}
		}
		var want float64
		for _, c := range changes {
			var in []shift.Money
			var sum, worst float64
			n := 0
			for _, x := range trades {
				if x.Day >= c.Day-90 && x.Day <= c.Day+90 {
					in = append(in, x.Profit)
					sum += x.Profit.Float()
				}
			}
			for _, e := range changes {
				if e.Day >= c.Day-90 && e.Day <= c.Day+90 {
					n += int(e.Refused)
				}
			}
			slices.Sort(in)
			for _, p := range in[:n] {
				worst += p.Float()
			}
			want += float64(c.Refused) * (sum/float64(len(in)) - worst/float64(n))
		}
		if got := shift.BestChoice(l, trades, changes, shift.Around); !near(got, want, want) {
			t.Errorf("%d days: best choice %v, want %v", days, got, want)
		}
	}
}
