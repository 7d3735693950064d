package indicator_test

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/floats/scalar"
)

// Each definition is written over the whole history and gives the newest value.
// Rounding differs from the streams', most of all where squares of 30,000 are
// subtracted from each other: σ² is then good to about 1e-6, and σ to its root.
var definitions = []struct {
	name      string
	new       func(n int) stream
	of        func(history []candle, n int) float64
	tolerance float64 // absolute, of values up to about 30,000
}{
	{"SMA", sma, func(h []candle, n int) float64 { return mean(closes(h)[len(h)-n:]) }, 1e-8},
	{"EMA", ema, func(h []candle, n int) float64 { return last(emas(closes(h), n)) }, 1e-8},
	{"RSI", rsi, defRSI, 1e-8},
	{"StdDev", stddev, func(h []candle, n int) float64 { return deviation(closes(h)[len(h)-n:]) }, 1e-3},
	{"Bollinger upper", func(n int) stream { u, _, _ := bands(n, 2); return u }, func(h []candle, n int) float64 {
		xs := closes(h)[len(h)-n:]
		return mean(xs) + 2*deviation(xs)
	}, 2e-3},
	{"Bollinger lower", func(n int) stream { _, _, l := bands(n, 2); return l }, func(h []candle, n int) float64 {
		xs := closes(h)[len(h)-n:]
		return mean(xs) - 2*deviation(xs)
	}, 2e-3},
	{"MACD", func(n int) stream { _, _, x := macd(n, 2*n, 9); return x }, defMACD, 1e-8},
	{"ATR", atr, func(h []candle, n int) float64 { return last(wilder(ranges(h)[1:], n)) }, 1e-8},
	{"+DI", func(n int) stream { p, _ := di(n); return p }, func(h []candle, n int) float64 { p, _ := defDI(h, n); return last(p) }, 1e-8},
	{"-DI", func(n int) stream { _, m := di(n); return m }, func(h []candle, n int) float64 { _, m := defDI(h, n); return last(m) }, 1e-8},
	{"ADX", adx, defADX, 1e-8},
}

func TestStreamEqualsDefinition(t *testing.T) {
	candles := randomWalk(450, 4)
	for _, tt := range definitions {
		for _, n := range []int{2, 3, 9, 14, 50, 200} {
			t.Run(fmt.Sprint(tt.name, "/", n), func(t *testing.T) {
				update, seen := tt.new(n), 0
				for i, c := range candles {
					got, ok := update(c)
					if !ok {
						continue
					}
					seen++
					if want := tt.of(candles[:i+1], n); !scalar.EqualWithinAbs(got, want, tt.tolerance) {
						t.Fatalf("row %d: got %v, want %v", i, got, want)
					}
				}
				if seen < 30 {
					t.Fatalf("%d values were compared, want at least 30", seen)
				}
			})
		}
	}
}

func closes(h []candle) []float64 {
	xs := make([]float64, len(h))
	for i := range h {
		xs[i] = h[i].close
	}
	return xs
}

// ranges are the true ranges, that of row 0 taken as if the close before were its own.
func ranges(h []candle) []float64 {
	xs := make([]float64, len(h))
	for i := range h {
		prev := h[max(i-1, 0)].close
		xs[i] = max(h[i].high, prev) - min(h[i].low, prev)
	}
	return xs
}

func last(xs []float64) float64 { return xs[len(xs)-1] }

func mean(xs []float64) float64 {
	var sum float64
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

func deviation(xs []float64) float64 {
	m, sum := mean(xs), 0.0
	for _, x := range xs {
		sum += (x - m) * (x - m)
	}
	return math.Sqrt(sum / float64(len(xs)))
}

// smoothed is an exponential average of weight k after the mean of the first n;
// its first element belongs to xs[n-1].
func smoothed(xs []float64, n int, k float64) []float64 {
	ys := []float64{mean(xs[:n])}
	for _, x := range xs[n:] {
		ys = append(ys, k*x+(1-k)*last(ys))
	}
	return ys
}

func emas(xs []float64, n int) []float64   { return smoothed(xs, n, 2/float64(n+1)) }
func wilder(xs []float64, n int) []float64 { return smoothed(xs, n, 1/float64(n)) }

func defRSI(h []candle, n int) float64 {
	var up, down []float64
	for i := range h[1:] {
		change := h[i+1].close - h[i].close
		up, down = append(up, max(change, 0)), append(down, max(-change, 0))
	}
	u, d := last(wilder(up, n)), last(wilder(down, n))
	return 100 * u / (u + d)
}

// defMACD is the histogram of MACD(n, 2n, 9).
func defMACD(h []candle, n int) float64 {
	xs := closes(h)
	fast, slow := emas(xs[n:], n), emas(xs, 2*n)
	line := make([]float64, len(slow))
	for i := range line {
		line[i] = fast[i] - slow[i]
	}
	return last(line) - last(emas(line, 9))
}

// defDI uses means where Wilder has sums, and n-1 terms to start with as he has.
func defDI(h []candle, n int) (plus, minus []float64) {
	var up, down []float64
	for i := range h[1:] {
		u, d := h[i+1].high-h[i].high, h[i].low-h[i+1].low
		if u > d {
			up, down = append(up, max(u, 0)), append(down, 0)
		} else if d > u {
			up, down = append(up, 0), append(down, max(d, 0))
		} else {
			up, down = append(up, 0), append(down, 0)
		}
	}
	sums := func(xs []float64) []float64 {
		s := mean(xs[:n-1]) * float64(n-1)
		var out []float64
		for _, x := range xs[n-1:] {
			s = s*(1-1/float64(n)) + x
			out = append(out, s)
		}
		return out
	}
	u, d, r := sums(up), sums(down), sums(ranges(h)[1:])
	for i := range r {
		plus, minus = append(plus, 100*u[i]/r[i]), append(minus, 100*d[i]/r[i])
	}
	return plus, minus
}

func defADX(h []candle, n int) float64 {
	plus, minus := defDI(h, n)
	dx := make([]float64, len(plus))
	for i := range dx {
		dx[i] = 100 * math.Abs(plus[i]-minus[i]) / (plus[i] + minus[i])
	}
	return last(wilder(dx, n))
}
