package stats_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// awkward are samples that break careless code.
var awkward = map[string][]float64{
	"none":      nil,
	"one":       {1},
	"two equal": {2, 2},
	"two":       {1, 2},
	"constant":  {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1},
	"zeros":     make([]float64, 40),
	"nan":       {1, 2, math.NaN(), 4, 5, 6, 7, 8},
	"infinite":  {1, 2, math.Inf(1), 4, 5, 6, 7, 8},
	"huge":      {1e308, -1e308, 1e308, 1e308, -1e308, 1e308, 1e307, -1e308},
	"tiny":      {5e-324, 0, 0, 5e-324, 0, 5e-324, 0, 0, 0, 5e-324},
	"ulp":       {1, 1, 1, math.Nextafter(1, 2), 1, 1, 1, 1},
	"offset":    {1e9 + 1, 1e9, 1e9, 1e9 + 2, 1e9, 1e9, 1e9 - 1, 1e9},
	"one blip":  {0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0},
	"switching": {1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1},
}

// sound fails unless every number in v is finite, and v is the zero value where it
// is not defined.
func sound(t *testing.T, call string) func(v any, ok bool) {
	return func(v any, ok bool) {
		t.Helper()
		if !ok && v != nil && !reflect.ValueOf(v).IsZero() {
			t.Errorf("%s is undefined and %v, want the zero value", call, v)
		}
		numbers(t, call, v)
	}
}

func numbers(t *testing.T, call string, v any) {
	t.Helper()
	var walk func(r reflect.Value)
	walk = func(r reflect.Value) {
		switch r.Kind() {
		case reflect.Float64:
			if f := r.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
				t.Errorf("%s = %v", call, v)
			}
		case reflect.Struct:
			for i := range r.NumField() {
				walk(r.Field(i))
			}
		case reflect.Slice:
			for i := range r.Len() {
				walk(r.Index(i))
			}
		}
	}
	if v != nil {
		walk(reflect.ValueOf(v))
	}
}

// both makes one value of two.
func both(a, b float64, ok bool) (any, bool) { return [2]float64{a, b}, ok }

func TestOneSampleStaysFinite(t *testing.T) {
	for sample, xs := range awkward {
		of := func(name string) func(v any, ok bool) { return sound(t, name+" of "+sample) }
		of("BlockLength")(both(stats.BlockLength(xs)))
		of("CorrelationTime")(stats.CorrelationTime(xs))
		of("Quantiles")(stats.Quantiles(xs, 0.3))
		of("Percentile")(stats.Percentile(xs, 0.9))
		of("Describe")(stats.Describe(xs))
		of("Sharpe")(stats.Sharpe(xs))
		of("Ranks")(stats.Ranks(xs))
		replicates, _ := stats.Bootstrap{Rows: len(xs), Resamples: 20, Block: 3}.Run(1, column(xs))
		numbers(t, "Run of "+sample, replicates)
		mask := make([]bool, len(xs))
		for i, x := range xs {
			mask[i] = x > 0
		}
		of("EffectiveShifts")(stats.EffectiveShifts(mask, 1))
	}
}

func TestTwoSamplesStayFinite(t *testing.T) {
	try := func(call string, xs, ys []float64) {
		of := func(name string) func(v any, ok bool) { return sound(t, name+" of "+call) }
		of("Correlation")(stats.Correlation(xs, ys))
		of("Spearman")(stats.Spearman(xs, ys))
		of("KolmogorovSmirnov")(stats.KolmogorovSmirnov(xs, ys))
		of("StabilityIndex")(stats.StabilityIndex(xs, ys, 10))
		of("CrossValidate")(stats.CrossValidate([][]float64{xs, ys}, 4))
	}
	for one, xs := range awkward {
		for other, ys := range awkward {
			n := min(len(xs), len(ys))
			try(one+" and "+other, xs, ys)
			try(one+" and "+other+", even", xs[:n], ys[:n])
		}
	}
}

func TestNumbersStayFinite(t *testing.T) {
	odd := []float64{
		math.NaN(), math.Inf(-1), math.Inf(1), -1e308, -2, -1, -0.5, 0, 5e-324, 1e-17, 0.5, 1 - 1e-16, 1, 2, 3, 3.5, 100, 1e9, 1e308,
	}
	for _, a := range odd {
		of := func(name string) func(v any, ok bool) { return sound(t, fmt.Sprintf("%s at %v", name, a)) }
		of("NormalCDF")(stats.NormalCDF(a), true)
		of("NormalQuantile")(stats.NormalQuantile(a))
		of("ExpectedMaxSharpe")(stats.ExpectedMaxSharpe(2, a))
		of("DeflatedSharpe")(stats.DeflatedSharpe(a, 100, a, 3, 2, 0.1))
		of("Wilson")(stats.Wilson(1, 3, a))
		for _, b := range odd {
			of := func(name string) func(v any, ok bool) { return sound(t, fmt.Sprintf("%s at %v, %v", name, a, b)) }
			of("ProbabilisticSharpe")(stats.ProbabilisticSharpe(a, b, b, a, b))
		}
	}
}

// Where each figure begins and ends to be defined. What is undefined is 0.
func TestUndefined(t *testing.T) {
	nan := math.NaN()
	is := func(want bool) func(v any, ok bool) {
		return func(v any, ok bool) {
			t.Helper()
			if ok != want {
				t.Errorf("%v, %t, want defined %t", v, ok, want)
			}
			sound(t, "this")(v, ok)
		}
	}
	no, yes := is(false), is(true)
	one, two, flat := []float64{1}, []float64{1, 2}, awkward["constant"]
	pair := [][]float64{noise(100, 1), noise(100, 2)}

	no(both(stats.BlockLength(one)))
	yes(both(stats.BlockLength(two)))
	no(both(stats.BlockLength(flat)))
	no(stats.CorrelationTime(noise(3, 1)))
	yes(stats.CorrelationTime(noise(4, 1)))
	no(stats.CorrelationTime(flat))
	for _, f := range []func([]float64) (any, bool){
		func(xs []float64) (any, bool) { return stats.Sharpe(xs) },
		func(xs []float64) (any, bool) { return stats.Describe(xs) },
		func(xs []float64) (any, bool) { return stats.Correlation(xs, xs) },
		func(xs []float64) (any, bool) { return stats.Spearman(xs, xs) },
	} {
		no(f(one))
		no(f(flat))
		no(f([]float64{1, 2, nan}))
		yes(f(two))
	}
	no(stats.Correlation(one, two))
	no(stats.Spearman(two, one))
	no(stats.Ranks(nil))
	no(stats.Quantiles(nil, 0.5))
	no(stats.Quantiles(two, -0.1))
	no(stats.Quantiles(two, 0.5, 1.1))
	yes(stats.Quantiles(one, 0, 1))
	no(stats.NormalQuantile(0))
	no(stats.NormalQuantile(1))
	yes(stats.NormalQuantile(5e-324))
	yes(stats.NormalQuantile(1 - 1e-16))
	no(stats.MonteCarloP(3, 2))
	no(stats.MonteCarloP(-1, 2))
	for _, level := range []float64{-0.5, 0, 1, 1.5, nan} {
		no(stats.Wilson(1, 2, level))
		no(stats.Percentile(two, level))
	}
	no(stats.Wilson(0, 0, 0.95))
	no(stats.Wilson(-1, 2, 0.95))
	no(stats.Wilson(3, 2, 0.95))
	yes(stats.Wilson(0, 1, 0.95))
	no(stats.Percentile(nil, 0.9))
	no(stats.EffectiveShifts(make([]bool, 100), 1))
	no(stats.EffectiveShifts([]bool{true, true, true, true}, 1))
	no(stats.EffectiveShifts([]bool{true, false, true, false}, 0))
	no(stats.EffectiveShifts([]bool{true, false, false}, 1))
	yes(stats.EffectiveShifts([]bool{true, false, false, false}, 1))
	no(stats.KolmogorovSmirnov(nil, one))
	no(stats.KolmogorovSmirnov(one, nil))
	yes(stats.KolmogorovSmirnov(one, one))
	no(stats.StabilityIndex(two, two, 1))
	no(stats.StabilityIndex(nil, two, 2))
	no(stats.StabilityIndex(two, nil, 2))
	yes(stats.StabilityIndex(one, one, 2))
	no(stats.CrossValidate(pair[:1], 4))
	for _, blocks := range []int{-2, 0, 1, 3, 22, 52} {
		no(stats.CrossValidate(pair, blocks))
	}
	no(stats.CrossValidate([][]float64{noise(39, 1), noise(39, 2)}, 20))
	yes(stats.CrossValidate([][]float64{noise(40, 1), noise(40, 2)}, 20))
	yes(stats.CrossValidate(pair, 2))
	no(stats.CrossValidate([][]float64{noise(40, 1), noise(41, 2)}, 4))
	no(stats.CrossValidate([][]float64{noise(8, 1), awkward["nan"]}, 2))
	no(stats.ProbabilisticSharpe(0.1, 0, 1, 0, 3))
	yes(stats.ProbabilisticSharpe(0.1, 0, 1.5, 0, 3))
	no(stats.ProbabilisticSharpe(1, 0, 10, 1, 1)) // the root of 0
	no(stats.ExpectedMaxSharpe(0, 0.1))
	no(stats.ExpectedMaxSharpe(2, -0.1))
	yes(stats.ExpectedMaxSharpe(2, 0))
	yes(stats.ExpectedMaxSharpe(1, 0.1))
	no(stats.DeflatedSharpe(0.1, 100, 0, 3, 0, 0.1))
}

// Resamples of nothing.
func TestUndefinedResamples(t *testing.T) {
	f := func(idx []int32, out []float64) bool { out[0] = float64(idx[0]); return true }
	no := func(v [][]float64, ok bool) {
		t.Helper()
		if ok || v != nil {
			t.Errorf("%v, %t, want undefined", v, ok)
		}
	}
	no(stats.Bootstrap{Rows: 1}.Run(1, f))
	no(stats.Bootstrap{Resamples: 1}.Run(1, f))
	no(stats.Bootstrap{Rows: 1, Resamples: 1, Block: math.NaN()}.Run(1, f))
	no(stats.Bootstrap{Rows: 1, Resamples: 1}.Run(0, f))
	if got, ok := (stats.Bootstrap{Rows: 1, Resamples: 1}).Run(1, f); !ok || got[0][0] != 0 {
		t.Errorf("Run of one row = %v, %t", got, ok)
	}
}
