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

// sound fails unless every number in v is finite.
func sound(t *testing.T, call string, v any) {
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

func TestOneSampleStaysFinite(t *testing.T) {
	single := map[string]func(xs []float64) any{
		"BlockLength":     func(xs []float64) any { a, b, _ := stats.BlockLength(xs); return []float64{a, b} },
		"CorrelationTime": func(xs []float64) any { a, _ := stats.CorrelationTime(xs); return a },
		"Quantiles":       func(xs []float64) any { a, _ := stats.Quantiles(xs, 0.3); return a },
		"Percentile":      func(xs []float64) any { a, _ := stats.Percentile(xs, 0.9); return a },
		"BCa":             func(xs []float64) any { a, _ := stats.BCa(xs, 1, xs, 0.9); return a },
		"Acceleration":    func(xs []float64) any { a, _ := stats.Acceleration(xs); return a },
		"Describe":        func(xs []float64) any { a, _ := stats.Describe(xs); return a },
		"Sharpe":          func(xs []float64) any { a, _ := stats.Sharpe(xs); return a },
		"Ranks":           func(xs []float64) any { a, _ := stats.Ranks(xs); return a },
		"Holm":            func(xs []float64) any { a, _ := stats.Holm(xs); return a },
		"BenjaminiHochberg": func(xs []float64) any {
			a, _ := stats.BenjaminiHochberg(xs)
			return a
		},
		"RandomSubset": func(xs []float64) any { a, b, _ := stats.RandomSubset(xs, len(xs)/2); return []float64{a, b} },
		"Run": func(xs []float64) any {
			a, _ := stats.Bootstrap{Rows: len(xs), Resamples: 20, Block: 3}.Run(1, column(xs))
			return append(a, nil)
		},
		"EffectiveShifts": func(xs []float64) any {
			mask := make([]bool, len(xs))
			for i, x := range xs {
				mask[i] = x > 0
			}
			a, _ := stats.EffectiveShifts(mask, 1)
			return a
		},
	}
	for name, f := range single {
		for sample, xs := range awkward {
			sound(t, fmt.Sprintf("%s of %s", name, sample), f(xs))
		}
	}
}

func TestTwoSamplesStayFinite(t *testing.T) {
	double := map[string]func(xs, ys []float64) any{
		"Correlation":       func(xs, ys []float64) any { a, _ := stats.Correlation(xs, ys); return a },
		"Spearman":          func(xs, ys []float64) any { a, _ := stats.Spearman(xs, ys); return a },
		"KolmogorovSmirnov": func(xs, ys []float64) any { a, _ := stats.KolmogorovSmirnov(xs, ys); return a },
		"StabilityIndex":    func(xs, ys []float64) any { a, _ := stats.StabilityIndex(xs, ys, 10); return a },
		"BCa":               func(xs, ys []float64) any { a, _ := stats.BCa(xs, 0, ys, 0.9); return a },
		"CrossValidate":     func(xs, ys []float64) any { a, _ := stats.CrossValidate([][]float64{xs, ys}, 4); return a },
	}
	for name, f := range double {
		for one, xs := range awkward {
			for other, ys := range awkward {
				sound(t, fmt.Sprintf("%s of %s and %s", name, one, other), f(xs, ys))
				sound(t, fmt.Sprintf("%s of %s and %s, even", name, one, other), f(xs[:min(len(xs), len(ys))], ys[:min(len(xs), len(ys))]))
			}
		}
	}
}

func TestNumbersStayFinite(t *testing.T) {
	odd := []float64{
		math.NaN(), math.Inf(-1), math.Inf(1), -1e308, -2, -1, -0.5, 0, 5e-324, 1e-17, 0.5, 1 - 1e-16, 1, 2, 3, 3.5, 100, 1e9, 1e308,
	}
	for _, a := range odd {
		sound(t, "NormalCDF", stats.NormalCDF(a))
		q, _ := stats.NormalQuantile(a)
		sound(t, fmt.Sprintf("NormalQuantile(%v)", a), q)
		x, _ := stats.ExpectedMaxSharpe(2, a)
		sound(t, fmt.Sprintf("ExpectedMaxSharpe(2, %v)", a), x)
		w, _ := stats.Wilson(1, 3, a)
		sound(t, fmt.Sprintf("Wilson(1, 3, %v)", a), w)
		for _, b := range odd {
			l, _ := stats.DetectableLift(a, 0.05, b)
			d, _ := stats.ProbabilisticSharpe(a, b, b, a, b)
			sound(t, fmt.Sprint("of ", a, b), []float64{l, d})
		}
	}
}

func TestUndefined(t *testing.T) {
	refused := map[string]bool{}
	_, _, refused["BlockLength of a constant"] = stats.BlockLength(awkward["constant"])
	_, refused["Sharpe of a constant"] = stats.Sharpe(awkward["constant"])
	_, refused["Describe of a constant"] = stats.Describe(awkward["constant"])
	_, refused["Quantiles of none"] = stats.Quantiles(nil, 0.5)
	_, refused["Quantiles at 1.1"] = stats.Quantiles([]float64{1}, 1.1)
	_, refused["NormalQuantile of 0"] = stats.NormalQuantile(0)
	_, refused["NormalQuantile of 1"] = stats.NormalQuantile(1)
	_, refused["Holm above 1"] = stats.Holm([]float64{0.2, 1.1})
	_, refused["BenjaminiHochberg of NaN"] = stats.BenjaminiHochberg([]float64{math.NaN()})
	_, refused["MonteCarloP of 3 in 2"] = stats.MonteCarloP(3, 2)
	_, refused["Wilson of 0 in 0"] = stats.Wilson(0, 0, 0.95)
	_, refused["EffectiveShifts of a constant"] = stats.EffectiveShifts(make([]bool, 100), 1)
	_, refused["EffectiveShifts of three steps"] = stats.EffectiveShifts(make([]bool, 100), 30)
	_, refused["BCa with all on one side"] = stats.BCa([]float64{1, 2, 3}, 9, []float64{1, 2, 4}, 0.9)
	_, refused["CrossValidate of one"] = stats.CrossValidate([][]float64{noise(100, 1)}, 4)
	_, refused["CrossValidate by 3 blocks"] = stats.CrossValidate([][]float64{noise(100, 1), noise(100, 2)}, 3)
	_, refused["Run without resamples"] = stats.Bootstrap{Rows: 1}.Run(1, column([]float64{1}))
	_, refused["KolmogorovSmirnov of none"] = stats.KolmogorovSmirnov(nil, []float64{1})
	_, refused["Jackknife of one row"] = stats.Jackknife(1, 1, 1, nil)
	_, _, refused["RandomSubset of 3 in 2"] = stats.RandomSubset([]float64{1, 2}, 3)
	for what, ok := range refused {
		if ok {
			t.Errorf("%s is defined", what)
		}
	}
}
