package shift_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// An end of the interval lies beyond 0 exactly if the p of its side is at most 0.05,
// also where placebos stand still.
func TestIntervalInvertsTheTest(t *testing.T) {
	crossed := 0
	for seed := range uint64(300) {
		l, moves := oneLine(seed, 300, 79)
		for i := 1; i < 1+int(seed%20); i++ {
			moves[i] = [][]shift.Change{nil} // still
		}
		o := run(t, l, moves, shift.Around)
		x := &o.Test[shift.Profit]
		if x.Still != int(seed%20) {
			t.Fatalf("%d placebos stand still, want %d", x.Still, seed%20)
		}
		more, less := 1, 1
		for _, s := range x.Shifted {
			if s >= x.T {
				more++
			}
			if s <= x.T {
				less++
			}
		}
		if x.P != float64(more)/80 || x.PWorse != float64(less)/80 {
			t.Fatalf("p %v and %v, want %d and %d of 80", x.P, x.PWorse, more, less)
		}
		if !x.Bounded || (x.Lo > 0) != (x.P <= 0.05) || (x.Hi < 0) != (x.PWorse <= 0.05) {
			t.Fatalf("seed %d: interval %v to %v, p %v and %v", seed, x.Lo, x.Hi, x.P, x.PWorse)
		}
		if x.Lo > 0 || x.Hi < 0 {
			crossed++
		}
		if x.Smallest <= 0 {
			t.Fatalf("smallest effect %v", x.Smallest)
		}
	}
	if crossed < 5 {
		t.Errorf("only %d of 300 intervals leave 0 out: the law was hardly tried", crossed)
	}
}

// The ends and the smallest effect are those of the sorted placebos that move, however
// few do; of fewer than a fifth of all there are none.
func TestIntervalOfFewThatMove(t *testing.T) {
	const placebos, k, k20 = 79, 4, 16
	for still := range placebos + 1 {
		l, moves := oneLine(uint64(still), 300, placebos)
		for i := 1; i <= still; i++ {
			moves[i] = [][]shift.Change{nil}
		}
		x := run(t, l, moves, shift.Around).Test[shift.Profit]
		if bounded := placebos-still >= k20; x.Bounded != bounded {
			t.Fatalf("%d placebos move: bounded %v", placebos-still, x.Bounded)
		}
		if !x.Bounded {
			continue
		}
		q := slices.Sorted(slices.Values(x.Shifted[still:]))
		high, fifth, low := q[len(q)-k], q[k20-1], q[k-1]
		if !near(x.Lo, x.Selection-high*x.S, x.S) || !near(x.Hi, x.Selection-low*x.S, x.S) || !near(x.Smallest, (high-fifth)*x.S, x.S) {
			t.Fatalf("%d placebos move: %v to %v, smallest effect %v", placebos-still, x.Lo, x.Hi, x.Smallest)
		}
	}
}

// The centring takes off what the same hours bring on any other day.
func TestCentre(t *testing.T) {
	l, moves := oneLine(3, 500, 40)
	o := run(t, l, moves, shift.Around)
	var sum float64
	for i := 1; i <= 40; i++ {
		alone := run(t, l, [][][]shift.Change{moves[i]}, shift.Around)
		sum += alone.Test[0].Selection // Σz: without placebos there is no c
		for _, c := range moves[i][0] {
			sum -= o.Test[0].C[0] * float64(c.Refused)
		}
	}
	if math.Abs(sum) > 1e-6 {
		t.Errorf("selections of the placebos add up to %v, want 0", sum)
	}
}

func TestTail(t *testing.T) {
	days := func(n int, f func(d int) shift.Money) []shift.Money {
		out := make([]shift.Money, n)
		for d := range out {
			out[d] = f(d)
		}
		return out
	}
	marked := func(tail []bool) (out []int) {
		for d, on := range tail {
			if on {
				out = append(out, d)
			}
		}
		return out
	}
	for _, tt := range []struct {
		name string
		book []shift.Money
		want []int
	}{
		{"no losing day", days(100, func(d int) shift.Money { return shift.Money(d) }), nil},
		{"5 % of 41 days are three", days(41, func(d int) shift.Money { return shift.Money(d - 41) }), []int{0, 1, 2}},
		{"ties go by date", days(40, func(int) shift.Money { return -5 }), []int{0, 1}},
		{"a quarter of eight losing days", days(100, func(d int) shift.Money { return shift.Money(d - 8) }), []int{0, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := marked(shift.Tail(tt.book)); !slices.Equal(got, tt.want) {
				t.Errorf("worst days %v, want %v", got, tt.want)
			}
		})
	}
}

// The risk of every placebo is that of its days, worked out the long way.
func TestRisksOfPlacebos(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	a, b := randomLine(rng, 300, 0.8), randomLine(rng, 300, 0.8)
	moves := make([][][]shift.Change, 6)
	for i := range moves {
		share := []float64{0, 0.1, 0.3, 0.9, 1, 0.5}[i]
		moves[i] = [][]shift.Change{randomChanges(rng, a, share), randomChanges(rng, b, share)}
	}
	p := shift.Panel{Parts: []shift.Part{{Lines: []shift.Line{a, b}, Walk: fixed(moves)}}, Placebos: 5, Window: shift.Around}
	o, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range moves {
		days := make([]float64, 300)
		for d := range days {
			days[d] = a.Profit[d].Float() + b.Profit[d].Float()
		}
		for _, changes := range moves[i] {
			for _, c := range changes {
				days[c.Day] += c.Profit.Float()
			}
		}
		got := o.Masked
		if i > 0 {
			got = o.Risks[i-1]
		}
		want := riskOf(days)
		for _, m := range shift.Metrics {
			if x, y := m.Of(&got), m.Of(&want); math.Abs(x-y) > 1e-6 {
				t.Errorf("placebo %d: %s = %v, want %v", i, m.Key, x, y)
			}
		}
	}
}

func riskOf(days []float64) (r shift.Risk) {
	sorted := slices.Sorted(slices.Values(days))
	n := len(days)
	k := int(math.Ceil(0.05 * float64(n)))
	var sum, peak, mean float64
	for i := range k {
		r.CVaR += sorted[i] / float64(k)
		r.Best += sorted[n-1-i] / float64(k)
	}
	for _, x := range days {
		mean += x / float64(n)
	}
	for _, x := range days {
		sum += x
		peak = max(peak, sum)
		r.Drawdown = max(r.Drawdown, peak-sum)
		r.Ulcer += (peak - sum) * (peak - sum) / float64(n)
		r.Volatility += (x - mean) * (x - mean) / float64(n-1)
	}
	r.WorstDay, r.Ulcer, r.Volatility = sorted[0], math.Sqrt(r.Ulcer), math.Sqrt(r.Volatility)
	return r
}

// The days of a difference of two filters are those of the first; refused are its
// trades.
func TestDaysOfADifference(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	l := randomLine(rng, 200, 0.9)
	first, second := randomChanges(rng, l, 0.4), randomChanges(rng, l, 0.4)
	p := shift.Panel{Window: shift.Around, Parts: []shift.Part{
		{Lines: []shift.Line{l}, Walk: fixed([][][]shift.Change{{first}})},
		{Lines: []shift.Line{l}, Walk: fixed([][][]shift.Change{{second}}), Minus: true},
	}}
	o, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want, refused, delta := slices.Clone(l.Profit), 0, 0.0
	for _, c := range first {
		want[c.Day] += c.Profit
		refused += int(c.Refused)
		delta += c.Profit.Float()
	}
	for _, c := range second {
		delta -= c.Profit.Float()
	}
	if !slices.Equal(o.MaskDaily, want) || o.Refused != refused || math.Abs(o.Delta-delta) > 1e-6 {
		t.Errorf("%d refused, delta %v, want %d and %v; days differ: %v", o.Refused, o.Delta, refused, delta, !slices.Equal(o.MaskDaily, want))
	}
}

// One day has a worst day, and nothing varies.
func TestRiskOfOneDay(t *testing.T) {
	l := shift.Line{Profit: []shift.Money{-3e8}, Trades: []int32{2}}
	p := shift.Panel{Window: shift.Around, Parts: []shift.Part{{Lines: []shift.Line{l}, Walk: fixed([][][]shift.Change{{nil}})}}}
	o, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if want := (shift.Risk{CVaR: -3, Best: -3, WorstDay: -3, Drawdown: 3, Ulcer: 3}); o.Baseline != want || o.Masked != want {
		t.Errorf("%+v and %+v, want %+v", o.Baseline, o.Masked, want)
	}
}
