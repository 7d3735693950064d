package backtest

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"
)

// rational is x as the decimal number of its shortest text.
func rational(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', -1, 64))
	return r
}

// sampled are numbers of the kinds that prices, amounts and fees are.
func sampled(rng *rand.Rand) float64 {
	switch rng.IntN(5) {
	case 0:
		return float64(rng.IntN(1e8)+1) / 100
	case 1:
		return float64(rng.IntN(1e8)+1) / 1e5
	case 2:
		return math.Exp(60*rng.Float64() - 30)
	case 3:
		return rng.Float64()
	default:
		return math.Exp(20*rng.Float64()) * 1e9
	}
}

// many is n, or a tenth of it where tests are to be short.
func many(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// Products are those of rational numbers, rounded once.
func TestProducts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range many(200_000) {
		a, b, fee := sampled(rng), sampled(rng), float64(rng.IntN(2000))/1e5
		exact := new(big.Rat).Mul(rational(a), rational(b))
		want, _ := exact.Float64()
		if got := newDecimal(a).times(newDecimal(b)).float(); got != want {
			t.Fatalf("%v · %v = %v, want %v", a, b, got, want)
		}
		for _, sign := range []int{1, -1} {
			factored := new(big.Rat).Mul(exact, new(big.Rat).Add(big.NewRat(1, 1), new(big.Rat).Mul(big.NewRat(int64(sign), 1), rational(fee))))
			want, _ := factored.Float64()
			if got := newDecimal(a).times(newDecimal(b)).times(factor(fee, sign)).float(); got != want {
				t.Fatalf("%v · %v · (1 %+d·%v) = %v, want %v", a, b, sign, fee, got, want)
			}
		}
	}
}

// A truncated amount is the largest multiple of the step that is not above it.
func TestTruncate(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range many(100_000) {
		x := sampled(rng)
		step := []float64{1e-5, 1e-4, 1e-3, 0.1, 1, 1e-8, 0.05, 5}[rng.IntN(8)]
		if x > 1e12 {
			continue
		}
		got := truncate(x, newDecimal(step))
		n := new(big.Rat).Quo(rational(x), rational(step))
		whole := new(big.Int).Quo(n.Num(), n.Denom())
		want, _ := new(big.Rat).Mul(new(big.Rat).SetInt(whole), rational(step)).Float64()
		if got.float() != want {
			t.Fatalf("truncate(%v, %v) = %v, want %v", x, step, got.float(), want)
		}
	}
}

// An amount so large that its neighbours are further apart than the step stays; one
// far below the step is nothing.
func TestTruncateFar(t *testing.T) {
	for _, tt := range []struct{ x, step, want float64 }{
		{1e17, 1e-3, 1e17}, {1e18, 1e-3, 1e18}, {3e22, 1, 3e22}, {1e-20, 1, 0}, {1e-21, 1, 0}, {9e-6, 1e-5, 0}, {1e-5, 1e-5, 1e-5},
	} {
		if got := truncate(tt.x, newDecimal(tt.step)).float(); got != tt.want {
			t.Errorf("truncate(%v, %v) = %v, want %v", tt.x, tt.step, got, tt.want)
		}
	}
}

func TestCeilTo(t *testing.T) {
	tests := []struct {
		x        float64
		decimals int
		want     float64
	}{
		{29.331, 2, 29.34},
		{29.33, 2, 29.33},
		{29.3300000001, 2, 29.34},
		{20723.327999999998, 15, 20723.327999999998}, // nothing to round
		{0.0000001, 4, 0.0001},
		{100, 0, 100},
		{99.5, 0, 100},
	}
	for _, tt := range tests {
		if got := ceilTo(tt.x, tt.decimals); got != tt.want {
			t.Errorf("ceilTo(%v, %d) = %v, want %v", tt.x, tt.decimals, got, tt.want)
		}
	}
}

func TestShownDecimals(t *testing.T) {
	tests := []struct {
		x    float64
		want int
	}{
		{1.5, 1},
		{2.3428, 4},
		{100, 0},
		{20000.25, 2},
		{23025.92, 15}, // the binary error shows
	}
	for _, tt := range tests {
		if got := shownDecimals(tt.x, 0); got != tt.want {
			t.Errorf("shownDecimals(%v) = %d, want %d", tt.x, got, tt.want)
		}
	}
}
