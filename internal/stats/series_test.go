package stats_test

import (
	"encoding/json"
	"math"
	"os"
	"sync"
	"testing"
)

// A recipe names a series that scripts/statistics_reference.py makes bit for bit.
type recipe struct {
	N    int
	Seed uint64
	Phi  float64
	Tied bool
}

func (r recipe) series() []float64 {
	xs := make([]float64, r.N)
	seed, x := r.Seed, 0.0
	for i := range xs {
		e := -6.0
		for range 12 {
			seed = seed*6364136223846793005 + 1442695040888963407
			e += float64(seed>>11) / (1 << 53)
		}
		x = float64(r.Phi*x) + e
		xs[i] = x
		if r.Tied {
			xs[i] = math.Floor(x)
		}
	}
	return xs
}

// noise is a series of independent values, nearly normal.
func noise(n int, seed uint64) []float64 { return recipe{N: n, Seed: seed}.series() }

// answers are those of numpy, scipy, arch and statsmodels.
type answers struct {
	NormalQuantile [][2]float64 `json:"normal_quantile"`
	NormalCDF      [][2]float64 `json:"normal_cdf"`
	BlockLength    []struct {
		Series               recipe
		Stationary, Circular float64
	} `json:"block_length"`
	Quantiles []struct {
		Series recipe
		P, Q   []float64
	}
	Percentile []struct {
		Series, Noise recipe
		Statistic     string
		Percentile90  [2]float64
		Percentile95  [2]float64
	}
	Stationary []struct {
		Series    recipe
		Block, SD float64
		Q         [3]float64
	}
	Dependence []struct {
		Series recipe
		Tau    float64
	}
	Shifts []struct {
		Series recipe
		Step   int
		Shifts float64
	}
	Pairs []struct {
		X, Y recipe
		D    float64
		Rho  *float64
		PSI  float64
	}
	Wilson  [][5]float64
	Moments []struct {
		Series                       recipe
		Mean, SD, Skewness, Kurtosis float64
	}
	Overfitting []struct {
		Settings, Rows, Blocks int
		Better                 float64
		First                  uint64
		PBO, Loss, Slope       float64
		Logits                 []float64
	}
	StepDown []struct {
		Observed []float64
		Placebos int
		First    uint64
		P        []float64
	} `json:"step_down"`
}

var reference = sync.OnceValues(func() (answers, error) {
	var a answers
	raw, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal(raw, &a)
})

func known(t *testing.T) answers {
	t.Helper()
	a, err := reference()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// near reports whether got is want to a relative error of tol, or an absolute one
// of tol/1000 next to 0.
func near(got, want, tol float64) bool {
	return math.Abs(got-want) <= tol*max(math.Abs(want), 1e-3)
}
