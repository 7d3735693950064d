package portable_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// ulps is the distance of two numbers of one sign in units in the last place.
func ulps(a, b float64) int64 {
	d := int64(math.Float64bits(a)) - int64(math.Float64bits(b))
	return max(d, -d)
}

// Package math is another implementation, within one unit of the true value.
func TestCloseToMath(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	wide := func(scale float64) func() float64 {
		return func() float64 { return scale * (2*rng.Float64() - 1) }
	}
	positive := func() float64 { return math.Exp(20 * rng.NormFloat64()) }
	near1 := func() float64 { return 1 + 0.01*rng.NormFloat64() }
	for _, tt := range []struct {
		name      string
		got, want func(float64) float64
		draw      func() float64
		most      int64
	}{
		{"Log", portable.Log, math.Log, positive, 1},
		{"Log near 1", portable.Log, math.Log, near1, 1},
		{"Log10", portable.Log10, math.Log10, positive, 3},
		{"Exp", portable.Exp, math.Exp, wide(20), 2},
		{"Exp far", portable.Exp, math.Exp, wide(707), 2},
		{"Erfc", portable.Erfc, math.Erfc, wide(3), 5},
		{"Erfc far", portable.Erfc, math.Erfc, func() float64 { return 26 * rng.Float64() }, 5},
		{"Cbrt", portable.Cbrt, math.Cbrt, wide(1e6), 2},
		{"Cbrt far", portable.Cbrt, math.Cbrt, positive, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for range 100_000 {
				x := tt.draw()
				if got, want := tt.got(x), tt.want(x); ulps(got, want) > tt.most {
					t.Fatalf("%s(%v) = %v, want %v within %d units in the last place", tt.name, x, got, want, tt.most)
				}
			}
		})
	}
}

func TestEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, tt := range []struct {
		name      string
		got, want func(float64) float64
		at        []float64
	}{
		{"Log", portable.Log, math.Log, []float64{0, -1, 1, inf, nan, math.MaxFloat64}},
		{"Exp", portable.Exp, math.Exp, []float64{0, inf, -inf, nan, 710, 1e6, -1e6, -746}},
		{"Erfc", portable.Erfc, math.Erfc, []float64{0, inf, -inf, nan, 30, -30, 28.1, -6.5, 1e-300}},
		{"Cbrt", portable.Cbrt, math.Cbrt, []float64{0, inf, -inf, nan, 1, 8, 27, -1e9, 1e-30}},
	} {
		for _, x := range tt.at {
			if got, want := tt.got(x), tt.want(x); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Errorf("%s(%v) = %v, want %v", tt.name, x, got, want)
			}
		}
	}
	if got, want := portable.Log(5e-324), -1074*math.Ln2; math.Abs(got-want) > 1e-12 { // math's assembly has -709
		t.Errorf("Log(5e-324) = %v, want %v", got, want)
	}
	for _, x := range []float64{709.7, -708, -740} { // large, and below the normal numbers
		if got, want := portable.Exp(x), math.Exp(x); math.Abs(got-want) > 5e-16*want+5e-324 {
			t.Errorf("Exp(%v) = %v, want %v", x, got, want)
		}
	}
}

// The whole part of a logarithm is exact where logarithms round up to it.
func TestDecade(t *testing.T) {
	for n := -300; n <= 300; n++ {
		power, err := strconv.ParseFloat(fmt.Sprintf("1e%d", n), 64)
		if err != nil {
			t.Fatal(err)
		}
		for x, want := range map[float64]int{power: n, math.Nextafter(power, 0): n - 1, 9.99 * power: n} {
			if got := portable.Decade(x); got != want {
				t.Errorf("Decade(%v) = %d, want %d", x, got, want)
			}
		}
	}
}

// The bits are the same on every machine: the sum is that of amd64 and, under qemu, of
// arm64, which fuses what is not rounded.
func TestBits(t *testing.T) {
	sum := uint64(0)
	for i := range 20_000 {
		x := 0.001 + float64(float64(i)*0.00137)
		for _, f := range []func(float64) float64{portable.Log, portable.Exp, portable.Erfc, portable.Cbrt} {
			sum = sum*1099511628211 ^ math.Float64bits(f(x))
		}
	}
	if want := uint64(0x9db3d2acca6b0329); sum != want {
		t.Errorf("sum of bits = %#x, want %#x", sum, want)
	}
}

// The draws are those of package rand on amd64.
func TestDrawsAreThoseOfRand(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("package rand draws other numbers here")
	}
	for _, tt := range []struct {
		name      string
		got, want func(*rand.Rand) float64
	}{
		{"Normal", portable.Normal, (*rand.Rand).NormFloat64},
		{"Exponential", portable.Exponential, (*rand.Rand).ExpFloat64},
	} {
		a, b := rand.New(rand.NewPCG(1, 2)), rand.New(rand.NewPCG(1, 2))
		for i := range 3_000_000 {
			// The logarithm of the tail may differ in its last bit.
			if got, want := tt.got(a), tt.want(b); ulps(got, want) > 1 {
				t.Fatalf("%s: draw %d is %v, want %v", tt.name, i, got, want)
			}
		}
	}
}
