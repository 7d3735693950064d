package verdict_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// The interval of the lift leaves out 0 exactly where a one-sided p-value is at most
// 0.05, with few placebos, many, and ties.
func TestLiftIsTest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 200).Draw(rt, "placebos")
		steps := rapid.SampledFrom([]int{3, 20, 1_000_000}).Draw(rt, "values")
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		xs := make([]float64, n)
		for i := range xs {
			xs[i] = float64(rng.IntN(steps)) / 7
		}
		observed := float64(rng.IntN(steps+2)-1) / 7
		test := verdict.Judge(observed, xs, +1)
		ge, le := 0, 0
		for _, x := range xs {
			if x >= observed {
				ge++
			}
			if x <= observed {
				le++
			}
		}
		p, worse := float64(1+ge)/float64(1+n), float64(1+le)/float64(1+n)
		if *test.P != p || *test.PWorse != worse {
			rt.Fatalf("p = %v and %v, want %v and %v", *test.P, *test.PWorse, p, worse)
		}
		if (test.LiftLo != nil) != (n >= 19) {
			rt.Fatalf("%d placebos: lower bound %v", n, test.LiftLo)
		}
		if helps := test.LiftLo != nil && *test.LiftLo > 0; helps != (p <= verdict.Alpha) {
			rt.Fatalf("lower bound %v above 0 is %t at p = %v", test.LiftLo, helps, p)
		}
		if hurts := test.LiftHi != nil && *test.LiftHi < 0; hurts != (worse <= verdict.Alpha) {
			rt.Fatalf("upper bound %v below 0 is %t at p = %v", test.LiftHi, hurts, worse)
		}
		less := verdict.Judge(observed, xs, -1)
		if *less.P != worse || *less.PWorse != p {
			rt.Fatalf("where less is better p = %v and %v, want %v and %v", *less.P, *less.PWorse, worse, p)
		}
	})
}

func TestJudgeOfLittle(t *testing.T) {
	for _, tt := range []struct {
		name     string
		observed float64
		placebos []float64
	}{
		{"no placebo", 1, nil},
		{"one placebo", 1, []float64{1}},
		{"equal placebos", 0, make([]float64, 30)},
		{"not a number", math.NaN(), []float64{1, 2}},
		{"huge", 1e308, []float64{-1e308, 1e308, 1e308}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := json.Marshal(verdict.Judge(tt.observed, tt.placebos, +1)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestMoneyText(t *testing.T) {
	for m, want := range map[verdict.Money]string{
		0: "0.00000000", 1: "0.00000001", -1: "-0.00000001", 12_345_678_901: "123.45678901", -200_000_000: "-2.00000000",
	} {
		got, err := json.Marshal(m)
		if err != nil || string(got) != want {
			t.Errorf("JSON of %d units = %s %v, want %s", int64(m), got, err, want)
		}
		var back verdict.Money
		if err := json.Unmarshal(got, &back); err != nil || back != m {
			t.Errorf("%s reads back as %d units %v, want %d", got, int64(back), err, int64(m))
		}
	}
}
